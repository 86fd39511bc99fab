import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../shell/MoneyInput';
import { type Minor, fromMinor } from '../shell/money';
import type { CountBody } from './calls';

/** What was counted of each foreign currency; null where the field is empty or wrong. */
export type ForeignCount = Readonly<Record<string, Minor | null>>;

/** What the server takes for it. */
export const foreignCounts = (currencies: readonly string[], counts: ForeignCount): CountBody['counts'] => currencies.map((currency) => ({ currency, counted: fromMinor(counts[currency] ?? 0) }));

export const allCounted = (currencies: readonly string[], counts: ForeignCount) => currencies.every((currency) => (counts[currency] ?? -1) >= 0);

interface Props { readonly currencies: readonly string[]; readonly value: ForeignCount; readonly onChange: (counts: ForeignCount) => void; readonly onEnter: () => void }

/** The foreign notes in the drawer, each currency by itself. */
export function ForeignCounts({ currencies, value, onChange, onEnter }: Props) {
  const { t } = useTranslation('tenders');
  return (
    <Form layout="vertical" size="large" style={{ marginTop: 12 }}>
      {currencies.map((currency) => (
        <Form.Item key={currency} label={t('currencies.counted', { currency })}>
          <MoneyInput value={value[currency] ?? null} onChange={(counted) => onChange({ ...value, [currency]: counted })} onPressEnter={onEnter} aria-label={t('currencies.counted', { currency })} />
        </Form.Item>
      ))}
    </Form>
  );
}
