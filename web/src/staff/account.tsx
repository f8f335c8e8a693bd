import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { ApiError, api } from '../api/client';
import type { Account, Role } from '../api/model';
import { browserStore } from '../api/storage';
import { useText } from '../text';
import { ErrorState, Loading } from '../ui/empty-state';
import { forgetDrafts } from './drafts';
import { outboxes } from './outboxes';
import { wrapUps } from './wrap-ups';
import { failureText } from './words';

export const accountKey = ['me'] as const;

const AccountContext = createContext<Account | null>(null);

/** The person signed in; pages under RequireAccount always have one. */
export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (!account) throw new Error('no account here');
  return account;
}

export function startPageOf(role: Role): string {
  return { agent: '/agent', supervisor: '/supervisor', administrator: '/admin' }[role];
}

/** The sign-in page's address, remembering where to come back to. */
export function signInAddress(from: string): string {
  return from === '/' || from.startsWith('/sign-in') ? '/sign-in' : `/sign-in?next=${encodeURIComponent(from)}`;
}

/** Only a path of these pages is gone back to, never an address elsewhere. */
export function safeNext(next: string | null): string | null {
  return next && /^\/(?![/\\])/.test(next) ? next : null;
}

const hintKey = 'undertone.signed-in';

/** Remembers that this browser has signed in, so that the sign-in page need not ask the server for nothing. */
export function rememberSignedIn(signedIn: boolean): void {
  if (signedIn) browserStore.setItem(hintKey, 'yes');
  else browserStore.removeItem(hintKey);
}

export function mayBeSignedIn(): boolean {
  return browserStore.getItem(hintKey) !== null;
}

let lastPerson = '';

/** Somebody else than before is signed in, here or in another tab: what was fetched for the one before is not theirs to see. */
export function welcome(account: Account, queries: QueryClient): Account {
  if (account.id !== lastPerson) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== accountKey[0] });
  lastPerson = account.id;
  return account;
}

/** The sign-in is over. What is not stored yet waits in this tab for its writer; nothing of it goes out in the name of the next one. */
export function restAll(): void {
  rememberSignedIn(false);
  outboxes.of('');
  wrapUps.of('');
}

/** A sign-in that had ended before is as good as ended now. */
async function endSignIn(): Promise<void> {
  try {
    await api.signOut();
  } catch (cause) {
    if (!(cause instanceof ApiError && cause.status === 401)) throw cause;
  }
}

/** Who signs out leaves nothing behind in this tab that the next one could read or send. */
function forgetAll(person: string): void {
  forgetDrafts(person);
  outboxes.forget(person);
  wrapUps.forget(person);
}

/** Ends the sign-in of this page and goes back to where one signs in; throws, and changes nothing, while the sign-in still counts. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    const me = queries.getQueryData<Account>(accountKey);
    await endSignIn();
    rememberSignedIn(false);
    if (me) forgetAll(me.id);
    await navigate('/sign-in');
    queries.clear();
  };
}

export function useMe(enabled = true) {
  return useQuery({
    enabled,
    queryKey: accountKey,
    queryFn: async ({ client }) => welcome(await api.me(), client),
    staleTime: Infinity,
    retry: (count, cause) => !(cause instanceof ApiError && cause.status >= 400 && cause.status < 500) && count < 2,
  });
}

/** Shows what is inside to people with an account, and the sign-in page to everyone else. */
export function RequireAccount({ children }: { children?: ReactNode }) {
  const t = useText();
  const me = useMe();
  const place = useLocation();
  const queries = useQueryClient();
  if (me.data) return <AccountContext key={me.data.id} value={me.data}>{children ?? <Outlet />}</AccountContext>;
  if (me.isPending) return <Loading label={t('common.loading')} />;
  if (me.error instanceof ApiError && me.error.status === 401) {
    return <Navigate to={signInAddress(place.pathname + place.search)} replace />;
  }
  return (
    <ErrorState
      title={t('failure.title')}
      text={failureText(me.error)}
      retry={t('common.retry')}
      onRetry={() => void queries.invalidateQueries({ queryKey: accountKey })}
    />
  );
}
