import { afterEach, describe, expect, it, vi } from 'vitest';
import { apply, applyFetched, applySnapshot, emptyState } from '../src/live/apply';
import type { LiveState } from '../src/live/apply';
import { defaultOf, filtersOf, isDefault, keepFilters, keptFilters, matches, noFilters, unassigned } from '../src/staff/live-filters';
import { actsFor } from '../src/pages/supervisor/acts';
import { everything, fits } from '../src/pages/supervisor/board-filters';
import type { Conversation } from '../src/api/model';
import { drawnOf, shownRows } from '../src/pages/supervisor/board-state';
import { holdOf, restMilliseconds } from '../src/pages/supervisor/hold';
import { byNeed, needOf } from '../src/pages/supervisor/need';
import { isWaiting, waitOf } from '../src/staff/wait';
import { steadyOrder } from '../src/ui/steady-order';
import { conversation } from './samples';

const noWait = () => 0;

afterEach(() => void vi.useRealTimers());

describe('need of help', () => {
  it('puts the worse level first', () => {
    const rows = [conversation('a', 1, { level: 'positive' }), conversation('b', 1, { level: 'very_negative' }), conversation('c', 1, { level: 'slightly_negative' }), conversation('d', 1, { level: 'negative' })];
    expect(byNeed(rows, noWait).map((each) => each.id)).toEqual(['b', 'd', 'c', 'a']);
  });

  it('puts a falling one before a steady and a rising one', () => {
    const rows = [conversation('a', 1, { level: 'negative', trend: 'improving' }), conversation('b', 1, { level: 'negative' }), conversation('c', 1, { level: 'negative', trend: 'declining' })];
    expect(byNeed(rows, noWait).map((each) => each.id)).toEqual(['c', 'b', 'a']);
  });

  it('counts messages without an answer and the wait, within bounds', () => {
    const calm = conversation('a', 1);
    const asked = conversation('b', 1, { unanswered: 2 });
    expect(needOf(asked, 60).score).toBeGreaterThan(needOf(calm, 60).score);
    expect(needOf(asked, 600).score).toBeGreaterThan(needOf(asked, 60).score);
    expect(needOf(asked, 600).score).toBe(needOf(asked, 60000).score);
    expect(needOf(conversation('c', 1, { unanswered: 500 }), 60000).score).toBeLessThan(needOf(conversation('d', 1, { level: 'very_negative' }), 0).score);
  });

  it('puts a raised hand before a negative level', () => {
    const rows = [conversation('a', 1, { level: 'negative' }), conversation('b', 1, { raised_hand: true })];
    expect(byNeed(rows, noWait).map((each) => each.id)).toEqual(['b', 'a']);
    expect(needOf(rows[1]!, 0).bars).toBe(3);
  });

  it('needs little in wrap-up', () => {
    const bad = conversation('a', 1, { level: 'very_negative' });
    expect(needOf({ ...bad, state: 'wrap_up' }, 0).score).toBeLessThan(needOf(bad, 0).score / 2);
  });

  it('shows three bars for a very negative one and none for a happy one', () => {
    expect(needOf(conversation('a', 1, { level: 'very_negative' }), 0).bars).toBe(3);
    expect(needOf(conversation('a', 1, { level: 'negative', trend: 'declining', unanswered: 1 }), 0).bars).toBe(3);
    expect(needOf(conversation('a', 1, { level: 'negative' }), 0).bars).toBe(2);
    expect(needOf(conversation('a', 1, { level: 'very_positive' }), 0).bars).toBe(0);
  });

  it('keeps equal needs in one order, the longer wait first', () => {
    const rows = [conversation('b', 1), conversation('a', 1), conversation('c', 1)];
    expect(byNeed(rows, (each) => (each.id === 'c' ? 30 : 0)).map((each) => each.id)).toEqual(['c', 'a', 'b']);
    expect(byNeed([...rows].reverse(), noWait)).toEqual(byNeed(rows, noWait));
  });
});

