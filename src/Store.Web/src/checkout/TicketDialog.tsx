import { Button, Input, Modal, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../shell/session';
import { DiscountFields } from './DiscountFields';
import type { Basket, Exemption } from './basket';
import type { Discount } from './calls';

interface Props {
  readonly basket: Basket;
  readonly onAgree: (terms: Partial<Pick<Basket, 'discount' | 'exemption' | 'customer'>>) => void;
  /** Looks the member up and puts them on the ticket. */
  readonly onMember: (number: string) => Promise<void>;
  readonly onClose: () => void;
}

/** What is agreed about the whole ticket: a discount, a tax exemption. */
export function TicketDialog({ basket, onAgree, onMember, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const mayDo = useMay();
  const [discount, setDiscount] = useState<Discount | null>(basket.discount);
  const [looking, setLooking] = useState(false);
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
          children: basket.customer ? (
            <>
              <p>{basket.customer.number} · {basket.customer.name} {basket.customer.level && `· ${basket.customer.level}`}</p>
              <Button onClick={() => onAgree({ customer: null })}>{t('terms.noMember')}</Button>
            </>
          ) : (
            <Input.Search size="large" maxLength={40} placeholder={t('terms.memberNumber')} aria-label={t('terms.memberNumber')} enterButton={t('shell:search')} loading={looking} onSearch={(number) => {
              if (number.trim() === '') return;
              setLooking(true);
              void onMember(number.trim()).finally(() => setLooking(false));
            }} />
          ),
        }] : []),
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
