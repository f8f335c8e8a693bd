import type { Conversation } from '../../api/model';
import type { Outgoing } from '../../live/outbox';

/** What a visitor's tab remembers, so that a reload brings the chat back. */
export interface Visit {
  conversation: string;
  token: string;
  name: string;
  box: Outgoing[];
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (queue: string) => `undertone.chat.${queue}`;

export function keptVisit(queue: string, storage: Store): Visit | null {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(queue)) ?? 'null') as Partial<Visit> | null;
    if (!kept || typeof kept.conversation !== 'string' || typeof kept.token !== 'string') return null;
    const box = Array.isArray(kept.box) ? kept.box.map((each) => (each.status === 'stored' ? each : { ...each, status: 'sending' as const })) : [];
    return { conversation: kept.conversation, token: kept.token, name: typeof kept.name === 'string' ? kept.name : '', box };
  } catch {
    return null;
  }
}

/** Keeps the visit; where the browser refuses, the chat goes on without surviving a reload. */
export function keepVisit(queue: string, visit: Visit, storage: Store): void {
  try {
    storage.setItem(keyOf(queue), JSON.stringify(visit));
  } catch {
    // A full or forbidden storage costs only the resume.
  }
}

export function forgetVisit(queue: string, storage: Store): void {
  storage.removeItem(keyOf(queue));
}

const openingOf = (queue: string) => `undertone.chat-opening.${queue}`;

/** The client id of a chat whose opening was asked for and not answered, so that a reload asks for the same one. */
export function keptOpening(queue: string, storage: Store): string {
  return storage.getItem(openingOf(queue)) ?? '';
}

/** Keeps it until the chat is known; where the browser refuses, a reload asks for another one. */
export function keepOpening(queue: string, clientId: string, storage: Store): void {
  try {
    storage.setItem(openingOf(queue), clientId);
  } catch {
    // A full or forbidden storage costs only the resume.
  }
}

export function forgetOpening(queue: string, storage: Store): void {
  storage.removeItem(openingOf(queue));
}

/** Bytes a message may have; the server answers 413 beyond. */
export const messageBytes = 65536;

/** Bytes left for a text; negative when it is too long. */
export function bytesLeft(text: string): number {
  return messageBytes - new TextEncoder().encode(text).length;
}

/** For the visitor a chat is over with wrap-up as with the close. */
export function isOver(conversation: Pick<Conversation, 'state'> | undefined): boolean {
  return conversation?.state === 'wrap_up' || conversation?.state === 'closed';
}