describe('the wait', () => {
  const start = Date.parse('2026-01-01T10:00:00Z');

  it('is none while a bot alone has the conversation, which is in no figure of the board', () => {
    const withBot = conversation('a', 1, { state: 'open', bot: true, level: 'very_negative', wait_seconds: 40, unanswered: 3, unanswered_since: '2026-01-01T10:00:00Z' });
    expect(isWaiting(withBot)).toBe(false);
    expect(waitOf(withBot, start + 5000)).toBe(0);
    expect(needOf(withBot, 0).score).toBe(needOf(conversation('a', 1, { level: 'very_negative' }), 0).score);
    expect(fits(withBot, everything, 0)).toBe(true);
    expect(fits(withBot, { ...everything, only: 'need' }, 0)).toBe(false);
  });

  it('goes on from what the server counted, also while it is offered and nobody has accepted', () => {
    vi.useFakeTimers({ now: start });
    const offered = conversation('a', 1, { awaiting_acceptance: true, accepted_at: null, wait_seconds: 40 });
    for (const each of [conversation('a', 1, { state: 'open', wait_seconds: 40 }), offered]) {
      const known = Object.values(applySnapshot(emptyState, [each]).conversations)[0]!;
      expect([isWaiting(known), waitOf(known, start + 5000)]).toEqual([true, 45]);
    }
  });

  it('counts on from when it came to the page, however it came and whoever looked', () => {
    const open = (version: number) => conversation('a', version, { state: 'open', wait_seconds: 3 });
    const ways: LiveState[] = [];
    vi.useFakeTimers({ now: start });
    ways.push(applySnapshot(emptyState, [open(1)]), applyFetched(emptyState, open(1)), apply(emptyState, { event: 'conversation', conversation: open(1) }));
    vi.setSystemTime(start + 60000);
    const wait = (state: LiveState) => waitOf(state.conversations['a']!, Date.now());
    expect(ways.map(wait)).toEqual([63, 63, 63]);
    expect(wait(apply(ways[0]!, { event: 'conversation', conversation: open(2) }))).toBe(3);
  });

  it('goes on where the queue gets another name', () => {
    vi.useFakeTimers({ now: start });
    const known = applySnapshot(emptyState, [conversation('a', 1, { state: 'open', wait_seconds: 0 })]);
    vi.setSystemTime(start + 60000);
    const renamed = apply(known, { event: 'settings', queue: { id: 'q1', name: 'invoices', units: 1 } });
    expect(waitOf(renamed.conversations['a']!, Date.now())).toBe(60);
  });

  it('begins anew for whoever was given back to the queue, whatever the age of the conversation', () => {
    const back = Object.values(applySnapshot(emptyState, [conversation('a', 9, { state: 'open', agent: null, accepted_at: null, wait_seconds: 2 })]).conversations)[0]!;
    expect(waitOf(back, Date.now())).toBeLessThan(60);
  });

  it('counts from the first message without an answer, however often the customer writes', () => {
    expect(waitOf(conversation('a', 1, { unanswered: 3, unanswered_since: '2026-01-01T10:00:00Z', last_message_at: '2026-01-01T10:01:00Z' }), start + 90000)).toBe(90);
    expect(waitOf(conversation('a', 1, { unanswered: 0 }), start + 90000)).toBe(0);
    expect(waitOf(conversation('a', 1, { unanswered: 1, unanswered_since: '2026-01-01T10:00:00Z', state: 'wrap_up' }), start + 90000)).toBe(0);
  });

  it('is told from none in its first second, and where the clock here is behind the server’s', () => {
    const asked = conversation('a', 1, { unanswered: 1, unanswered_since: '2026-01-01T10:00:00Z' });
    expect(waitOf(asked, start)).toBe(0);
    expect(waitOf(asked, start - 60000)).toBe(0);
    expect(isWaiting(asked)).toBe(true);
    expect(isWaiting(conversation('a', 1, { state: 'open', wait_seconds: 0 }))).toBe(true);
    expect(isWaiting(conversation('a', 1, { unanswered: 0 }))).toBe(false);
    expect(isWaiting(conversation('a', 1, { unanswered: 1, unanswered_since: '2026-01-01T10:00:00Z', state: 'wrap_up' }))).toBe(false);
  });
});

