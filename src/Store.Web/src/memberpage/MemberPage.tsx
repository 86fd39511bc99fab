import { FileTextOutlined, IdcardOutlined, TagsOutlined, UserOutlined, WalletOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Badge, Tabs } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { type Language, followLanguage } from '../shell/languages';
import { CardPanel } from './CardPanel';
import { CouponsPanel } from './CouponsPanel';
import { MePanel } from './MePanel';
import { OpenForm } from './OpenForm';
import { ReceiptsPanel } from './ReceiptsPanel';
import { WalletPanel } from './WalletPanel';
import './memberpage.css';
import { useMyUnread } from './useMyUnread';
import { keepToken, keptToken, memberApi, onPhoneSignedOut } from './phone';

/** A member's own page on their phone: opened by a link and a one-time code, then kept signed in. */
export default function MemberPage() {
  const { t } = useTranslation('memberpage');
  const { key } = useParams();
  const queries = useQueryClient();
  const [signedIn, setSignedIn] = useState(() => keptToken() !== null);
  const [over, setOver] = useState(false);
  const forget = useCallback(() => {
    keepToken(null);
    queries.removeQueries({ queryKey: ['my'] });
    setSignedIn(false);
  }, [queries]);
  useEffect(() => onPhoneSignedOut(() => {
    setOver(true);
    forget();
  }), [forget]);
  const leave = async () => {
    await memberApi.leaveMemberPage().catch(() => undefined);
    forget();
  };
  return (
    <div className="member-page">
      {signedIn ? <SignedIn onLeave={() => void leave()} /> : (
        <>
          <header><strong>{t('title')}</strong><LanguageSwitch /></header>
          {over && <Alert type="info" showIcon title={t('problem.page.signed_out')} style={{ margin: 16 }} />}
          <OpenForm linkKey={key ?? ''} onOpened={(token) => {
            keepToken(token);
            setOver(false);
            setSignedIn(true);
          }} />
        </>
      )}
    </div>
  );
}

/** The page's tabs, in the language of the member's file. */
function SignedIn({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation('memberpage');
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const profile = useQuery({ queryKey: ['my', 'profile'], queryFn: () => memberApi.showMyProfile() }).data;
  const unread = useMyUnread();
  const language = profile?.language;
  useEffect(() => followLanguage(language), [language]);
  const keepLanguage = async (chosen: Language) => {
    if (!profile) return;
    const { name, birthMonth, birthDay, channels } = profile;
    await memberApi.changeMyProfile({ name, birthMonth, birthDay, channels, language: chosen });
    await queries.invalidateQueries({ queryKey: ['my', 'profile'] });
  };
  return (
    <>
      <header><strong>{t('title')}</strong><LanguageSwitch keep={keepLanguage} /></header>
      <Tabs
        className="member-tabs" tabPlacement="bottom" centered activeKey={search.get('tab') ?? 'card'} onChange={(tab) => setSearch({ tab }, { replace: true })}
        items={[
          { key: 'card', icon: <IdcardOutlined />, label: t('card.title'), children: <CardPanel /> },
          { key: 'wallet', icon: <WalletOutlined />, label: t('wallet'), children: <WalletPanel /> },
          { key: 'coupons', icon: <TagsOutlined />, label: t('coupons.title'), children: <CouponsPanel /> },
          { key: 'receipts', icon: <FileTextOutlined />, label: t('receipts.title'), children: <ReceiptsPanel /> },
          { key: 'me', icon: <Badge count={unread} size="small" title={t('feedback.unread', { count: unread })}><UserOutlined /></Badge>, label: t('me'), children: <MePanel onLeave={onLeave} /> },
        ]}
      />
    </>
  );
}
