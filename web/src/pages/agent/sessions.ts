import type { Conversation } from '../../api/model';

/** Seconds since the conversation began to wait, counted on from its creation. */
export function currentWait(conversation: Conversation, now: number): number {
  return Math.max(conversation.wait_seconds ?? 0, Math.max(0, (now - Date.parse(conversation.created_at)) / 1000));
}

/** Given to this agent, who has not taken it yet. */
export function needsAccept(conversation: Conversation, agent: string): boolean {
  return conversation.state === 'active' && conversation.agent?.id === agent && !conversation.accepted_at;
}

/** The agent's own sessions, oldest first so that entries keep their places, and the open ones, longest wait first. */
export function sessionsOf(conversations: Iterable<Conversation>, agent: string): { mine: Conversation[]; open: Conversation[] } {
  const mine: Conversation[] = [];
  const open: Conversation[] = [];
  for (const each of conversations) {
    if (each.state === 'closed') continue;
    if (each.state === 'open' || needsAccept(each, agent)) open.push(each);
    else if (each.agent?.id === agent) mine.push(each);
  }
  const oldestFirst = (a: Conversation, b: Conversation) => a.created_at.localeCompare(b.created_at) || (a.id < b.id ? -1 : 1);
  return { mine: mine.sort(oldestFirst), open: open.sort(oldestFirst) };
}