describe('rows under the pointer', () => {
  it('keep their places; new ones come at the end', () => {
    expect(steadyOrder(['c', 'a', 'b'], null)).toEqual(['c', 'a', 'b']);
    expect(steadyOrder(['d', 'c', 'a'], ['a', 'b', 'c'])).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keep nothing undrawn that by now belongs above the cut', () => {
    const calm = [...Array(shownRows + 50).keys()].map((index) => conversation(String(index).padStart(3, '0'), 1));
    const idsOf = (rows: Conversation[]) => byNeed(rows, noWait).map((each) => each.id);
    const held = drawnOf(idsOf(calm), null);
    expect(held).toHaveLength(shownRows);
    const last = calm.at(-1)!;
    const fallen = [...calm.slice(0, -1), conversation(last.id, 2, { level: 'very_negative' }), conversation('new', 1, { level: 'negative' })];
    expect(drawnOf(idsOf(fallen), held)).toEqual([...held, last.id, 'new']);
    expect(drawnOf(idsOf(fallen), null).slice(0, 2)).toEqual([last.id, 'new']);
  });

  it('are held by pointer and by focus, for as long as one of them moves', () => {
    vi.useFakeTimers();
    const told: boolean[] = [];
    const hold = holdOf((held) => told.push(held));
    hold.point(true);
    vi.advanceTimersByTime(restMilliseconds - 1);
    hold.point(true);
    vi.advanceTimersByTime(restMilliseconds - 1);
    expect(told).toEqual([true]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([true, false]);
    hold.point(true);
    hold.focus(true);
    hold.point(false);
    expect(told).toEqual([true, false, true]);
    vi.advanceTimersByTime(restMilliseconds);
    hold.stir();
    hold.end();
    expect(told).toEqual([true, false, true, false, true, false]);
    vi.advanceTimersByTime(restMilliseconds);
    expect(told).toHaveLength(6);
  });
});

describe('filters', () => {
  const row = conversation('a', 1, { level: 'negative' });

  it('match queue, agent, level and trend', () => {
    expect(matches(row, noFilters)).toBe(true);
    expect(matches(row, { queue: 'q1', agent: 'u1', level: 'negative', trend: '' })).toBe(true);
    expect(matches(conversation('a', 1, { trend: 'declining' }), { ...noFilters, trend: 'declining' })).toBe(true);
    expect(matches(conversation('a', 1, { trend: 'steady' }), { ...noFilters, trend: 'declining' })).toBe(false);
    expect(matches(row, { ...noFilters, queue: 'q2' })).toBe(false);
    expect(matches(row, { ...noFilters, agent: 'u2' })).toBe(false);
    expect(matches(row, { ...noFilters, level: 'positive' })).toBe(false);
  });

  it('know all negative levels and conversations without an agent', () => {
    const negative = (['very_negative', 'negative', 'slightly_negative', 'neutral', 'none', 'positive'] as const).map((level) => matches(conversation('a', 1, { level }), { ...noFilters, level: 'all_negative' }));
    expect(negative).toEqual([true, true, true, false, false, false]);
    expect(matches(row, { ...noFilters, agent: unassigned })).toBe(false);
    expect(matches(conversation('b', 1, { agent: null }), { ...noFilters, agent: unassigned })).toBe(true);
  });

  it('are kept on the server by the names of the list, and come back as they were', () => {
    const filters = { queue: 'q1', agent: unassigned, level: 'all_negative', trend: 'declining' };
    expect(defaultOf(filters)).toEqual({ queue: 'q1', agent: '-', level: 'very_negative,negative,slightly_negative', trend: 'declining' });
    expect(filtersOf(defaultOf(filters))).toEqual(filters);
    expect(defaultOf(noFilters)).toEqual({});
    expect(isDefault(noFilters, {})).toBe(true);
    expect(isDefault(filters, {})).toBe(false);
    expect(matches(conversation('a', 1, { queue: { id: 'q1', name: 'billing' } }), filtersOf({ queue: 'billing' }))).toBe(true);
  });

  it('come back for the same user, whatever the storage holds', () => {
    const kept = new Map<string, string>();
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
    keepFilters('u1', { ...noFilters, queue: 'q1', trend: 'improving' }, storage);
    expect(keptFilters('u1', storage)).toEqual({ ...noFilters, queue: 'q1', trend: 'improving' });
    expect(keptFilters('u2', storage)).toEqual(noFilters);
    kept.set('undertone.board.u3', '{"queue":7');
    expect(keptFilters('u3', storage)).toEqual(noFilters);
  });
});

describe('what a supervisor may do', () => {
  const active = ['monitor', 'join', 'take_over', 'transfer', 'force_close'];

  it('is what the state allows, whispering with monitoring', () => {
    expect(actsFor(conversation('a', 1, { state: 'open', agent: null, actions: ['assign', 'force_close'] }), 's1')).toEqual(['assign', 'force_close']);
    expect(actsFor(conversation('a', 1, { actions: active }), 's1')).toEqual(['monitor', 'join', 'whisper', 'take_over', 'transfer', 'force_close']);
    expect(actsFor(conversation('a', 1, { state: 'closed', actions: [] }), 's1')).toEqual([]);
  });

  it('is not to monitor one’s own', () => {
    expect(actsFor(conversation('a', 1, { agent: { id: 's1', name: 'supervisor1' }, actions: active }), 's1')).toEqual(['open', 'transfer', 'force_close']);
  });

  it('is to leave what one has joined', () => {
    const joined = conversation('a', 1, { actions: active, participants: [{ user: { id: 's1', name: 'supervisor1' }, mode: 'joined' }] });
    expect(actsFor(joined, 's1')).toEqual(['open', 'whisper', 'leave', 'take_over', 'transfer', 'force_close']);
  });

  it('leaves out what the administrator has switched off', () => {
    const switches = { monitor: false, assign: true, transfer: true, force_close: false, version: 1 };
    expect(actsFor(conversation('a', 1, { actions: active }), 's1', switches)).toEqual(['take_over', 'transfer']);
  });
});
