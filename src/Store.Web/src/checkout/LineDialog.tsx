import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { Modal } from '../shell/Modal';
import { MoneyInput } from '../shell/MoneyInput';
import type { Minor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { DiscountFields } from './DiscountFields';
import { WhyThisPrice } from './WhyThisPrice';
import type { Basket, BasketLine, LineTerms } from './basket';
import type { Discount } from './calls';

interface Props {
  readonly line: BasketLine;
  readonly basket: Basket;
  readonly onAgree: (terms: LineTerms & { readonly price?: Minor }) => void;
  readonly onClose: () => void;
}

/** What is agreed about one line: discount, price, seller, serial and batch number; and why it costs what it does. */
export function LineDialog({ line, basket, onAgree, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId } = useStore();
  const mayDo = useMay();
  const [tab, setTab] = useState('discount');
  const [discount, setDiscount] = useState<Discount | null>(line.discount ?? null);
  const [price, setPrice] = useState<Minor | null>(line.price);
  const [reason, setReason] = useState(line.priceReason ?? '');
  const [serialNumber, setSerialNumber] = useState(line.serialNumber ?? '');
  const [batchNumber, setBatchNumber] = useState(line.batchNumber ?? '');
  const staff = useQuery({ queryKey: ['staff', storeId], queryFn: () => api.listStaff(storeId), enabled: tab === 'more' && mayDo('access.view-staff') });
  const [seller, setSeller] = useState(line.seller ?? null);
  const discountRight = discount === null || (discount.reason.trim() !== '' && ((discount.percent ?? 0) > 0 || (discount.amount ?? 0) > 0));
  const priceChanged = price !== line.price;
  const right = discountRight && price !== null && price >= 0 && (!priceChanged || reason.trim() !== '');
  const agree = () => right && onAgree({
    discount: discount && { ...discount, reason: discount.reason.trim() }, seller, serialNumber: serialNumber.trim() || null, batchNumber: batchNumber.trim() || null,
    ...(priceChanged ? { price, priceReason: reason.trim() } : {}),
  });

  return (
    <Modal open className="touch" width={560} title={line.name} okText={t('shell:ok')} cancelText={t('shell:cancel')} okButtonProps={{ disabled: !right }} onOk={agree} onCancel={onClose}>
      <Tabs activeKey={tab} onChange={setTab} items={[
        { key: 'discount', label: t('terms.discount'), children: <DiscountFields value={discount} onChange={setDiscount} onEnter={agree} /> },
        {
          key: 'price', label: t('terms.price'),
          children: (
            <>
              <label htmlFor="line-price">{t('terms.newPrice')} (<Amount minor={line.price} />)</label>
              <MoneyInput id="line-price" size="large" value={price} onChange={setPrice} aria-label={t('terms.newPrice')} />
              <label htmlFor="price-reason" style={{ display: 'block', marginTop: 12 }}>{t('terms.reason')}</label>
              <Input id="price-reason" size="large" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} onPressEnter={agree} />
              <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginTop: 8 }}>
                {(['damaged', 'matched', 'wrongLabel'] as const).map((name) => <Button key={name} onClick={() => setReason(t(`terms.reasons.${name}`))}>{t(`terms.reasons.${name}`)}</Button>)}
              </div>
              {line.priceReason && <Button type="link" style={{ padding: 0, marginTop: 8 }} onClick={() => onAgree({ priceReason: null })}>{t('terms.backToPrice')}</Button>}
            </>
          ),
        },
        {
          key: 'more', label: t('terms.more'),
          children: (
            <>
              <label htmlFor="line-seller">{t('terms.seller')}</label>
              <Select id="line-seller" size="large" style={{ width: '100%' }} allowClear showSearch={{ optionFilterProp: 'label' }} loading={staff.isLoading} value={seller?.userId} placeholder={t('terms.noSeller')}
                options={(staff.data?.people ?? []).map((person) => ({ value: person.userId, label: person.name }))}
                onChange={(userId: number | undefined) => setSeller(staff.data?.people.find((person) => person.userId === userId) ?? null)} />
              <label htmlFor="line-serial" style={{ display: 'block', marginTop: 12 }}>{t('terms.serial')}</label>
              <Input id="line-serial" size="large" maxLength={60} value={serialNumber} data-scan="own" onChange={(event) => setSerialNumber(event.target.value)} />
              <label htmlFor="line-batch" style={{ display: 'block', marginTop: 12 }}>{t('terms.batch')}</label>
              <Input id="line-batch" size="large" maxLength={60} value={batchNumber} data-scan="own" onChange={(event) => setBatchNumber(event.target.value)} />
            </>
          ),
        },
        { key: 'why', label: t('why.title'), children: tab === 'why' && <WhyThisPrice basket={basket} lineNumber={basket.lines.indexOf(line) + 1} /> },
      ]} />
    </Modal>
  );
}
