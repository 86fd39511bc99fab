import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import en from 'antd/locale/en_GB';
import zhHans from 'antd/locale/zh_CN';
import zhHant from 'antd/locale/zh_TW';
import { Suspense, lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Problem, onSignedOut } from '../api';
import { Gate } from './Gate';
import { themeFor } from './theme';

const DisplayPage = lazy(() => import('../display/DisplayPage'));

const MemberPage = lazy(() => import('../memberpage/MemberPage'));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; only a missing answer is worth asking again.
      retry: (failures, error) => failures < 2 && !(error instanceof Problem),
      refetchOnWindowFocus: false,
    },
  },
});

onSignedOut(() => {
  if (queries.getQueryData(['me']) !== null) queries.setQueryData(['me'], null);
});

/** The whole app in the user's language. */
export function App() {
  const { t, i18n } = useTranslation();
  useEffect(() => {
    document.title = t('appName');
  }, [t, i18n.language]);
  return (
    <ConfigProvider locale={i18n.language === 'en' ? en : i18n.language === 'zh-Hant' ? zhHant : zhHans} theme={themeFor(i18n.language)} button={{ autoInsertSpace: false }}>
      <AntApp message={{ maxCount: 3 }} style={{ height: '100%' }}>
        <QueryClientProvider client={queries}>
          <BrowserRouter>
            <Routes>
              <Route path="/m/:key?" element={<Suspense fallback={null}><MemberPage /></Suspense>} />
              <Route path="/display" element={<Suspense fallback={null}><DisplayPage /></Suspense>} />
              <Route path="*" element={<Gate />} />
            </Routes>
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
