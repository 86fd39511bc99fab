import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type FieldOfForm, SearchSelect, hitsAtMost } from '../shell/SearchSelect';
import { useMay } from '../shell/session';

/** A field for a kind of coupons of which more are issued. */
export function CouponKindSelect({ placeholder, allowClear = false, ...field }: FieldOfForm & { readonly placeholder?: string; readonly allowClear?: boolean }) {
  const { t } = useTranslation('loyalty');
  return (
    <SearchSelect {...field} what="coupons" readable={useMay()('loyalty.view-coupons')} placeholder={placeholder} allowClear={allowClear} none={t('coupons.none')} nameOf={async (templateId) => (await api.getCouponTemplate(templateId)).template.name}
      find={async (text) => (await api.listCouponTemplates(true, text, undefined, hitsAtMost)).items.map((kind) => ({ value: kind.templateId, label: kind.template.name }))} />
  );
}
