import { FluentProvider } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, lazy, useEffect } from 'react';
import type { ReactNode } from 'react';
import { Navigate, RouterProvider, createBrowserRouter, useRouteError } from 'react-router';
import { whenSignedOut } from './api/client';
import type { Role } from './api/model';
import { AdminAccuracy } from './pages/admin/accuracy';
import { AdminAudit } from './pages/admin/audit';
import { AdminBlocks, SupervisorBlocks } from './pages/admin/blocks';
import { AdminDeliveries } from './pages/admin/deliveries';
import { AdminInsights } from './pages/admin/insights';
import { AdminLayout } from './pages/admin/layout';
import { AdminKeys } from './pages/admin/keys';
import { AdminOverview } from './pages/admin/overview';
import { AdminPeople } from './pages/admin/people';
import { AdminPhrases } from './pages/admin/phrases';
import { AdminQueue } from './pages/admin/queue';
import { AdminQueues } from './pages/admin/queues';
import { AdminRouting } from './pages/admin/routing';
import { AdminRule } from './pages/admin/rule';
import { AdminRules } from './pages/admin/rules';
import { AdminSentiment } from './pages/admin/sentiment';
import { AdminWrapUpCodes } from './pages/admin/wrap-up-codes';
import { AlertsPage } from './pages/alerts/page';
import { AdminSupervision } from './pages/admin/supervision';
import { AdminWebhooks } from './pages/admin/webhooks';
import { AgentPage } from './pages/agent/page';
import { ChatPage } from './pages/chat/page';
import { InsightsPage } from './pages/insights/page';
import { NotFoundPage } from './pages/not-found/page';
import { SearchPage } from './pages/search/page';
import { SignInPage } from './pages/sign-in/page';
import { SetUpPage } from './pages/set-up/page';
import { SupervisorPage } from './pages/supervisor/page';
import { WorkPage } from './pages/supervisor/work';
import { RequireAccount, accountKey, restAll, signInAddress, startPageOf, useAccount } from './staff/account';
import { OwnPasswordFirst } from './staff/password';
import { Shell } from './staff/shell';
import { direction, useText } from './text';
import { EmptyState, ErrorState, Loading } from './ui/empty-state';
import { mendFocusGuards } from './ui/focus-guards';
import { useMedia } from './ui/now';
import { darkTheme, lightTheme } from './ui/theme';

const DocsPage = lazy(() => import('./pages/docs/page').then((page) => ({ default: page.DocsPage })));

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 30000, refetchOnWindowFocus: false, retry: 1 } },
});

function Landing() {
  return <Navigate to={startPageOf(useAccount().role)} replace />;
}

/** Keeps a page to the roles it is made for. */
function For({ roles, children }: { roles: readonly Role[]; children: ReactNode }) {
  const t = useText();
  const { role } = useAccount();
  if (roles.includes(role)) return <>{children}</>;
  return <EmptyState title={t('not_allowed.title')} text={t('not_allowed.text', { role: t(`role.${role}`) })} action={<a href="/">{t('common.to_start')}</a>} />;
}

function Fault() {
  const t = useText();
  const fault = useRouteError();
  console.error(fault);
  return <ErrorState title={t('failure.page')} text={t('failure.page_text')} retry={t('failure.reload')} onRetry={() => window.location.reload()} />;
}

/** Staff pages: for those who are signed in, with a password of their own where that is wanted. */
function Inside({ children }: { children: ReactNode }) {
  return <RequireAccount><OwnPasswordFirst>{children}</OwnPasswordFirst></RequireAccount>;
}

function Later({ children }: { children: ReactNode }) {
  const t = useText();
  return <Suspense fallback={<Loading label={t('common.loading')} />}>{children}</Suspense>;
}

const leaders: readonly Role[] = ['supervisor', 'administrator'];

const router = createBrowserRouter([
  {
    errorElement: <Fault />,
    children: [
      { path: '/', element: <Inside><Landing /></Inside> },
      { path: '/sign-in', element: <SignInPage /> },
      { path: '/set-up', element: <SetUpPage /> },
      { path: '/chat', element: <ChatPage /> },
      { path: '/docs', element: <Later><DocsPage /></Later> },
      {
        element: <Inside><Shell /></Inside>,
        children: [
          { path: '/agent', element: <AgentPage /> },
          { path: '/alerts', element: <AlertsPage /> },
          { path: '/search', element: <SearchPage /> },
          { path: '/supervisor', element: <For roles={leaders}><SupervisorPage /></For> },
          { path: '/supervisor/agents/:agent', element: <For roles={leaders}><WorkPage /></For> },
          { path: '/insights', element: <For roles={leaders}><InsightsPage /></For> },
          { path: '/blocks', element: <For roles={leaders}><SupervisorBlocks /></For> },
          {
            path: '/admin',
            element: <For roles={['administrator']}><AdminLayout /></For>,
            children: [
              { index: true, element: <AdminOverview /> },
              { path: 'insights', element: <AdminInsights /> },
              { path: 'accuracy', element: <AdminAccuracy /> },
              { path: 'sentiment', element: <AdminSentiment /> },
              { path: 'phrases', element: <AdminPhrases /> },
              { path: 'people', element: <AdminPeople /> },
              { path: 'queues', element: <AdminQueues /> },
              { path: 'queues/:queue', element: <AdminQueue /> },
              { path: 'routing', element: <AdminRouting /> },
              { path: 'rules', element: <AdminRules /> },
              { path: 'rules/:rule', element: <AdminRule /> },
              { path: 'supervision', element: <AdminSupervision /> },
              { path: 'wrap-up', element: <AdminWrapUpCodes /> },
              { path: 'blocks', element: <AdminBlocks /> },
              { path: 'keys', element: <AdminKeys /> },
              { path: 'webhooks', element: <AdminWebhooks /> },
              { path: 'webhooks/:webhook', element: <AdminDeliveries /> },
              { path: 'audit', element: <AdminAudit /> },
            ],
          },
        ],
      },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]);

whenSignedOut(() => {
  const { pathname, search } = window.location;
  if (['/sign-in', '/chat', '/docs', '/set-up'].includes(pathname)) return;
  restAll();
  queries.removeQueries({ queryKey: accountKey });
  void router.navigate(signInAddress(pathname + search), { replace: true });
});

export function App() {
  const dark = useMedia('(prefers-color-scheme: dark)');
  const side = direction();
  useEffect(() => {
    document.documentElement.dir = side;
  }, [side]);
  useEffect(() => mendFocusGuards(), []);
  return (
    <FluentProvider theme={dark ? darkTheme : lightTheme} dir={side} style={{ height: '100%' }}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </FluentProvider>
  );
}
