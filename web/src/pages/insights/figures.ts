import type { Figure, InsightsRow, SentimentFigures } from '../../api/model';
import { number, percent, t } from '../../text';

type Unit = 'count' | 'pulse' | 'percent' | 'seconds' | 'minutes' | 'mean';

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

export type ServiceKpi = Exclude<keyof InsightsRow, 'at' | 'queue' | 'agent' | 'sentiment'>;

/** The figures that feelings are read beside. */
export const serviceKpis: readonly Kpi<ServiceKpi>[] = [
  { name: 'conversations', unit: 'count', good: 0 },
  { name: 'incoming_conversations', unit: 'count', good: 0 },
  { name: 'engaged_conversations', unit: 'count', good: 0 },
  { name: 'abandon_rate_percent', unit: 'percent', good: -1 },
  { name: 'service_level_percent', unit: 'percent', good: 1 },
  { name: 'average_speed_to_answer_seconds', unit: 'seconds', good: -1 },
  { name: 'average_first_response_minutes', unit: 'minutes', good: -1 },
  { name: 'average_handle_time_minutes', unit: 'minutes', good: -1 },
  { name: 'average_wrap_up_minutes', unit: 'minutes', good: -1 },
  { name: 'average_conversation_time_minutes', unit: 'minutes', good: 0 },
  { name: 'average_messages', unit: 'mean', good: 0 },
];

export function shownValue(value: number | null | undefined, unit: Unit): string {
  if (value == null) return t('common.dash');
  switch (unit) {
    case 'count': return number(value);
    case 'percent': return percent(value / 100, value !== 0 && Math.abs(value) < 10 ? 1 : 0);
    case 'seconds': return t('insights.seconds', { value: number(value) });
    case 'minutes': return t('insights.minutes', { value: number(value, 1) });
    default: return number(value, 1);
  }
}

export type Verdict = 'better' | 'worse' | 'plain';
export interface Change {
  /** Where there is something to compare. */
  way: 'up' | 'down' | 'same' | 'unknown';
  verdict: Verdict;
  /** How far it moved, as the reader sees it. */
  amount: string;
}

/** How a figure moved: shares and pulses in points, everything else as a share of the earlier value. */
export function changeOf({ value, previous }: Figure, { unit, good }: Pick<Kpi<string>, 'unit' | 'good'>): Change {
  const nothing: Change = { way: 'unknown', verdict: 'plain', amount: '' };
  if (value === null || previous === null) return nothing;
  const inPoints = unit === 'percent' || unit === 'pulse';
  if (!inPoints && previous === 0) return value === 0 ? { ...nothing, way: 'same' } : nothing;
  const moved = inPoints ? value - previous : (value - previous) / Math.abs(previous);
  const size = Math.abs(moved);
  if (inPoints ? size < 0.05 : size < 0.0005) return { ...nothing, way: 'same' };
  const direction = Math.sign(moved) * good;
  return {
    way: moved > 0 ? 'up' : 'down',
    verdict: direction > 0 ? 'better' : direction < 0 ? 'worse' : 'plain',
    amount: inPoints ? t('insights.points', { value: number(size, 1) }) : percent(size, size < 0.1 ? 1 : 0),
  };
}
