import type { Conversation, LiveFilter, Named, Trend } from '../api/model';
import { browserStore } from '../api/storage';

export interface Filters {
  queue: string;
  agent: string;
  /** A level's name, `all_negative`, or empty for every level. */
  level: string;
  /** A trend's name, or empty for every trend. */
  trend: string;
}

export const noFilters: Filters = { queue: '', agent: '', level: '', trend: '' };
/** Stands for conversations without an agent. */
export const unassigned = '-';

export const trends: readonly Trend[] = ['declining', 'steady', 'improving'];

export function isTrend(word: string): word is Trend {
  return (trends as readonly string[]).includes(word);
}

/** A filter that was kept elsewhere may say a name where the page says an id. */
const isNamed = (named: Named | null | undefined, word: string) => named?.id === word || named?.name === word;

export function matches(conversation: Conversation, filters: Filters): boolean {
  if (filters.queue && !isNamed(conversation.queue, filters.queue)) return false;
  if (filters.agent === unassigned && conversation.agent) return false;
  if (filters.agent && filters.agent !== unassigned && !isNamed(conversation.agent, filters.agent)) return false;
  if (filters.trend && (conversation.trend ?? 'steady') !== filters.trend) return false;
  const code = conversation.code ?? 0;
  if (filters.level === 'all_negative') return code >= 7 && code <= 9;
  return !filters.level || (conversation.level ?? 'none') === filters.level;
}

const storageKey = (user: string) => `undertone.board.${user}`;

/** The filters this user left the board with. */
export function keptFilters(user: string, storage: Pick<Storage, 'getItem'> = browserStore): Filters {
  try {
    const kept = JSON.parse(storage.getItem(storageKey(user)) ?? '{}') as Partial<Record<keyof Filters, unknown>>;
    const word = (value: unknown) => (typeof value === 'string' ? value : '');
    return { queue: word(kept.queue), agent: word(kept.agent), level: word(kept.level), trend: word(kept.trend) };
  } catch {
    return noFilters;
  }
}

export function keepFilters(user: string, filters: Filters, storage: Pick<Storage, 'setItem'> = browserStore): void {
  storage.setItem(storageKey(user), JSON.stringify(filters));
}

export const liveFilterKey = (user: string) => ['filter', 'live', user] as const;

const allNegative = 'very_negative,negative,slightly_negative';

/** The filters as the server keeps them for this person: by the names and values of the list's query. */
export function defaultOf(filters: Filters): LiveFilter {
  const values = { queue: filters.queue, agent: filters.agent, level: filters.level === 'all_negative' ? allNegative : filters.level, trend: filters.trend };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** What the board shows of a kept filter; several levels beside all negative ones, or trends, are no choice of the board. */
export function filtersOf({ queue = '', agent = '', level = '', trend = '' }: LiveFilter): Filters {
  const single = (words: string) => (words.includes(',') ? '' : words);
  return { queue, agent, level: level === allNegative ? 'all_negative' : single(level), trend: single(trend) };
}

/** Whether the board shows what the person keeps as the default. */
export function isDefault(filters: Filters, kept: LiveFilter): boolean {
  const now = filtersOf(kept);
  return now.queue === filters.queue && now.agent === filters.agent && now.level === filters.level && now.trend === filters.trend;
}
