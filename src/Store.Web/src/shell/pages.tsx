import {
  AppstoreOutlined,
  AuditOutlined,
  BankOutlined,
  BookOutlined,
  CheckCircleOutlined,
  CreditCardOutlined,
  DatabaseOutlined,
  DesktopOutlined,
  EyeOutlined,
  FileDoneOutlined,
  FileSearchOutlined,
  GiftOutlined,
  FilterOutlined,
  IdcardOutlined,
  KeyOutlined,
  LaptopOutlined,
  LineChartOutlined,
  MoneyCollectOutlined,
  MessageOutlined,
  PrinterOutlined,
  QuestionCircleOutlined,
  SafetyOutlined,
  ScheduleOutlined,
  ShopOutlined,
  ShoppingCartOutlined,
  SkinOutlined,
  TagsOutlined,
  TeamOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import { type ComponentType, type ReactNode, lazy } from 'react';
import { UnreadMark } from '../members/UnreadMark';

export interface PageOfApp {
  readonly path: string;
  readonly group: 'trade' | 'goods' | 'marketing' | 'books' | 'manage';
  readonly icon: ReactNode;
  readonly permission: string;
  /** Whether the page is about the chosen store. */
  readonly ofStore: boolean;
  readonly Page: ComponentType;
  /** What stands beside its name in the menu, such as how much waits there. */
  readonly Mark?: ComponentType;
}

/** The pages of the app in the order of the menu; each is loaded when it is opened. */
export const pages = {
  till: { path: '/till', group: 'trade', icon: <ShoppingCartOutlined />, permission: 'checkout.sell', ofStore: true, Page: lazy(() => import('../checkout/TillPage')) },
  sales: { path: '/sales', group: 'trade', icon: <LineChartOutlined />, permission: 'checkout.view-sales', ofStore: true, Page: lazy(() => import('../checkout/SalesPage')) },
  shifts: { path: '/shifts', group: 'trade', icon: <WalletOutlined />, permission: 'checkout.view-shifts', ofStore: true, Page: lazy(() => import('../checkout/ShiftsPage')) },
  receiptCheck: { path: '/receipt-check', group: 'trade', icon: <FileSearchOutlined />, permission: 'checkout.view-shifts', ofStore: true, Page: lazy(() => import('../checkout/ReceiptCheckPage')) },
  watch: { path: '/watch', group: 'trade', icon: <EyeOutlined />, permission: 'checkout.view-watch', ofStore: true, Page: lazy(() => import('../checkout/WatchPage')) },
  orders: { path: '/orders', group: 'trade', icon: <FileDoneOutlined />, permission: 'checkout.take-orders', ofStore: true, Page: lazy(() => import('../checkout/OrdersPage')) },
  tillRecords: { path: '/till-records', group: 'trade', icon: <FileSearchOutlined />, permission: 'checkout.view-exceptions', ofStore: true, Page: lazy(() => import('../checkout/TillRecordsPage')) },
  payments: { path: '/payments', group: 'trade', icon: <CreditCardOutlined />, permission: 'checkout.manage-payments', ofStore: true, Page: lazy(() => import('../tenders/PaymentsPage')) },
  reconcile: { path: '/reconcile', group: 'trade', icon: <CreditCardOutlined />, permission: 'checkout.reconcile-payments', ofStore: true, Page: lazy(() => import('../tenders/ReconcilePage')) },
  approvals: { path: '/approvals', group: 'trade', icon: <CheckCircleOutlined />, permission: 'access.approve', ofStore: false, Page: lazy(() => import('../access/ApprovalsPage')) },
  goods: { path: '/goods', group: 'goods', icon: <AppstoreOutlined />, permission: 'catalog.view', ofStore: false, Page: lazy(() => import('../catalog/GoodsPage')) },
  labels: { path: '/labels', group: 'goods', icon: <TagsOutlined />, permission: 'catalog.print-labels', ofStore: true, Page: lazy(() => import('../catalog/LabelsPage')) },
  priceChanges: { path: '/price-changes', group: 'goods', icon: <FileDoneOutlined />, permission: 'catalog.change-price', ofStore: false, Page: lazy(() => import('../catalog/PriceChangesPage')) },
  priceLists: { path: '/price-lists', group: 'goods', icon: <ScheduleOutlined />, permission: 'catalog.change-price', ofStore: false, Page: lazy(() => import('../catalog/PriceListsPage')) },
  styles: { path: '/styles', group: 'goods', icon: <SkinOutlined />, permission: 'catalog.view', ofStore: false, Page: lazy(() => import('../catalog/StylesPage')) },
  stock: { path: '/stock', group: 'goods', icon: <DatabaseOutlined />, permission: 'inventory.view', ofStore: true, Page: lazy(() => import('../inventory/StockPage')) },
  promotions: { path: '/promotions', group: 'marketing', icon: <TagsOutlined />, permission: 'marketing.view', ofStore: false, Page: lazy(() => import('../marketing/PromotionsPage')) },
  coupons: { path: '/coupons', group: 'marketing', icon: <GiftOutlined />, permission: 'loyalty.view-coupons', ofStore: false, Page: lazy(() => import('../loyalty/CouponsPage')) },
  points: { path: '/points', group: 'marketing', icon: <GiftOutlined />, permission: 'loyalty.view-points', ofStore: false, Page: lazy(() => import('../loyalty/PointsPage')) },
  loyaltyEffect: { path: '/loyalty-effect', group: 'marketing', icon: <LineChartOutlined />, permission: 'loyalty.view-books', ofStore: false, Page: lazy(() => import('../loyalty/EffectPage')) },
  members: { path: '/members', group: 'marketing', icon: <IdcardOutlined />, permission: 'members.view', ofStore: false, Page: lazy(() => import('../members/MembersPage')) },
  storedValue: { path: '/stored-value', group: 'marketing', icon: <MoneyCollectOutlined />, permission: 'loyalty.view', ofStore: false, Page: lazy(() => import('../loyalty/ValuePage')) },
  giftCards: { path: '/gift-cards', group: 'marketing', icon: <GiftOutlined />, permission: 'loyalty.manage-cards', ofStore: false, Page: lazy(() => import('../loyalty/GiftCardsPage')) },
  segments: { path: '/segments', group: 'marketing', icon: <FilterOutlined />, permission: 'members.view', ofStore: false, Page: lazy(() => import('../members/SegmentsPage')) },
  feedback: { path: '/feedback', group: 'marketing', icon: <MessageOutlined />, permission: 'members.view', ofStore: false, Page: lazy(() => import('../members/FeedbackPage')), Mark: UnreadMark },
  trialBalance: { path: '/trial-balance', group: 'books', icon: <BankOutlined />, permission: 'finance.view', ofStore: false, Page: lazy(() => import('../finance/TrialBalancePage')) },
  journal: { path: '/journal', group: 'books', icon: <BookOutlined />, permission: 'finance.view', ofStore: false, Page: lazy(() => import('../finance/JournalPage')) },
  stores: { path: '/stores', group: 'manage', icon: <ShopOutlined />, permission: 'chain.manage-stores', ofStore: false, Page: lazy(() => import('../access/StoresPage')) },
  registers: { path: '/registers', group: 'manage', icon: <DesktopOutlined />, permission: 'checkout.manage-registers', ofStore: true, Page: lazy(() => import('../checkout/RegistersPage')) },
  devices: { path: '/devices', group: 'manage', icon: <PrinterOutlined />, permission: 'devices.use', ofStore: true, Page: lazy(() => import('../devices/DevicesPage')) },
  reasons: { path: '/reasons', group: 'manage', icon: <QuestionCircleOutlined />, permission: 'checkout.manage-reasons', ofStore: false, Page: lazy(() => import('../checkout/ReasonsPage')) },
  tenders: { path: '/tenders', group: 'manage', icon: <WalletOutlined />, permission: 'checkout.manage-tenders', ofStore: true, Page: lazy(() => import('../tenders/TendersPage')) },
  users: { path: '/users', group: 'manage', icon: <TeamOutlined />, permission: 'access.manage-users', ofStore: false, Page: lazy(() => import('../access/UsersPage')) },
  roles: { path: '/roles', group: 'manage', icon: <SafetyOutlined />, permission: 'access.manage-users', ofStore: false, Page: lazy(() => import('../access/RolesPage')) },
  apiKeys: { path: '/api-keys', group: 'manage', icon: <KeyOutlined />, permission: 'access.manage-users', ofStore: false, Page: lazy(() => import('../access/ApiKeysPage')) },
  sessions: { path: '/sessions', group: 'manage', icon: <LaptopOutlined />, permission: 'access.manage-users', ofStore: false, Page: lazy(() => import('../access/SessionsPage')) },
  approvalLog: { path: '/approval-log', group: 'manage', icon: <FileDoneOutlined />, permission: 'access.view-audit', ofStore: false, Page: lazy(() => import('../access/ApprovalLogPage')) },
  audit: { path: '/audit', group: 'manage', icon: <AuditOutlined />, permission: 'access.view-audit', ofStore: false, Page: lazy(() => import('../access/AuditPage')) },
} satisfies Readonly<Record<string, PageOfApp>>;

export type PageName = keyof typeof pages;

export const pageNames = Object.keys(pages) as PageName[];
