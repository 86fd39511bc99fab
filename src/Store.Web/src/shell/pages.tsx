import { AppstoreOutlined, AuditOutlined, BankOutlined, BookOutlined, CheckCircleOutlined, DatabaseOutlined, DesktopOutlined, FileDoneOutlined, FileSearchOutlined, KeyOutlined, LaptopOutlined, LineChartOutlined, QuestionCircleOutlined, SafetyOutlined, ShopOutlined, ShoppingCartOutlined, TeamOutlined } from '@ant-design/icons';
import { type ComponentType, type ReactNode, lazy } from 'react';

export interface PageOfApp {
  readonly path: string;
  readonly group: 'trade' | 'goods' | 'books' | 'manage';
  readonly icon: ReactNode;
  readonly permission: string;
  /** Whether the page is about the chosen store. */
  readonly ofStore: boolean;
  readonly Page: ComponentType;
}

/** The pages of the app in the order of the menu; each is loaded when it is opened. */
export const pages = {
  till: { path: '/till', group: 'trade', icon: <ShoppingCartOutlined />, permission: 'checkout.sell', ofStore: true, Page: lazy(() => import('../checkout/TillPage')) },
  sales: { path: '/sales', group: 'trade', icon: <LineChartOutlined />, permission: 'checkout.view-sales', ofStore: true, Page: lazy(() => import('../checkout/SalesPage')) },
  orders: { path: '/orders', group: 'trade', icon: <FileDoneOutlined />, permission: 'checkout.take-orders', ofStore: true, Page: lazy(() => import('../checkout/OrdersPage')) },
  tillRecords: { path: '/till-records', group: 'trade', icon: <FileSearchOutlined />, permission: 'checkout.view-exceptions', ofStore: true, Page: lazy(() => import('../checkout/TillRecordsPage')) },
  approvals: { path: '/approvals', group: 'trade', icon: <CheckCircleOutlined />, permission: 'access.approve', ofStore: false, Page: lazy(() => import('../access/ApprovalsPage')) },
  goods: { path: '/goods', group: 'goods', icon: <AppstoreOutlined />, permission: 'catalog.view', ofStore: false, Page: lazy(() => import('../catalog/GoodsPage')) },
  stock: { path: '/stock', group: 'goods', icon: <DatabaseOutlined />, permission: 'inventory.view', ofStore: true, Page: lazy(() => import('../inventory/StockPage')) },
  trialBalance: { path: '/trial-balance', group: 'books', icon: <BankOutlined />, permission: 'finance.view', ofStore: false, Page: lazy(() => import('../finance/TrialBalancePage')) },
  journal: { path: '/journal', group: 'books', icon: <BookOutlined />, permission: 'finance.view', ofStore: false, Page: lazy(() => import('../finance/JournalPage')) },
  stores: { path: '/stores', group: 'manage', icon: <ShopOutlined />, permission: 'chain.manage-stores', ofStore: false, Page: lazy(() => import('../access/StoresPage')) },
  registers: { path: '/registers', group: 'manage', icon: <DesktopOutlined />, permission: 'checkout.manage-registers', ofStore: true, Page: lazy(() => import('../checkout/RegistersPage')) },
  reasons: { path: '/reasons', group: 'manage', icon: <QuestionCircleOutlined />, permission: 'checkout.manage-reasons', ofStore: false, Page: lazy(() => import('../checkout/ReasonsPage')) },
  users: { path: '/users', group: 'manage', icon: <TeamOutlined />, permission: 'access.manage-users', ofStore: false, Page: lazy(() => import('../access/UsersPage')) },
  roles: { path: '/roles', group: 'manage', icon: <SafetyOutlined />, permission: 'access.manage-users', ofStore: false, Page: lazy(() => import('../access/RolesPage')) },
  apiKeys: { path: '/api-keys', group: 'manage', icon: <KeyOutlined />, permission: 'access.manage-users', ofStore: false, Page: lazy(() => import('../access/ApiKeysPage')) },
  sessions: { path: '/sessions', group: 'manage', icon: <LaptopOutlined />, permission: 'access.manage-users', ofStore: false, Page: lazy(() => import('../access/SessionsPage')) },
  approvalLog: { path: '/approval-log', group: 'manage', icon: <FileDoneOutlined />, permission: 'access.view-audit', ofStore: false, Page: lazy(() => import('../access/ApprovalLogPage')) },
  audit: { path: '/audit', group: 'manage', icon: <AuditOutlined />, permission: 'access.view-audit', ofStore: false, Page: lazy(() => import('../access/AuditPage')) },
} satisfies Readonly<Record<string, PageOfApp>>;

export type PageName = keyof typeof pages;

export const pageNames = Object.keys(pages) as PageName[];
