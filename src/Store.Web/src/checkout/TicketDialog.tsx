import { Input, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../shell/Modal';
import { useMay } from '../shell/session';
import { CouponField, Coupons } from './Coupons';
import { DiscountFields } from './DiscountFields';
import { GroupsField } from './GroupsField';
import { MemberField } from './MemberField';
import { type Basket, type Exemption, addCoupon, leaveCoupon } from './basket';
import type { Discount, PricedBasket } from './calls';

interface Props {
  readonly basket: Basket;
  readonly priced: PricedBasket | null;
  /** Changes the ticket at once: member, groups and coupons, whose effect is seen behind the dialog. */
  readonly onChange: (change: (basket: Basket) => Basket) => void;
  readonly onAgree: (terms: Pick<Basket, 'discount' | 'exemption'>) => void;
  /** Looks the member up and puts them on the ticket. */
  readonly onMember: (number: string) => Promise<void>;
  readonly onClose: () => void;
}

/** What is agreed about the whole ticket: a discount, who buys, coupons, a tax exemption. */
export function TicketDialog({ basket, priced, onChange, onAgree, onMember, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const mayDo = useMay();
  const [discount, setDiscount] = useState<Discount | null>(basket.discount);
  const [exemption, setExemption] = useState<Exemption>(basket.exemption ?? { number: '', reason: '' });
  const exempt = exemption.number.trim() !== '' || exemption.reason.trim() !== '';
  const right = (discount === null || (discount.reason.trim() !== '' && ((discount.percent ?? 0) > 0 || (discount.amount ?? 0) > 0)))
    && (!exempt || (exemption.number.trim() !== '' && exemption.reason.trim() !== ''));
  const agree = () => right && onAgree({ discount, exemption: exempt ? { number: exemption.number.trim(), reason: exemption.reason.trim() } : null });
  return (
    <Modal open className="touch" width={560} title={t('terms.ticket')} okText={t('shell:ok')} cancelText={t('shell:cancel')} okButtonProps={{ disabled: !right }} onOk={agree} onCancel={onClose}>
      <Tabs items={[
        { key: 'discount', label: t('terms.discount'), children: <DiscountFields value={discount} onChange={setDiscount} onEnter={agree} /> },
        ...(mayDo('members.view') ? [{
          key: 'member', label: t('total.member'),
          children: (
            <>
              <MemberField member={basket.customer} onFind={onMember} onLeave={() => onChange((before) => ({ ...before, customer: null }))} />
              <GroupsField value={basket.groups} onChange={(groups) => onChange((before) => ({ ...before, groups }))} />
            </>
          ),
        }] : []),
        {
          key: 'coupons', label: t('coupon.title'),
          children: (
            <>
              <CouponField onAdd={(code) => onChange((before) => addCoupon(before, code))} />
              <Coupons coupons={basket.coupons} names={basket.couponNames} priced={priced} onLeave={(code) => onChange((before) => leaveCoupon(before, code))} />
            </>
          ),
        },
        ...(mayDo('checkout.tax-exempt') ? [{
          key: 'exemption', label: t('terms.exemption'),
          children: (
            <>
              <label htmlFor="exemption-number">{t('terms.exemptionNumber')}</label>
              <Input id="exemption-number" size="large" maxLength={40} value={exemption.number} onChange={(event) => setExemption({ ...exemption, number: event.target.value })} />
              <label htmlFor="exemption-reason" style={{ display: 'block', marginTop: 12 }}>{t('terms.reason')}</label>
              <Input id="exemption-reason" size="large" maxLength={200} value={exemption.reason} onChange={(event) => setExemption({ ...exemption, reason: event.target.value })} />
            </>
          ),
        }] : []),
      ]} />
    </Modal>
  );
}
