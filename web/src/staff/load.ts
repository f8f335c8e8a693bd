import type { Conversation } from '../api/model';
import { t } from '../text';

/** What an agent's active conversations take of the capacity, also before they are accepted, as the server counts them. */
export interface Load {
  sessions: number;
  units: number;
}

export const noLoad: Load = { sessions: 0, units: 0 };

function withOne({ sessions, units }: Load, conversation: Conversation): Load {
  return { sessions: sessions + 1, units: units + (conversation.units ?? 1) };
}

/** The load of each agent, as far as their conversations are known here. */
export function loadsOf(conversations: Iterable<Conversation>): Record<string, Load> {
  const loads: Record<string, Load> = {};
  for (const each of conversations) {
    if (each.agent && each.state === 'active') loads[each.agent.id] = withOne(loads[each.agent.id] ?? noLoad, each);
  }
  return loads;
}

/** How much of the capacity is taken: in sessions while each takes one unit of it. */
export function loadWords({ sessions, units }: Load, capacity: number | undefined): string {
  if (!capacity) return t('agent.capacity_open', { count: sessions });
  return t(units === sessions ? 'agent.capacity' : 'agent.capacity_units', { used: units, all: capacity });
}

/** By how much one more conversation would go beyond the capacity, in words; empty within it. */
export function beyondWords(load: Load, more: Conversation, capacity: number | undefined, name: string): string {
  const then = withOne(load, more);
  return capacity === undefined ? '' : exceededWords(then.units - capacity, then, name);
}

/** By how many units a load is too much, as the server tells it; empty where it is not. */
export function exceededWords(count: number, { sessions, units }: Load, name: string): string {
  if (count <= 0) return '';
  return units === sessions ? t('hand_on.exceeded', { count, name }) : t('hand_on.exceeded_units', { count, name });
}
