import { part, request } from './client';
import type { Conversation, ConversationState, Message, Named, Page, WrapUp } from './model';

/** A message that holds the words of a search, and the conversation it stands in. */
export interface Hit {
  conversation: {
    id: string;
    state: ConversationState;
    queue: Named;
    channel: string;
    customer: { name?: string | null };
    agent?: Named;
    created_at: string;
    /** False while monitoring is off for its queue and channel. */
    monitored: boolean;
  };
  message: Message;
}

export type BlockKind = 'conversation' | 'address' | 'customer';

export interface WrapUpCodes {
  codes: string[];
  version: number;
}

export interface NewBlock {
  kind: BlockKind;
  conversation: string;
  reason: string;
  /** Absent: until it is lifted. */
  until?: string;
}

const id = encodeURIComponent;

/** What staff read and write about conversations beside their messages. */
export const records = {
  wrapUpCodes: () => request<WrapUpCodes>('/settings/wrap_up_codes'),
  saveWrapUp: (key: string, wrapUp: { note: string; codes: readonly string[] }) =>
    request<WrapUp>(`/conversations/${id(key)}/wrap_up`, { method: 'PUT', body: wrapUp }),
  earlier: (key: string, cursor: string, limit = 5) => request<Page<Conversation>>(`/conversations/${id(key)}/earlier?${part(cursor, limit)}`),
  search: (query: URLSearchParams, cursor: string, signal?: AbortSignal, limit = 25) =>
    request<Page<Hit>>(`/search?${query.toString()}&${part(cursor, limit)}`, { signal }),
  block: (block: NewBlock) => request<unknown>('/blocks', { method: 'POST', body: block }),
};
