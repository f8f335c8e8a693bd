import type { BotFigures, Figure, InsightsRow, PresenceFigures, SentimentFigures } from '../../api/model';
import { number, percent, t } from '../../text';

type Unit = 'count' | 'pulse' | 'percent' | 'seconds' | 'minutes' | 'hours' | 'mean';

export interface Kpi<Name extends string> {
  name: Name;
  unit: Unit;
  /** Whether more of it is good (1), bad (-1) or neither (0). */
  good: 1 | -1 | 0;
}

/** The figures about feelings, in the order they are shown. */
export const sentimentKpis: readonly Kpi<keyof SentimentFigures>[] = [
  { name: 'average_conversation_sentiment', unit: 'pulse', good: 1 },
  { name: 'percent_positive', unit: 'percent', good: 1 },
  { name: 'percent_neutral', unit: 'percent', good: 0 },
  { name: 'percent_negative', unit: 'percent', good: -1 },
  { name: 'conversations_with_sentiment', unit: 'count', good: 0 },
];

export type ServiceKpi = Exclude<keyof InsightsRow, 'at' | 'queue' | 'agent' | 'sentiment' | 'bots' | 'presence' | 'minimum_sample'>;

/** The figures that feelings are read beside. */
export const serviceKpis: readonly Kpi<ServiceKpi>[] = [
  { name: 'conversations', unit: 'count', good: 0 },
  { name: 'engaged_conversations', unit: 'count', good: 0 },
  { name: 'abandon_rate_percent', unit: 'percent', good: -1 },
  { name: 'transfer_rate_percent', unit: 'percent', good: -1 },
  { name: 'service_level_percent', unit: 'percent', good: 1 },
  { name: 'average_speed_to_answer_seconds', unit: 'seconds', good: -1 },
  { name: 'average_wait_seconds', unit: 'seconds', good: -1 },
  { name: 'average_first_response_minutes', unit: 'minutes', good: -1 },
  { name: 'average_handle_time_minutes', unit: 'minutes', good: -1 },
  { name: 'average_wrap_up_minutes', unit: 'minutes', good: -1 },
  { name: 'average_conversation_time_minutes', unit: 'minutes', good: 0 },
  { name: 'average_customer_effort_minutes', unit: 'minutes', good: -1 },
];

/** How many were accepted within so many seconds. */
export const answeredKpis: readonly Kpi<ServiceKpi>[] = [
  { name: 'service_level_10_seconds_percent', unit: 'percent', good: 1 },
  { name: 'service_level_20_seconds_percent', unit: 'percent', good: 1 },
  { name: 'service_level_30_seconds_percent', unit: 'percent', good: 1 },
  { name: 'service_level_40_seconds_percent', unit: 'percent', good: 1 },
  { name: 'service_level_60_seconds_percent', unit: 'percent', good: 1 },
  { name: 'service_level_120_seconds_percent', unit: 'percent', good: 1 },
];

/** What was written, and who helped. */
export const messageKpis: readonly Kpi<ServiceKpi>[] = [
  { name: 'incoming_messages', unit: 'count', good: 0 },
  { name: 'outgoing_messages', unit: 'count', good: 0 },
  { name: 'average_messages', unit: 'mean', good: 0 },
  { name: 'average_incoming_messages', unit: 'mean', good: 0 },
  { name: 'average_outgoing_messages', unit: 'mean', good: 0 },
  { name: 'average_consult_minutes', unit: 'minutes', good: 0 },
  { name: 'average_monitor_minutes', unit: 'minutes', good: 0 },
];

/** What bots did before agents, or without them. */
export const botKpis: readonly Kpi<keyof BotFigures>[] = [
  { name: 'bot_conversations', unit: 'count', good: 0 },
  { name: 'bot_resolution_rate_percent', unit: 'percent', good: 1 },
  { name: 'bot_escalation_rate_percent', unit: 'percent', good: 0 },
  { name: 'average_bot_resolution_minutes', unit: 'minutes', good: -1 },
  { name: 'average_bot_escalation_minutes', unit: 'minutes', good: -1 },
];

