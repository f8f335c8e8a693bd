import type { Presence, PresencePeriod, WorkSession } from '../../api/model';

/** A stretch of time in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;
const steps = [5 * minutes, 15 * minutes, 30 * minutes, hours, 2 * hours, 3 * hours, 6 * hours, 12 * hours, 24 * hours, 48 * hours];

function within(since: string, until: string | undefined, { from, to }: Span): Span | null {
  const cut = { from: Math.max(from, Date.parse(since)), to: until ? Math.min(to, Date.parse(until)) : to };
  return cut.to > cut.from ? cut : null;
}

/** The presences inside a stretch of time, oldest first. */
export function presenceSpans(presences: readonly PresencePeriod[], whole: Span): (Span & { presence: Presence })[] {
  return presences.flatMap(({ presence, since, until }) => {
    const cut = within(since, until, whole);
    return cut ? [{ ...cut, presence }] : [];
  }).reverse();
}

/** How many seconds each presence lasted. */
export function presenceTotals(spans: readonly (Span & { presence: Presence })[]): Partial<Record<Presence, number>> {
  const totals: Partial<Record<Presence, number>> = {};
  for (const { presence, from, to } of spans) totals[presence] = (totals[presence] ?? 0) + (to - from) / seconds;
  return totals;
}

export interface Placed extends Span {
  session: WorkSession;
  lane: number;
}

/** The sessions inside a stretch of time, oldest first, each in the first lane that is free when it begins. */
export function sessionLanes(sessions: readonly WorkSession[], whole: Span): Placed[] {
  const ends: number[] = [];
  const spans = sessions.flatMap((session) => {
    const cut = within(session.began_at, session.ended_at, whole);
    return cut ? [{ ...cut, session }] : [];
  });
  return spans.sort((a, b) => a.from - b.from).map((span) => {
    const free = ends.findIndex((end) => end <= span.from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = span.to;
    return { ...span, lane };
  });
}

/** Full times of the reader's clock for an axis, at most `most` of them. */
export function ticksOf({ from, to }: Span, most: number): { step: number; ticks: number[] } {
  const step = steps.find((each) => (to - from) / each <= most) ?? steps.at(-1)!;
  const midnight = new Date(from).setHours(0, 0, 0, 0);
  const ticks: number[] = [];
  for (let at = midnight + Math.ceil((from - midnight) / step) * step; at <= to; at += step) ticks.push(at);
  return { step, ticks };
}

/** Whether the agent never had it: rejected, not accepted in time, or taken back before. */
export function wasMissed(session: WorkSession): boolean {
  return session.ended_at !== undefined && session.accepted_at === undefined;
}

/** How many sessions ended in each of these ways. */
export function endsOf(sessions: readonly WorkSession[]): { accepted: number; rejected: number; timed_out: number; transferred: number } {
  const count = (fits: (session: WorkSession) => boolean) => sessions.filter(fits).length;
  return {
    accepted: count((each) => each.accepted_at !== undefined),
    rejected: count((each) => each.ended_by === 'rejected'),
    timed_out: count((each) => each.ended_by === 'timed_out'),
    transferred: count((each) => each.ended_by === 'transferred'),
  };
}
