import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { MemberCell } from '../members/MemberCell';
import { useMemberFile } from '../members/useMemberFile';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import { csvOf, saveFile } from '../shell/files';
import { readAll, useMore } from '../shell/lists';
import { useSave } from '../shell/useSave';
import { CouponTag } from './CouponTag';
import type { CouponKind, IssuedCoupon } from './calls';

const pageSize = 500;

/** All codes of a kind as a table for a printer or a mailing. */
async function codesFile(templateId: number): Promise<string> {
  const all = await readAll((after) => api.listIssuedCoupons(templateId, after === undefined ? undefined : Number(after), pageSize));
  return csvOf([
    ['code', 'member', 'name', 'state', 'uses', 'valid_from', 'valid_to'],
    ...all.map((coupon) => [coupon.code, coupon.memberNumber ?? '', coupon.memberName ?? '', coupon.state, coupon.uses, coupon.validFrom ?? '', coupon.validTo ?? '']),
  ]);
}

/** The coupons of a kind that have been issued, with their codes. */
export function IssuedPanel({ kind }: { readonly kind: CouponKind }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const { openFile, file } = useMemberFile();
  const { modal } = App.useApp();
  const { templateId, template } = kind;
  const issued = useMore(['issued-coupons', templateId], (after) => api.listIssuedCoupons(templateId, after === undefined ? undefined : Number(after), 50));
  const saving = useMutation({
    mutationFn: () => codesFile(templateId),
    onSuccess: (file) => saveFile(`${template.name}.csv`, file),
  });
  const withdrawing = useSave((asked: { code: string | null; reason: string }) => api.withdrawCoupons(templateId, asked), [['issued-coupons'], ['coupon-effects']], () => undefined);
  const withdraw = (code: string | null) => {
    let reason = '';
    void modal.confirm({
      title: code === null ? t('coupons.withdrawAllQuestion') : t('coupons.withdrawQuestion', { code }), okText: t('coupons.withdraw'), okButtonProps: { danger: true }, focusable: { autoFocusButton: 'cancel' },
      content: <Input maxLength={200} placeholder={t('coupons.reason')} aria-label={t('coupons.reason')} onChange={(event) => { reason = event.target.value; }} />,
      onOk: () => withdrawing.mutateAsync({ code, reason: reason.trim() || t('coupons.withdraw') }).catch(() => undefined),
    });
  };
  const columns: Column<IssuedCoupon>[] = [
    { key: 'code', title: t('coupons.code'), phone: 'title', render: (coupon) => coupon.code },
    { key: 'member', title: t('coupons.member'), render: (coupon) => (coupon.memberId === null ? '–' : <MemberCell memberId={coupon.memberId} number={coupon.memberNumber} name={coupon.memberName} level={coupon.levelName} onOpen={openFile} />) },
    { key: 'uses', title: t('coupons.used'), align: 'right', render: (coupon) => (coupon.usesAtMost === null ? coupon.uses : `${coupon.uses} / ${coupon.usesAtMost}`) },
    { key: 'days', title: t('coupons.days'), render: (coupon) => (coupon.validTo === null ? t('coupons.always') : `${coupon.validFrom ?? ''} – ${coupon.validTo}`) },
    { key: 'state', title: t('coupons.state'), render: (coupon) => <><CouponTag coupon={coupon} />{coupon.withdrawnReason !== null && <small className="loyalty-reason">{coupon.withdrawnReason}</small>}</> },
    { key: 'actions', title: '', render: (coupon) => (coupon.state === 'Issued' || coupon.state === 'GivenBack') && <Button size="small" danger onClick={() => withdraw(coupon.code)}>{t('coupons.withdraw')}</Button> },
  ];
  const failed = saving.error ?? withdrawing.error;
  return (
    <>
      <div className="tools">
        <Button loading={saving.isPending} onClick={() => saving.mutate()}>{t('coupons.saveCodes')}</Button>
        <Button danger onClick={() => withdraw(null)}>{t('coupons.withdrawAll')}</Button>
      </div>
      {failed && <Alert type="error" showIcon title={problemText(failed)} style={{ marginBottom: 16 }} />}
      <DataList columns={columns} list={issued} rowKey={(coupon) => coupon.couponId} empty={t('coupons.noneIssued')} />
      {file}
    </>
  );
}
