import type { Conversation } from '../../api/model';
import { browserStore } from '../../api/storage';

export interface Filters {
  queue: string;
  agent: string;
  /** A level's name, `all_negative`, or empty for every level. */
  level: string;
}

export const noFilters: Filters = { queue: '', agent: '', level: '' };
/** Stands for conversations without an agent. */
export const unassigned = '-';

export function matches(conversation: Conversation, filters: Filters): boolean {
  if (filters.queue && conversation.queue.id !== filters.queue) return false;
  if (filters.agent === unassigned && conversation.agent) return false;
  if (filters.agent && filters.agent !== unassigned && conversation.agent?.id !== filters.agent) return false;
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
    return { queue: word(kept.queue), agent: word(kept.agent), level: word(kept.level) };
  } catch {
    return noFilters;
  }
}

export function keepFilters(user: string, filters: Filters, storage: Pick<Storage, 'setItem'> = browserStore): void {
  storage.setItem(storageKey(user), JSON.stringify(filters));
}
