import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type FieldOfForm, SearchSelect, hitsAtMost } from '../shell/SearchSelect';
import { useMay } from '../shell/session';

/** A field for a segment of members. */
export function SegmentSelect({ placeholder, allowClear = false, ...field }: FieldOfForm & { readonly placeholder?: string; readonly allowClear?: boolean }) {
  const { t } = useTranslation('members');
  return (
    <SearchSelect {...field} what="segments" readable={useMay()('members.view')} placeholder={placeholder} allowClear={allowClear} none={t('segments.none')} nameOf={async (segmentId) => (await api.getSegment(segmentId)).name}
      find={async (text) => (await api.listSegments(text, undefined, hitsAtMost)).items.map((segment) => ({ value: segment.segmentId, label: segment.name }))} />
  );
}
