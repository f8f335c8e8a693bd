import type { Conversation } from '../api/model';

const times = new WeakMap<Conversation, number>();

/** Notes when this state of a conversation came to the page: what the server counted until then goes on from there. */
export function received(conversation: Conversation): Conversation {
  if (!times.has(conversation)) times.set(conversation, Date.now());
  return conversation;
}

/** The same state in other words: it came when the one before came. */
export function receivedWith(before: Conversation, changed: Conversation): Conversation {
  times.set(changed, receivedAt(before));
  return changed;
}

export function receivedAt(conversation: Conversation): number {
  return times.get(received(conversation))!;
}
