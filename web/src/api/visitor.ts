import { request } from './client';
import type { Conversation } from './model';

export interface Opening {
  queue: string;
  /** One for all tries to open this chat, so that the server opens it once. */
  client_id: string;
  locale: string;
  name?: string;
  /** What the visitor said of being scored, if asked. */
  consent?: boolean;
}

/** Calls of somebody without an account. */
export const visitor = {
  begin: ({ name, ...opening }: Opening) => request<{ conversation: Conversation; visitor_token: string }>(
    '/conversations', { method: 'POST', body: { ...opening, channel: 'live_chat', customer: name ? { name } : {} }, anonymous: true },
  ),
};
