import { QRCode, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Barcode } from '../catalog/Barcode';
import type { CouponShelf, ListMyCouponsItem } from '../api/client';
import { CouponTag } from '../loyalty/CouponTag';
import { useMore } from '../shell/lists';
import { Modal } from '../shell/Modal';
import { MyList, MyRow } from './MyList';
import { memberApi } from './phone';

const shelves: readonly CouponShelf[] = ['Usable', 'Used', 'Over'];

/** The member's coupons; a good one is opened to be read at the till. */
export function CouponsPanel() {
  const { t } = useTranslation(['memberpage', 'loyalty']);
  const [shelf, setShelf] = useState<CouponShelf>('Usable');
  const [shown, setShown] = useState<ListMyCouponsItem | null>(null);
  const coupons = useMore(['my', 'coupons', shelf], (after) => memberApi.listMyCoupons(shelf, after === undefined ? undefined : Number(after), 20));
  return (
    <>
      <Segmented<CouponShelf> block value={shelf} onChange={setShelf} options={shelves.map((value) => ({ value, label: t(`coupons.shelves.${value}`) }))} style={{ marginBottom: 12 }} />
      <MyList list={coupons} rowKey={(coupon) => coupon.couponId} empty={t(`coupons.none.${shelf}`)} row={(coupon) => (
        <MyRow
          title={coupon.name} onOpen={shelf === 'Usable' ? () => setShown(coupon) : undefined}
          aside={<CouponTag coupon={coupon} />}
        >
          <span>{coupon.validTo === null ? t('coupons.forEver') : t('coupons.days', { from: coupon.validFrom ?? '', to: coupon.validTo })}</span>
          {coupon.usesLeft !== null && coupon.usesLeft > 1 && <span>{t('coupons.usesLeft', { count: coupon.usesLeft })}</span>}
        </MyRow>
      )} />
      {shown && (
        <Modal open centered width={340} footer={null} title={shown.name} onCancel={() => setShown(null)}>
          <div className="member-coupon">
            <QRCode value={shown.code} size={200} bordered={false} />
            <Barcode code={shown.code} />
            <small>{t('coupons.show')}</small>
            {shown.validTo !== null && <small>{t('loyalty:coupons.until', { day: shown.validTo })}</small>}
          </div>
        </Modal>
      )}
    </>
  );
}
