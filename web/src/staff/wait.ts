import type { Conversation } from '../api/model';
import { receivedAt } from '../live/received';

/** Whether the customer waits for an agent: in the line, which an offer that nobody has accepted does not end. */
function waitsForAgent({ state, accepted_at }: Conversation): boolean {
  return state === 'open' || (state === 'active' && !accepted_at);
}

/** Whether the customer waits now: for an agent, or for an answer; not while a bot answers. */
export function isWaiting(conversation: Conversation): boolean {
  if (conversation.bot) return false;
  if (waitsForAgent(conversation)) return true;
  return (conversation.state === 'active' || conversation.state === 'waiting') && Boolean(conversation.unanswered_since);
}

/** For how many seconds the customer waits, for an answer since the first message without one; 0 where nobody waits, and where the wait has just begun. */
export function waitOf(conversation: Conversation, now: number): number {
  if (!isWaiting(conversation)) return 0;
  const since = (start: number) => Math.max(0, (now - start) / 1000);
  if (waitsForAgent(conversation)) return (conversation.wait_seconds ?? 0) + since(receivedAt(conversation));
  return since(Date.parse(conversation.unanswered_since!));
}
