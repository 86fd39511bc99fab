import { useQueryClient } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { CardPanel } from './CardPanel';
import { MyProfileForm } from './MyProfileForm';
import { OpenForm } from './OpenForm';
import './memberpage.css';
import { keepToken, keptToken, memberApi } from './phone';

/** A member's own page on their phone: opened by a link and a one-time code, then kept signed in. */
export default function MemberPage() {
  const { t } = useTranslation('memberpage');
  const { key } = useParams();
  const queries = useQueryClient();
  const [signedIn, setSignedIn] = useState(() => keptToken() !== null);
  const leave = async () => {
    await memberApi.leaveMemberPage().catch(() => undefined);
    keepToken(null);
    queries.removeQueries({ queryKey: ['my'] });
    setSignedIn(false);
  };
  return (
    <div className="member-page">
      <header><strong>{t('title')}</strong><LanguageSwitch /></header>
      {!signedIn ? <OpenForm linkKey={key ?? ''} onOpened={(token) => {
        keepToken(token);
        setSignedIn(true);
      }} /> : (
        <>
          <Tabs centered items={[
            { key: 'card', label: t('card.title'), children: <CardPanel onSignedOut={() => void leave()} /> },
            { key: 'profile', label: t('profile.title'), children: <MyProfileForm onSignedOut={() => void leave()} /> },
          ]} />
          <Button type="link" block onClick={() => void leave()}>{t('leave')}</Button>
        </>
      )}
    </div>
  );
}
