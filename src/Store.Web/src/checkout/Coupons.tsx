import { CheckCircleFilled, CloseOutlined, ExclamationCircleFilled } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Basket } from './basket';
import type { PricedBasket } from './calls';

interface Props {
  readonly coupons: readonly string[];
  readonly names: Basket['couponNames'];
  /** What the server says about them; null until it has answered. */
  readonly priced: PricedBasket | null;
  readonly onLeave: ((code: string) => void) | undefined;
}

/** The coupons on the ticket: which give something, and why the others do not. */
export function Coupons({ coupons, names, priced, onLeave }: Props) {
  const { t } = useTranslation('checkout');
  return coupons.map((code) => {
    const refused = priced?.couponsRefused.find((one) => one.code === code);
    const used = priced?.couponsUsed.includes(code);
    const why = refused && t(`coupon.why.${refused.why.split('.')[1] as 'unknown'}`);
    return (
      <dl key={code} className={refused ? 'till-coupon refused' : 'till-coupon'} data-testid="coupon">
        <dt>{refused ? <ExclamationCircleFilled aria-hidden /> : used && <CheckCircleFilled aria-hidden />} {t('coupon.title')} {names?.[code] ?? code}{refused && <small>{[refused.name, why].filter(Boolean).join(' · ')}</small>}</dt>
        <dd>{onLeave && <Button type="text" icon={<CloseOutlined />} aria-label={t('coupon.remove', { code })} onClick={() => onLeave(code)} />}</dd>
      </dl>
    );
  });
}

/** Takes the code of a coupon, typed or scanned. */
export function CouponField({ onAdd }: { readonly onAdd: (code: string) => void }) {
  const { t } = useTranslation('checkout');
  const [text, setText] = useState('');
  const add = (code: string) => {
    if (code.trim() === '') return;
    onAdd(code.trim());
    setText('');
  };
  return <Input.Search size="large" maxLength={60} autoFocus data-scan="own" autoCapitalize="characters" value={text} placeholder={t('coupon.placeholder')} aria-label={t('coupon.placeholder')} enterButton={t('coupon.add')} onChange={(event) => setText(event.target.value)} onSearch={add} />;
}
