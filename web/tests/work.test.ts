import { describe, expect, it } from 'vitest';
import type { WorkSession } from '../src/api/model';
import { boardFiltersIn, everything, fits, isFiltered, withBoardFilters } from '../src/pages/supervisor/board-filters';
import { endsOf, presenceSpans, presenceTotals, sessionLanes, ticksOf, wasMissed } from '../src/pages/supervisor/timeline';
import { conversationQuery, whichIn } from '../src/pages/insights/conversation-filters';
import { conversation } from './samples';

const at = (time: string) => Date.parse(`2026-01-01T${time}:00Z`);
const whole = { from: at('08:00'), to: at('12:00') };
const stamp = (time: string) => new Date(at(time)).toISOString();

function session(id: string, began: string, ended?: string, more: Partial<WorkSession> = {}): WorkSession {
  return {
    id, conversation: `c${id}`, customer: { name: `Visitor ${id}` }, queue: { id: 'q', name: 'billing' }, messages: 0, level: 'none', lowest: null,
    began_at: stamp(began), accepted_at: stamp(began), ...(ended ? { ended_at: stamp(ended), ended_by: 'ended' as const } : {}), ...more,
  };
}

describe('the time of an agent', () => {
  it('is cut to the period, oldest first, and adds up', () => {
    const spans = presenceSpans([
      { presence: 'available', since: stamp('11:00') }, { presence: 'away', since: stamp('09:00'), until: stamp('11:00') },
      { presence: 'available', since: stamp('07:00'), until: stamp('09:00') }, { presence: 'offline', since: stamp('01:00'), until: stamp('07:00') },
    ], whole);
    expect(spans.map(({ presence }) => presence)).toEqual(['available', 'away', 'available']);
    expect(presenceTotals(spans)).toEqual({ available: 7200, away: 7200 });
  });

  it('puts sessions that overlap into lanes, and uses a lane again', () => {
    const placed = sessionLanes([session('3', '10:30'), session('2', '09:00', '11:00'), session('1', '07:30', '10:00')], whole);
    expect(placed.map(({ session: { id }, lane }) => [id, lane])).toEqual([['1', 0], ['2', 1], ['3', 0]]);
    expect(placed[0]!.from).toBe(whole.from);
    expect(placed[2]!.to).toBe(whole.to);
  });

  it('has an axis of full times, never more than fit', () => {
    const { step, ticks } = ticksOf(whole, 5);
    expect(step).toBe(3600000);
    expect(ticks.length).toBeGreaterThanOrEqual(4);
    expect(ticks.every((tick) => tick >= whole.from && tick <= whole.to && tick % step === 0)).toBe(true);
  });

  it('counts how sessions ended', () => {
    const missed = session('1', '08:00', '08:01', { accepted_at: undefined, ended_by: 'timed_out' });
    expect(endsOf([missed, session('2', '09:00', '09:10', { ended_by: 'transferred' }), session('3', '10:00')])).toEqual({ accepted: 2, rejected: 0, timed_out: 1, transferred: 1 });
    expect(wasMissed(missed)).toBe(true);
    expect(wasMissed(session('3', '10:00', undefined, { accepted_at: undefined }))).toBe(false);
  });
});

describe('the filters of the board', () => {
  it('stand in the address beside what else stands there', () => {
    const search = withBoardFilters(new URLSearchParams('conversation=c1&level=neutral'), { ...everything, queue: 'q1', only: 'wait' });
    expect(search.toString()).toBe('conversation=c1&queue=q1&only=wait');
    expect(boardFiltersIn(search)).toEqual({ ...everything, queue: 'q1', only: 'wait' });
    expect(isFiltered(boardFiltersIn(new URLSearchParams('only=nonsense')))).toBe(false);
  });

  it('show those that need help, or wait, alone', () => {
    const bad = conversation('a', 1, { level: 'very_negative' });
    expect([fits(bad, { ...everything, only: 'need' }, 0), fits(conversation('b', 1), { ...everything, only: 'need' }, 0)]).toEqual([true, false]);
    const asked = conversation('b', 1, { level: 'very_negative', unanswered: 1, unanswered_since: '2026-01-01T10:00:00Z' });
    expect([fits(bad, { ...everything, only: 'wait' }, 0), fits(asked, { ...everything, only: 'wait' }, 0)]).toEqual([false, true]);
    expect(fits(bad, { ...everything, only: 'need', level: 'neutral' }, 0)).toBe(false);
  });
});

describe('the conversations behind the figures', () => {
  it('are asked for by zone, level and state', () => {
    const query = conversationQuery(new URLSearchParams('from=2026-01-01'), whichIn(new URLSearchParams('level=all_negative&state=bogus')));
    expect(query.get('level')).toBe('very_negative,negative,slightly_negative');
    expect(query.get('state')).toBe('open,active,waiting,wrap_up,closed');
    expect(conversationQuery(new URLSearchParams(), { level: 'positive', state: 'closed' }).toString()).toBe('state=closed&level=positive&limit=50');
  });
});
