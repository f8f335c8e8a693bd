import type { Conversation } from '../../api/model';

/** Given to this agent, who has not taken it yet. */
export function needsAccept(conversation: Conversation, agent: string): boolean {
  return conversation.state === 'active' && conversation.agent?.id === agent && (conversation.awaiting_acceptance ?? !conversation.accepted_at);
}

/** Asked by a colleague, or still with a customer whom the agent has handed on. */
export function isConsulted(conversation: Conversation, agent: string): boolean {
  return (conversation.participants ?? []).some((each) => each.user.id === agent && each.mode === 'consult');
}

export interface Sessions {
  mine: Conversation[];
  consulted: Conversation[];
  /** To be accepted: those offered to this agent, and those of the queues. */
  open: Conversation[];
}

/** The agent's own sessions and those they were asked about, oldest first so that entries keep their places, and the open ones, longest wait first. */
export function sessionsOf(conversations: Iterable<Conversation>, agent: string): Sessions {
  const found: Sessions = { mine: [], consulted: [], open: [] };
  for (const each of conversations) {
    if (each.state === 'closed') continue;
    if (each.state === 'open' || needsAccept(each, agent)) found.open.push(each);
    else if (each.agent?.id === agent) found.mine.push(each);
    else if (isConsulted(each, agent)) found.consulted.push(each);
  }
  const oldestFirst = (a: Conversation, b: Conversation) => a.created_at.localeCompare(b.created_at) || (a.id < b.id ? -1 : 1);
  for (const list of [found.mine, found.consulted, found.open]) list.sort(oldestFirst);
  return found;
}
