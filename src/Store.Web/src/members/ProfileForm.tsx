import { Alert, Button, DatePicker, Descriptions, Form, Input, InputNumber, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import { MemberLookUp, type NamedMember } from './MemberLookUp';
import './members.css';
import type { MemberDetail } from './calls';

interface Fields {
  name: string; homeStoreId: number | null | undefined; gender: string | undefined; birthday: Dayjs | null; birthYear: number | null; language: string | undefined;
  tags: string[]; preferences: string; notes: string; referrer: NamedMember | null;
}

const leapYear = 2024;
const genders = ['Female', 'Male', 'Other'] as const;
const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;

/** What a member has told of themselves. */
export function ProfileForm({ member }: { readonly member: MemberDetail }) {
  const { t } = useTranslation(['members', 'shell']);
  const { stores } = useSession();
  const mayDo = useMay();
  const timeText = useTimeText();
  const { profile } = member;
  const saving = useSave(({ name, homeStoreId, birthday, referrer, ...told }: Fields) => api.changeMember(member.memberId, {
    name, homeStoreId: homeStoreId ?? null, version: member.version,
    profile: {
      gender: told.gender ?? '', language: told.language ?? '', birthYear: told.birthYear, birthMonth: birthday ? birthday.month() + 1 : null, birthDay: birthday?.date() ?? null,
      referrerId: referrer?.memberId ?? null, notes: told.notes, preferences: told.preferences, tags: told.tags,
    },
  }), [['members'], ['member', member.memberId]], () => undefined);
  const birthday = profile.birthMonth && profile.birthDay ? dayjs(new Date(leapYear, profile.birthMonth - 1, profile.birthDay)) : null;
  return (
    <>
      <Descriptions column={1} size="small" style={{ marginBottom: 16 }} items={[
        { key: 'number', label: t('number'), children: member.number },
        { key: 'since', label: t('since'), children: timeText(member.createdAt) },
      ]} />
      <Form<Fields> name="profile"
        layout="vertical" requiredMark={false} disabled={!mayDo('members.manage')} onFinish={saving.mutate}
        initialValues={{
          name: member.name, homeStoreId: member.homeStoreId, gender: profile.gender === '' ? undefined : profile.gender, birthday, birthYear: profile.birthYear ?? null,
          language: profile.language === '' ? undefined : profile.language, tags: profile.tags ?? [], preferences: profile.preferences ?? '', notes: profile.notes ?? '',
          referrer: profile.referrerId === null || profile.referrerId === undefined ? null : { memberId: profile.referrerId, name: member.referrerName ?? String(profile.referrerId) },
        }}
      >
        <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={100} autoComplete="off" /></Form.Item>
        <div className="member-fields">
          <Form.Item name="gender" label={t('profile.gender')}><Select allowClear options={genders.map((gender) => ({ value: gender, label: t(`profile.genders.${gender}`) }))} /></Form.Item>
          <Form.Item name="birthday" label={t('profile.birthday')}><DatePicker format={t('profile.birthdayFormat')} style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="birthYear" label={t('profile.birthYear')}><InputNumber min={1900} max={new Date().getFullYear()} controls={false} style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="language" label={t('profile.language')}><Select allowClear options={languages.map((language) => ({ value: language, label: t(`profile.languages.${language}`) }))} /></Form.Item>
        </div>
        <Form.Item name="homeStoreId" label={t('profile.homeStore')}><Select allowClear options={stores.map((store) => ({ value: store.storeId, label: store.name }))} /></Form.Item>
        <Form.Item name="referrer" label={t('profile.referrer')}><MemberLookUp placeholder={t('lookUp.hint')} disabled={!mayDo('members.manage')} /></Form.Item>
        <Form.Item name="tags" label={t('profile.tags')}><Select mode="tags" tokenSeparators={[',', '，']} /></Form.Item>
        <Form.Item name="preferences" label={t('profile.preferences')}><Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
        <Form.Item name="notes" label={t('profile.notes')}><Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        {mayDo('members.manage') && <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>}
      </Form>
    </>
  );
}
