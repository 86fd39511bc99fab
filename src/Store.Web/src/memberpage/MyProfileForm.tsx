import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, DatePicker, Descriptions, Form, Input, Select, Skeleton } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { ShowMyProfileResult } from '../api/client';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { languageNames, languages } from '../shell/languages';
import { useSave } from '../shell/useSave';
import { memberApi } from './phone';
import { useMyStores } from './useMyStores';

interface Fields { name: string; language: string | undefined; birthday: Dayjs | null; channels: string[] }

const leapYear = 2024;
const channels = ['Sms', 'Email', 'Phone', 'App', 'Post'] as const;

/** What the member has told of themselves, to be looked at and put right. */
export function MyProfileForm() {
  const profile = useQuery({ queryKey: ['my', 'profile'], queryFn: () => memberApi.showMyProfile() });
  if (profile.error) return <ProblemAlert error={profile.error} retry={() => void profile.refetch()} />;
  return profile.data ? <Known key={profile.dataUpdatedAt} profile={profile.data} /> : <Skeleton active />;
}

function Known({ profile }: { readonly profile: ShowMyProfileResult }) {
  const { t } = useTranslation(['memberpage', 'members', 'shell']);
  const stores = useMyStores();
  const known = profile.birthMonth !== null && profile.birthDay !== null;
  const saving = useSave(({ name, language, birthday, channels: allowed }: Fields) => memberApi.changeMyProfile({
    name, language: language ?? '', birthMonth: birthday ? birthday.month() + 1 : null, birthDay: birthday?.date() ?? null, channels: allowed,
  }), [['my']], () => undefined);
  return (
    <>
      <Descriptions column={1} size="small" style={{ marginBottom: 16 }} items={[
        { key: 'phone', label: t('members:contact.phone'), children: profile.phone ?? '–' },
        { key: 'email', label: t('members:contact.email'), children: profile.email ?? '–' },
        { key: 'since', label: t('members:since'), children: stores.day(profile.since) },
      ]} />
      <Form<Fields>
        layout="vertical" requiredMark={false} onFinish={saving.mutate}
        initialValues={{
          name: profile.name, language: profile.language === '' ? undefined : profile.language, channels: profile.channels,
          birthday: known ? dayjs(new Date(leapYear, (profile.birthMonth ?? 1) - 1, profile.birthDay ?? 1)) : null,
        }}
      >
        <Form.Item name="name" label={t('members:name')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={100} autoComplete="name" /></Form.Item>
        <Form.Item name="birthday" label={t('members:profile.birthday')} extra={known ? undefined : t('profile.once')}><DatePicker disabled={known} format={t('members:profile.birthdayFormat')} inputReadOnly style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="language" label={t('members:profile.language')}><Select allowClear options={languages.map((language) => ({ value: language, label: languageNames[language] }))} /></Form.Item>
        <Form.Item name="channels" label={t('profile.channels')}><Checkbox.Group options={channels.map((channel) => ({ value: channel, label: t(`members:consents.channels.${channel}`) }))} /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" size="large" block htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </>
  );
}
