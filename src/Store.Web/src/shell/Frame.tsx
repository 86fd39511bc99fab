import { KeyOutlined, LaptopOutlined, LogoutOutlined, MenuOutlined, NumberOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Layout, Menu, Result, Select, Spin } from 'antd';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import { MySessionsDrawer } from '../access/MySessionsDrawer';
import { PasswordDialog } from '../access/PasswordDialog';
import { PinDialog } from '../access/PinDialog';
import { SwitchCashier } from '../access/SwitchCashier';
import { useEnrolment } from '../devices/useEnrolment';
import { Drawer } from './Drawer';
import { LanguageSwitch } from './LanguageSwitch';
import { problemText } from './ProblemAlert';
import { type PageName, type PageOfApp, pageNames, pages } from './pages';
import { may, useSession } from './session';
import { useIsPhone } from './useIsPhone';

const groups = ['trade', 'goods', 'marketing', 'books', 'manage'] as const;

/** The frame around every page: header, menu, and the page itself or the reason why it is not shown. */
export function Frame() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { pathname } = useLocation();
  const { me, store } = useSession();
  useEnrolment(store?.name);
  const [menuOpen, setMenuOpen] = useState(false);
  const atTill = pathname === pages.till.path;
  const mayOpen = (name: PageName) => may(me, pages[name].permission, pages[name].ofStore ? store?.storeId : undefined);
  // Before there is a store, only stores can be made.
  const first = !store && mayOpen('stores') ? 'stores' : pageNames.find(mayOpen);
  const sideMenu = !phone && !atTill;

  return (
    <Layout style={{ height: '100dvh' }}>
      <Layout.Header style={{ display: 'flex', alignItems: 'center', gap: 10, borderBottom: '1px solid #e6eaea', flex: '0 0 auto' }}>
        {!sideMenu && <Button type="text" icon={<MenuOutlined />} aria-label={t('menu')} onClick={() => setMenuOpen(true)} style={{ width: 44, height: 44, marginInlineStart: -10 }} />}
        {!phone && <strong style={{ fontSize: 16, whiteSpace: 'nowrap' }}>{t('appName')}</strong>}
        <StorePicker />
        <span style={{ flex: 1 }} />
        {atTill && <SwitchCashier />}
        {!phone && <LanguageSwitch />}
        <UserMenu />
      </Layout.Header>
      <Layout style={{ minHeight: 0 }}>
        {sideMenu && <Layout.Sider width={196} style={{ borderInlineEnd: '1px solid #e6eaea', overflow: 'auto' }}><PageMenu mayOpen={mayOpen} onOpened={() => undefined} /></Layout.Sider>}
        <Layout.Content style={{ overflow: 'auto', minWidth: 0, minHeight: 0 }}>
          <Suspense fallback={<div className="centre"><Spin size="large" delay={300} /></div>}>
            <Routes>
              {pageNames.map((name) => <Route key={name} path={pages[name].path} element={<PageOrReason name={name} allowed={mayOpen(name)} />} />)}
              <Route path="/" element={first ? <Navigate to={pages[first].path} replace /> : <Result status="403" title={t('noPermissionAtAll')} />} />
              <Route path="*" element={<Result status="404" title={t('noSuchPage')} />} />
            </Routes>
          </Suspense>
        </Layout.Content>
      </Layout>
      <Drawer open={menuOpen} placement="left" size={264} onClose={() => setMenuOpen(false)} title={t('appName')} styles={{ body: { padding: '8px 0' } }} footer={<LanguageSwitch />}>
        <PageMenu mayOpen={mayOpen} onOpened={() => setMenuOpen(false)} />
      </Drawer>
    </Layout>
  );
}

function PageOrReason({ name, allowed }: { readonly name: PageName; readonly allowed: boolean }) {
  const { t } = useTranslation();
  const { me, store } = useSession();
  const { Page, ofStore, permission } = pages[name];
  if (!store && name !== 'stores' && ofStore) return <Result status="info" title={t('noStore')} extra={may(me, pages.stores.permission) && <Link to={pages.stores.path}>{t('pages.stores')}</Link>} />;
  if (!allowed) return <Result status="403" title={t('noPermission')} subTitle={t('permissionNeeded', { permission })} />;
  // A page about a store starts afresh in another one.
  return <Page key={ofStore ? store?.storeId : name} />;
}

function PageMenu({ mayOpen, onOpened }: { readonly mayOpen: (name: PageName) => boolean; readonly onOpened: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const items = groups.map((group) => ({
    key: group, type: 'group' as const, label: t(`groups.${group}`),
    children: pageNames.filter((name) => pages[name].group === group && mayOpen(name)).map((name) => ({ key: pages[name].path, icon: pages[name].icon, label: <MenuLabel page={pages[name]} text={t(`pages.${name}`)} /> })),
  })).filter((group) => group.children.length > 0);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.querySelector('.ant-menu-item-selected')?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);
  return (
    <div ref={menu}>
      <Menu mode="inline" selectedKeys={[pathname]} items={items} style={{ borderInlineEnd: 0 }} onClick={({ key }) => {
        void navigate(key);
        onOpened();
      }} />
    </div>
  );
}

function MenuLabel({ page: { Mark }, text }: { readonly page: PageOfApp; readonly text: string }) {
  return <>{text}{Mark && <Mark />}</>;
}

function StorePicker() {
  const { t } = useTranslation();
  const { stores, store, chooseStore } = useSession();
  if (!store) return null;
  return (
    <Select
      variant="filled" aria-label={t('store')} value={store.storeId} onChange={chooseStore} popupMatchSelectWidth={false} style={{ minWidth: 110, maxWidth: 220, minHeight: 40 }}
      options={stores.map((each) => ({ value: each.storeId, label: each.name }))}
    />
  );
}

function UserMenu() {
  const { t } = useTranslation(['shell', 'access']);
  const { me, signOut } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'password' | 'pin' | 'sessions' | null>(null);
  const close = () => setOpen(null);
  const leave = async () => {
    try {
      await signOut();
      void navigate('/');
    } catch (error) {
      message.error(problemText(error));
      await queries.invalidateQueries({ queryKey: ['me'] });
    }
  };
  return (
    <>
      <Dropdown trigger={['click']} menu={{
        items: [
          { key: 'password', icon: <KeyOutlined />, label: t('changePassword'), onClick: () => setOpen('password') },
          { key: 'pin', icon: <NumberOutlined />, label: t('access:pin.mine'), onClick: () => setOpen('pin') },
          { key: 'sessions', icon: <LaptopOutlined />, label: t('access:sessions.mine'), onClick: () => setOpen('sessions') },
          { key: 'out', icon: <LogoutOutlined />, label: t('signOut'), onClick: () => void leave() },
        ],
      }}>
        <Button type="text" icon={<UserOutlined />} style={{ height: 44, maxWidth: 150, overflow: 'hidden' }}>{me.name}</Button>
      </Dropdown>
      {open === 'password' && <PasswordDialog onClose={close} />}
      {open === 'pin' && <PinDialog onClose={close} />}
      {open === 'sessions' && <MySessionsDrawer onClose={close} />}
    </>
  );
}
