import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { api } from '../../api/client';
import type { Conversation } from '../../api/model';
import { defaultOf, isDefault, keepFilters, keptFilters, liveFilterKey, matches, noFilters } from '../../staff/live-filters';
import type { Filters } from '../../staff/live-filters';
import { isWaiting } from '../../staff/wait';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { useAddress } from '../../ui/address';
import { needOf } from './need';
import type { Say } from './supervision';

/** The filters of the board; `only` is for the moment and not kept: those that need help, or those that wait. */
export interface BoardFilters extends Filters {
  only: '' | 'need' | 'wait';
}

export const everything: BoardFilters = { ...noFilters, only: '' };
const keys = ['queue', 'agent', 'level', 'trend', 'only'] as const;

export function isFiltered(filters: BoardFilters): boolean {
  return keys.some((key) => filters[key] !== '');
}

/** Reads the filters from the address. */
export function boardFiltersIn(search: URLSearchParams): BoardFilters {
  const only = search.get('only');
  return {
    queue: search.get('queue') ?? '', agent: search.get('agent') ?? '', level: search.get('level') ?? '', trend: search.get('trend') ?? '',
    only: only === 'need' || only === 'wait' ? only : '',
  };
}

/** Writes them into the address; what does not filter is left out. */
export function withBoardFilters(search: URLSearchParams, filters: BoardFilters): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const key of keys) {
    if (filters[key]) next.set(key, filters[key]);
    else next.delete(key);
  }
  return next;
}

/** Whether the board shows a conversation whose customer waits for so many seconds. */
export function fits(conversation: Conversation, filters: BoardFilters, wait: number): boolean {
  if (filters.only !== '' && conversation.bot) return false;
  if (filters.only === 'need' && needOf(conversation, wait).bars !== 3) return false;
  if (filters.only === 'wait' && !isWaiting(conversation)) return false;
  return matches(conversation, filters);
}

/** The filters stand in the address; without any there the board begins with those that this person left it with. */
export function useBoardFilters(user: string) {
  const [search, setSearch] = useAddress();
  const fresh = !keys.some((key) => search.has(key));
  useEffect(() => {
    if (!fresh) return;
    const kept = { ...everything, ...keptFilters(user) };
    if (isFiltered(kept)) setSearch((before) => withBoardFilters(before, kept), { replace: true });
  }, [fresh, user, setSearch]);
  const setFilters = useCallback((next: BoardFilters) => {
    const { queue, agent, level, trend } = next;
    keepFilters(user, { queue, agent, level, trend });
    setSearch((before) => withBoardFilters(before, next));
  }, [user, setSearch]);
  return { filters: boardFiltersIn(search), setFilters };
}

/** Whether the filters are those that the person begins with, and how to make them so; what came of it is said. */
export function useOwnDefault(user: string, filters: BoardFilters, say: Say) {
  const t = useText();
  const queries = useQueryClient();
  const kept = useQuery({ queryKey: liveFilterKey(user), queryFn: api.liveFilter, staleTime: Infinity, retry: false });
  const save = () => void api.keepLiveFilter(defaultOf(filters)).then(
    (now) => {
      queries.setQueryData(liveFilterKey(user), now);
      say(t('board.default_saved'));
    },
    (cause: unknown) => say(t('common.failed', { reason: failureText(cause) })),
  );
  return { unsaved: kept.data !== undefined && !isDefault(filters, kept.data), save };
}
