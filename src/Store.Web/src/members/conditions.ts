import dayjs, { type Dayjs } from 'dayjs';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import type { Conditions } from './calls';

/** Amounts in minor units and days as the form has them; what is left empty is no condition. */
export interface ConditionForm extends Omit<Conditions, 'memberFrom' | 'memberTo' | 'spentFrom' | 'spentTo' | 'yearSpentFrom' | 'yearSpentTo'> {
  name: string;
  memberFrom?: Dayjs | null;
  memberTo?: Dayjs | null;
  spentFrom?: Minor | null;
  spentTo?: Minor | null;
  yearSpentFrom?: Minor | null;
  yearSpentTo?: Minor | null;
}

const minorOf = (amount: number | null | undefined): Minor | null => (amount === null || amount === undefined ? null : toMinor(amount));
const amountOf = (minor: Minor | null | undefined): number | null => (minor === null || minor === undefined ? null : fromMinor(minor));
const dayOf = (day: string | null | undefined): Dayjs | null => (day === null || day === undefined ? null : dayjs(day));
const dayText = (day: Dayjs | null | undefined): string | null => day?.format('YYYY-MM-DD') ?? null;

export const toForm = (name: string, { memberFrom, memberTo, spentFrom, spentTo, yearSpentFrom, yearSpentTo, ...rest }: Conditions): ConditionForm => ({
  ...rest, name, memberFrom: dayOf(memberFrom), memberTo: dayOf(memberTo), spentFrom: minorOf(spentFrom), spentTo: minorOf(spentTo), yearSpentFrom: minorOf(yearSpentFrom), yearSpentTo: minorOf(yearSpentTo),
});

/** The conditions that the form says; empty choices are none. */
export function fromForm(form: ConditionForm): Conditions {
  const { memberFrom, memberTo, spentFrom, spentTo, yearSpentFrom, yearSpentTo } = form;
  const all: Conditions & { name?: string } = {
    ...form, memberFrom: dayText(memberFrom), memberTo: dayText(memberTo), spentFrom: amountOf(spentFrom), spentTo: amountOf(spentTo), yearSpentFrom: amountOf(yearSpentFrom), yearSpentTo: amountOf(yearSpentTo),
  };
  return Object.fromEntries(Object.entries(all).filter(([key, value]) => key !== 'name' && value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)));
}
