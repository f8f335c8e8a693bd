import type { Conversation } from '../../api/model';

/** How much a conversation needs help, 0…100, and the three bars that show it. */
export interface Need {
  score: number;
  bars: 0 | 1 | 2 | 3;
}

const levelWeight: Record<number, number> = { 7: 60, 8: 42, 9: 24, 10: 6, 11: 2, 12: 0, 13: 0, 0: 6 };

/**
 * A raised hand asks for help whatever the level; then the level, a falling trend, messages without an answer, the wait
 * and how often the customer was handed on; a conversation in wrap-up needs little.
 * Waits count up to ten minutes, unanswered messages up to five, transfers up to three, so that none outweighs a very
 * negative level.
 */
export function needOf(conversation: Conversation, wait: number): Need {
  const level = levelWeight[conversation.code ?? 0] ?? 6;
  const trend = conversation.trend === 'declining' ? 12 : conversation.trend === 'improving' ? -6 : 0;
  const unanswered = conversation.bot ? 0 : Math.min(5, conversation.unanswered ?? 0) * 3;
  const waiting = conversation.state === 'open' || unanswered > 0 ? (Math.min(600, wait) / 600) * 13 : 0;
  const hand = conversation.raised_hand ? 55 : 0;
  const handedOn = Math.min(3, conversation.transfers ?? 0) * 3;
  const sum = hand + level + trend + unanswered + waiting + handedOn;
  const score = Math.max(0, Math.min(100, conversation.state === 'wrap_up' ? sum / 3 : sum));
  return { score, bars: score >= 55 ? 3 : score >= 34 ? 2 : score >= 18 ? 1 : 0 };
}

/** Most in need first; equal needs keep the one that has waited longer, then the order of their ids. */
export function byNeed(conversations: readonly Conversation[], waitFor: (each: Conversation) => number): Conversation[] {
  const rank = new Map(conversations.map((each) => [each.id, { need: Math.round(needOf(each, waitFor(each)).score), wait: waitFor(each) }]));
  return [...conversations].sort((a, b) => {
    const one = rank.get(a.id)!;
    const other = rank.get(b.id)!;
    return other.need - one.need || other.wait - one.wait || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  });
}
