import { Problem, api } from '../api';
import type { Customer } from './basket';

/** The member with a card, number or whole phone; null: nobody. */
export async function customerByCode(code: string): Promise<Customer | null> {
  try {
    const member = await api.lookUpMember({ code });
    return { memberId: member.memberId, number: member.number, name: member.name, level: member.levelName };
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/** A member as they are today: name and level may have changed since a basket was put away. */
export const customerNow = async (memberId: number): Promise<Customer | null> => customerByCode((await api.getMember(memberId)).number);