/** How long an agent was there, and how. */
export const presenceKpis: readonly Kpi<keyof PresenceFigures>[] = [
  { name: 'signed_in_hours', unit: 'hours', good: 0 },
  { name: 'available_hours', unit: 'hours', good: 0 },
  { name: 'busy_hours', unit: 'hours', good: 0 },
  { name: 'do_not_disturb_hours', unit: 'hours', good: 0 },
  { name: 'away_hours', unit: 'hours', good: 0 },
];

/** Every figure of the dashboards, in the order they are shown. */
export const allKpis = [...sentimentKpis, ...serviceKpis, ...answeredKpis, ...messageKpis, ...botKpis, ...presenceKpis] as const;

export function shownValue(value: number | null | undefined, unit: Unit): string {
  if (value == null) return t('common.dash');
  switch (unit) {
    case 'count': return number(value);
    case 'percent': return percent(value / 100, 1);
    case 'seconds': return t('insights.seconds', { value: number(value) });
    case 'hours': return t('insights.hours', { value: number(value, 1) });
    case 'minutes': return t('insights.minutes', { value: number(value, 1) });
    default: return number(value, 1);
  }
}

export type Verdict = 'better' | 'worse' | 'plain';
export interface Change {
  /** `few`: too little happened in the period before to compare with it; `grown`: many times the earlier value, which is told instead. */
  way: 'up' | 'down' | 'same' | 'unknown' | 'few' | 'grown';
  verdict: Verdict;
  /** How far it moved, as the reader sees it. */
  amount: string;
}

/** With fewer conversations in the period before, chance decides how a figure moved, and the change is not told. */
export const leastBefore = 10;
/** A growth beyond this many times is told by the value that it began with. */
const mostTimes = 10;

/** Conversations of the period before that a figure is compared with: the scored ones where it is about feelings. */
export function conversationsBefore(row: InsightsRow, feelings: boolean): number {
  return (feelings ? row.sentiment.conversations_with_sentiment.previous : row.conversations.previous) ?? 0;
}

/** How a figure moved against a period with `before` conversations: shares and pulses in points, everything else as a share of the earlier value. */
export function changeOf({ value, previous }: Figure, { unit, good }: Pick<Kpi<string>, 'unit' | 'good'>, before: number): Change {
  const nothing: Change = { way: 'unknown', verdict: 'plain', amount: '' };
  if (value === null || (previous === null && before >= leastBefore)) return nothing;
  if (previous === null || before < leastBefore) return { ...nothing, way: before > 0 ? 'few' : 'unknown', amount: number(before) };
  const inPoints = unit === 'percent' || unit === 'pulse';
  if (!inPoints && previous === 0) return value === 0 ? { ...nothing, way: 'same' } : nothing;
  const moved = inPoints ? value - previous : (value - previous) / Math.abs(previous);
  const size = Math.abs(moved);
  if (inPoints ? size < 0.05 : size < 0.0005) return { ...nothing, way: 'same' };
  const direction = Math.sign(moved) * good;
  const verdict: Verdict = direction > 0 ? 'better' : direction < 0 ? 'worse' : 'plain';
  if (!inPoints && moved >= mostTimes) return { way: 'grown', verdict, amount: shownValue(previous, unit) };
  return {
    way: moved > 0 ? 'up' : 'down',
    verdict,
    amount: inPoints ? t('insights.points', { value: number(size, 1) }) : percent(size, size < 0.1 ? 1 : 0),
  };
}

/** The change in words. */
export function changeText({ way, amount }: Change): string {
  return way === 'same' || way === 'unknown' ? t(`insights.${way}`) : t(`insights.${way}`, { amount });
}

/** How many tiles stand side by side, so that the rows are about equally long; a tile that is left alone takes the whole row. */
export function rowsOf(count: number, most: number): { columns: number; lone: boolean } {
  if (count === 0) return { columns: 1, lone: false };
  const columns = Math.ceil(count / Math.ceil(count / most));
  return { columns, lone: columns > 1 && count % columns === 1 };
}
