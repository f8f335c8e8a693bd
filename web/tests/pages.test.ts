import { describe, expect, it, vi } from 'vitest';
import type { RoutingRules } from '../src/api/admin';
import { changedPairs, changesOf } from '../src/pages/admin/changes';
import { hoursChange, hoursDraft, hoursRequest, wrongHours } from '../src/pages/admin/hours-draft';
import { doesNothing, draftOf as draftOfRouting, isWrongPriority, placeOf, requestOf as requestOfRouting } from '../src/pages/admin/routing-draft';
import { moved } from '../src/pages/admin/order';
import { draftOf, requestOf, wrongNumbers } from '../src/pages/admin/rule-draft';
import { candidates } from '../src/staff/hand-on';
import { desktopNotification, filled, valuesOf } from '../src/staff/notification';
import { sessionsOf } from '../src/pages/agent/sessions';
import { windowOf } from '../src/pages/agent/window';
import { brandOf } from '../src/pages/chat/brand';
import { bytesLeft, forgetVisit, isOver, keepVisit, keptVisit, messageBytes } from '../src/pages/chat/visit';
import { findCalls, readDescription } from '../src/pages/docs/description';
import { changeOf, rowsOf, shownValue } from '../src/pages/insights/figures';
import { filtersIn, isOrdered, keepFilters, keptFilters, noFilters, queryOf, withFilters } from '../src/pages/insights/filters';
import { levelOfPulse } from '../src/ui/levels';
import { segments } from '../src/ui/marked-text';
import { alert, conversation, message, scored } from './samples';

describe('the agent’s sessions', () => {
  it('are their own, then what waits, each oldest first', () => {
    const all = [
      conversation('b', 1, { created_at: '2026-01-01T10:02:00Z' }), conversation('a', 1, { created_at: '2026-01-01T10:01:00Z', state: 'wrap_up' }),
      conversation('c', 1, { state: 'open', agent: null }), conversation('d', 1, { agent: { id: 'u2', name: 'agent2' } }), conversation('e', 1, { state: 'closed' }),
    ];
    const { mine, open } = sessionsOf(all, 'u1');
    expect(mine.map((each) => each.id)).toEqual(['a', 'b']);
    expect(open.map((each) => each.id)).toEqual(['c']);
  });

  it('wait for Accept when given but not taken', () => {
    const { mine, open } = sessionsOf([conversation('a', 1, { accepted_at: null })], 'u1');
    expect(mine).toEqual([]);
    expect(open).toHaveLength(1);
    expect(sessionsOf([conversation('a', 1, { awaiting_acceptance: true })], 'u1').open).toHaveLength(1);
  });

  it('hold those that a colleague asked about apart', () => {
    const asked = conversation('a', 1, { agent: { id: 'u2', name: 'agent2' }, participants: [{ user: { id: 'u1', name: 'agent1' }, mode: 'consult' }] });
    const { mine, consulted, open } = sessionsOf([asked], 'u1');
    expect([mine, open]).toEqual([[], []]);
    expect(consulted).toHaveLength(1);
  });
});

describe('why a level is what it is', () => {
  it('weighs the six latest scored customer messages 1…n', () => {
    const messages = [...Array(8).keys()].map((index) => scored(String(index + 1), 'neutral', 50));
    const share = windowOf([...messages, message('9', { sender: 'agent' }), scored('10', 'none', null)]);
    expect(share.map((each) => each.message.id)).toEqual(['8', '7', '6', '5', '4', '3']);
    expect(share[0]?.weight).toBeCloseTo(6 / 21);
    expect(share.reduce((sum, each) => sum + each.weight, 0)).toBeCloseTo(1);
  });

  it('uses what there is when there are fewer', () => {
    expect(windowOf([scored('1', 'neutral', 50)])[0]?.weight).toBe(1);
    expect(windowOf([message('1')])).toEqual([]);
  });
});

describe('marked phrases', () => {
  it('are cut at UTF-8 bytes, not at characters', () => {
    const text = 'Größe: 最悪 👎 ok';
    const start = new TextEncoder().encode('Größe: ').length;
    const end = start + new TextEncoder().encode('最悪').length;
    expect(segments(text, [{ start, end, weight: -0.5 }])).toEqual([
      { text: 'Größe: ', weight: null }, { text: '最悪', weight: -0.5 }, { text: ' 👎 ok', weight: null },
    ]);
  });

  it('never lose text, however wrong the marks are', () => {
    const marks = [{ start: 2, end: 1, weight: 1 }, { start: 0, end: 3, weight: 1 }, { start: 2, end: 5, weight: -1 }, { start: 4, end: 99, weight: -1 }];
    expect(segments('abcdef', marks).map((each) => each.text).join('')).toBe('abcdef');
  });
});

describe('a visit', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };

  it('comes back after a reload, with unsent messages to send', () => {
    keepVisit('billing', {
      conversation: 'c1', token: 'secret', name: '',
      box: [{ client_id: 'a', text: 'hello', status: 'waiting', attempts: 3, written_at: '2026-01-01T10:00:00Z' }],
    }, storage);
    expect(keptVisit('billing', storage)).toMatchObject({ conversation: 'c1', token: 'secret', box: [{ client_id: 'a', status: 'sending' }] });
    expect(keptVisit('support', storage)).toBeNull();
    forgetVisit('billing', storage);
    expect(keptVisit('billing', storage)).toBeNull();
  });

  it('survives a broken or forbidden storage', () => {
    kept.set('undertone.chat.billing', 'nonsense');
    expect(keptVisit('billing', storage)).toBeNull();
    const forbidden = { ...storage, setItem: () => { throw new Error('forbidden'); } };
    expect(() => keepVisit('billing', { conversation: 'c', token: 't', name: '', box: [] }, forbidden)).not.toThrow();
  });

  it('measures messages in bytes, as the server does', () => {
    expect(bytesLeft('')).toBe(messageBytes);
    expect(bytesLeft('é'.repeat(messageBytes / 2))).toBe(0);
    expect(bytesLeft('最'.repeat(messageBytes / 3 + 1))).toBeLessThan(0);
  });

  it('is over with wrap-up and with the close', () => {
    expect((['open', 'active', 'waiting', 'wrap_up', 'closed'] as const).map((state) => isOver({ state }))).toEqual([false, false, false, true, true]);
  });

  it('takes a brand colour with words that can be read on it, and nothing else', () => {
    expect(brandOf('#1a1a2e')).toEqual({ '--chatBrand': '#1a1a2e', '--chatOnBrand': '#ffffff' });
    expect(brandOf('ffee00')['--chatOnBrand']).toBe('#000000');
    expect(brandOf('url(x)')).toEqual(brandOf(null));
  });
});

describe('the settings page', () => {
  const inForce = { enabled: true, agent_threshold: 'none', supervisor_threshold: 'negative' } as const;

  it('sends what differs from the settings in force, nothing else', () => {
    expect(changesOf(inForce, { agent_threshold: 'negative', supervisor_threshold: 'negative' })).toEqual({ agent_threshold: 'negative' });
    expect(changesOf(inForce, { enabled: false })).toEqual({ enabled: false });
    expect(changesOf(inForce, {})).toEqual({});
  });

  it('compares quiet hours by what they say', () => {
    const night = { from: '22:00', to: '06:00', time_zone: 'UTC' };
    expect(changesOf({ ...inForce, quiet_hours: night }, { quiet_hours: { ...night } })).toEqual({});
    expect(changesOf({ ...inForce, quiet_hours: night }, { quiet_hours: null })).toEqual({ quiet_hours: null });
    expect(changesOf(inForce, { quiet_hours: null })).toEqual({});
  });
});

describe('a notification', () => {
  it('fills in what a channel told of the customer and the subject, and a dash for what nobody told', () => {
    const told = (more: Parameters<typeof conversation>[2]) => filled('{customerRecordId} / {caseTitle}', valuesOf({ alert: alert('a1', 'c1'), conversation: conversation('c1', 1, more) }));
    expect(told({ customer: { name: 'Visitor 7', id: 'record-7' }, subject: 'A lamp' })).toBe('record-7 / A lamp');
    expect(told({})).toBe('– / –');
  });

  it('of the browser is none where the browser has it in name alone, which is tried once', () => {
    const construct = vi.fn(() => { throw new TypeError('Illegal constructor'); });
    vi.stubGlobal('window', { Notification: Object.assign(construct, { permission: 'granted' }) });
    expect(desktopNotification('Low customer sentiment', {})).toBeUndefined();
    expect(desktopNotification('Low customer sentiment', {})).toBeUndefined();
    expect(construct).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });
});

describe('the figures of the dashboards', () => {
  const change = (value: number | null, previous: number | null, unit: 'count' | 'pulse' | 'percent' | 'seconds', good: 1 | -1 | 0, before = 100) => changeOf({ value, previous }, { unit, good }, before);

  it('are better or worse by what they mean, not by their direction', () => {
    expect(change(60, 50, 'pulse', 1)).toEqual({ way: 'up', verdict: 'better', amount: '10.0 points' });
    expect(change(40, 50, 'pulse', 1)).toMatchObject({ way: 'down', verdict: 'worse' });
    expect(change(12, 20, 'percent', -1)).toEqual({ way: 'down', verdict: 'better', amount: '8.0 points' });
    expect(change(30, 20, 'seconds', -1)).toEqual({ way: 'up', verdict: 'worse', amount: '50%' });
    expect(change(30, 20, 'count', 0)).toMatchObject({ way: 'up', verdict: 'plain' });
  });

  it('show a share with the same digits everywhere', () => {
    expect([9.09, 45.45, 50, 0].map((value) => shownValue(value, 'percent'))).toEqual(['9.1%', '45.5%', '50%', '0%']);
  });

  it('are compared with a period of ten conversations or more; with fewer the number is told', () => {
    expect(change(470, 9, 'count', 0, 9)).toEqual({ way: 'few', verdict: 'plain', amount: '9' });
    expect(change(60, 50, 'pulse', 1, 9)).toEqual({ way: 'few', verdict: 'plain', amount: '9' });
    expect(change(60, null, 'pulse', 1, 3)).toMatchObject({ way: 'few', amount: '3' });
    expect(change(60, 50, 'pulse', 1, 10).way).toBe('up');
    expect(change(470, 0, 'count', 0, 0).way).toBe('unknown');
  });

  it('that grew more than tenfold are told by the value before', () => {
    expect(change(470, 12, 'count', 0, 12)).toEqual({ way: 'grown', verdict: 'plain', amount: '12' });
    expect(change(90, 2, 'seconds', -1)).toEqual({ way: 'grown', verdict: 'worse', amount: '2 s' });
    expect(change(109, 10, 'count', 0).way).toBe('up');
  });

  it('are not compared with nothing', () => {
    expect([change(null, 3, 'pulse', 1), change(3, null, 'pulse', 1), change(4, 0, 'count', 0)].map(({ way }) => way)).toEqual(['unknown', 'unknown', 'unknown']);
    expect([change(0, 0, 'count', 0), change(50, 50, 'pulse', 1)].map(({ way }) => way)).toEqual(['same', 'same']);
  });

  it('have the level of their pulse by the cut-offs of B13', () => {
    expect([0, 14.99, 15, 30, 44.99, 45, 55, 55.01, 70, 85, 85.01, 100].map(levelOfPulse)).toEqual([
      'very_negative', 'very_negative', 'negative', 'slightly_negative', 'slightly_negative', 'neutral', 'neutral', 'slightly_positive',
      'slightly_positive', 'positive', 'very_positive', 'very_positive',
    ]);
  });
});

describe('the filters of the dashboards', () => {
  const noon = Date.parse('2026-03-01T12:00:00Z');

  it('stand in the address and come back from it', () => {
    const filters = { ...noFilters, period: '7' as const, queue: 'q1', time_zone: 'Asia/Tokyo' };
    const search = withFilters(new URLSearchParams('view=agents'), filters);
    expect(search.toString()).toBe('view=agents&period=7&queue=q1&time_zone=Asia%2FTokyo');
    expect(filtersIn(search)).toEqual(filters);
    expect(withFilters(search, noFilters).toString()).toBe('view=agents');
  });

  it('fall back to the past month where the address makes no sense', () => {
    expect(filtersIn(new URLSearchParams('period=999&time_zone=Mars/Phobos'))).toEqual(noFilters);
    expect(filtersIn(new URLSearchParams('period=own&from=2026-02-30x&to=2026-03-01')).period).toBe('30');
  });

  it('keep days that stand the wrong way round while they are changed', () => {
    const typed = ['2026-03-02', '0002-03-04'].map((from) => filtersIn(new URLSearchParams(`period=own&from=${from}&to=0002-03-05`)));
    expect(typed.map(({ period, from }) => [period, from])).toEqual([['own', '2026-03-02'], ['own', '0002-03-04']]);
    expect(typed.map(isOrdered)).toEqual([false, true]);
    expect(isOrdered(noFilters)).toBe(true);
  });

  it('take whole days of the time zone, the last one included', () => {
    expect(queryOf({ ...noFilters, period: '7', time_zone: 'UTC' }, noon).toString()).toBe('from=2026-02-23&to=2026-03-02&time_zone=UTC');
    expect(queryOf({ ...noFilters, period: 'today', time_zone: 'Pacific/Auckland' }, noon).get('from')).toBe('2026-03-02');
    expect(queryOf({ ...noFilters, time_zone: 'UTC', agent: 'u1' }, noon, '2026-02-28').toString()).toBe('from=2026-02-28&to=2026-03-01&time_zone=UTC&agent=u1');
  });

  it('are kept for the next visit', () => {
    const held = new Map<string, string>();
    const storage = { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, value: string) => void held.set(key, value) };
    keepFilters('s1', { ...noFilters, channel: 'email' }, storage);
    expect(keptFilters('s1', storage)).toEqual({ ...noFilters, channel: 'email' });
    expect(keptFilters('s2', storage)).toEqual(noFilters);
  });
});

describe('the API description', () => {
  const source = [
    'openapi: 3.1.0', 'info: {title: Undertone, version: "1"}', 'servers: [{url: /api/v1}]', 'tags: [{name: alerts, description: Told once.}]',
    'paths:', '  /alerts/{id}:', '    parameters: [{$ref: "#/components/parameters/Id"}]', '    get:', '      tags: [alerts]', '      summary: One alert',
    '      responses:', '        "200": {description: It., content: {application/json: {schema: {$ref: "#/components/schemas/Alert"}}}}',
    '  /me:', '    get: {summary: Who asks, responses: {}}',
    'components:', '  parameters: {Id: {name: id, in: path, required: true, schema: {type: string}}}',
    '  schemas:', '    Alert: {type: object, required: [id], properties: {id: {type: string}, level: {enum: [none, negative]}, tags: {type: array, items: {type: string}}}}',
  ].join('\n');

  it('becomes groups of calls with parameters and shapes', () => {
    const { title, base, groups } = readDescription(source);
    expect([title, base]).toEqual(['Undertone', '/api/v1']);
    expect(groups.map((group) => [group.name, group.calls.length])).toEqual([['alerts', 1], ['', 1]]);
    const call = groups[0]!.calls[0]!;
    expect(call.parameters).toEqual([{ name: 'id', place: 'path', required: true, type: 'string', description: '' }]);
    expect(call.responses[0]?.shapes[0]).toMatchObject({ media: 'application/json', type: 'Alert', fields: [
      { name: 'id', type: 'string', required: true }, { name: 'level', type: '"none" | "negative"' }, { name: 'tags', type: 'string[]' },
    ] });
  });

  it('is searched by any of its words, and refused when it is none', () => {
    const { groups } = readDescription(source);
    expect(findCalls(groups, 'GET me').map((group) => group.calls[0]?.path)).toEqual(['/me']);
    expect(findCalls(groups, 'nothing of this')).toEqual([]);
    expect(() => readDescription('just: text')).toThrow();
  });
});

describe('an alert rule', () => {
  const request = { name: 'falling', enabled: false, audience: 'agent' as const, scope: { queue: 'q1' }, level: 'negative' as const, k: 2, n: 3, minimum_confidence: 0.65, quiet_hours: { from: '22:00', to: '06:00', time_zone: 'Europe/Berlin' } };

  it('comes out of its form as it went in', () => {
    expect(requestOf(draftOf({ id: 'r1', version: 3, ...request }, 'UTC'))).toEqual(request);
    expect(requestOf(draftOf({ pulse: 30, hysteresis: 5 }, 'UTC'))).toEqual({ enabled: true, audience: 'supervisor', scope: {}, pulse: 30, hysteresis: 5 });
  });

  it('of a drop alone needs both its numbers and sends nothing that needs a threshold', () => {
    const drop = { enabled: true, audience: 'supervisor' as const, scope: {}, drop_levels: 2, within_messages: 3, hysteresis: 10 };
    const draft = draftOf(drop, 'UTC');
    expect(draft.by).toBe('drop');
    expect(requestOf({ ...draft, numbers: { ...draft.numbers, k: '2', n: 'three' } })).toEqual(drop);
    expect(wrongNumbers({ ...draft, numbers: { ...draft.numbers, n: 'three', within_messages: '' } })).toEqual(['within_messages']);
  });

  it('has off what is empty, and tells what is no number', () => {
    const draft = draftOf({ level: 'negative' }, 'UTC');
    expect(requestOf(draft)).toEqual({ enabled: true, audience: 'supervisor', scope: {}, level: 'negative' });
    expect(wrongNumbers(draft)).toEqual([]);
    expect(wrongNumbers({ ...draft, by: 'pulse', pulse: '', numbers: { ...draft.numbers, k: 'two', hysteresis: '2.5', n: '-1' } })).toEqual(['k', 'n', 'pulse']);
  });
});

describe('tiles', () => {
  it('stand in rows about equally long, and none stands beside an empty row', () => {
    expect([5, 6, 7, 12, 13].map((count) => rowsOf(count, 6))).toEqual([5, 6, 4, 6, 5].map((columns) => ({ columns, lone: false })));
    expect(rowsOf(7, 3)).toEqual({ columns: 3, lone: true });
    expect([1, 0].map((count) => rowsOf(count, 2))).toEqual([{ columns: 1, lone: false }, { columns: 1, lone: false }]);
  });
});

describe('opening hours', () => {
  const hours = { time_zone: 'Europe/Berlin', weekly: { monday: [['08:00', '12:00'], ['13:00', '17:00']] as [string, string][] }, closed_on: ['2026-12-25'], message: { en: 'Back soon.', de: 'Bald wieder da.' }, overflow: null, version: 4 };

  it('come out of their form as they went in, texts in other languages too', () => {
    expect(hoursChange(hoursDraft(hours), hours.version)).toEqual(hours);
    expect(hoursChange({ ...hoursDraft(hours), always: true, texts: { en: '', de: ' Bald wieder da. ', fr: ' ' } }, hours.version)).toEqual({ ...hours, weekly: null, message: { de: 'Bald wieder da.' } });
    expect(hoursRequest({ ...hoursDraft(hours), texts: { ...hours.message, fr: '' } })).toEqual(hoursRequest(hoursDraft(hours)));
  });

  it('tell what cannot be read', () => {
    const draft = hoursDraft(hours);
    expect(wrongHours(draft)).toEqual([]);
    expect(wrongHours({ ...draft, closed_on: 'Christmas', days: { ...draft.days, friday: '8 to 12', monday: '8:00–12:00' } })).toEqual(['friday', 'closed_on']);
    expect(hoursChange({ ...draft, days: { ...draft.days, monday: '8:00–12:00' } }, hours.version).weekly).toEqual({ monday: [['08:00', '12:00']] });
  });
});

describe('an entry of the audit log', () => {
  it('shows only what is not the same before and after', () => {
    expect(changedPairs('enabled=true agent_threshold=none', 'enabled=true agent_threshold=negative')).toEqual([{ name: 'agent_threshold', before: 'none', after: 'negative' }]);
    expect(changedPairs('', 'name=second line role=agent')).toEqual([{ name: 'name', before: '', after: 'second line' }, { name: 'role', before: '', after: 'agent' }]);
    expect(changedPairs('agent1', 'agent2')).toEqual([{ name: '', before: 'agent1', after: 'agent2' }]);
    expect(changedPairs('', '')).toEqual([]);
  });

  it('tells opening hours as days and times', () => {
    const before = 'time_zone=UTC weekly=always closed_on= message=de:"Bald da.", overflow=';
    const after = 'time_zone=UTC weekly=mon:540-1050,fri:0-60,fri:480-1440, closed_on= message=de:"Bald da.", overflow=';
    expect(changedPairs(before, after)).toEqual([{ name: 'weekly', before: 'Open day and night', after: 'Mon 09:00–17:30, Fri 00:00–01:00, Fri 08:00–24:00' }]);
  });
});

describe('who may get a conversation', () => {
  const people = [
    { id: 'u1', name: 'agent1', role: 'agent' as const, presence: 'available' as const }, { id: 'u2', name: 'agent2', role: 'agent' as const, presence: 'away' as const },
    { id: 'u3', name: 'agent3', role: 'agent' as const, presence: 'available' as const }, { id: 'u4', name: 'agent4', role: 'agent' as const, disabled: true },
    { id: 'a1', name: 'admin', role: 'administrator' as const, presence: 'available' as const },
  ];

  it('are people of the queue who are not its agent, the available ones first', () => {
    expect(candidates(people, conversation('a', 1), null).map((each) => each.id)).toEqual(['u3', 'u2']);
    expect(candidates(people, conversation('a', 1, { agent: null }), 'u3').map((each) => each.id)).toEqual(['u1', 'u2']);
  });
});

describe('a routing rule', () => {
  const stored: RoutingRules = {
    version: 4,
    rulesets: [
      { name: 'mood', rules: [{ name: 'angry', if: { level_at_most: 'negative', languages: ['de'], channels: ['email', 'chat'], out_of_hours: false }, then: { queue: { id: 'q1', name: 'second' }, priority: -5, skill: 'calm' } }] },
      { name: 'all', rules: [{ name: 'rest', if: {}, then: { priority: 0 } }] },
    ],
  };

  it('goes into its form and back', () => {
    expect(requestOfRouting(draftOfRouting(stored))).toEqual([
      { name: 'mood', rules: [{ name: 'angry', if: { level_at_most: 'negative', languages: ['de'], channels: ['email', 'chat'], out_of_hours: false }, then: { queue: 'q1', priority: -5, skill: 'calm' } }] },
      { name: 'all', rules: [{ name: 'rest', if: {}, then: { priority: 0 } }] },
    ]);
  });

  it('does nothing without queue, priority and skill', () => {
    const [first, second] = draftOfRouting(stored).map((set) => set.rules[0]!);
    expect([doesNothing(first!), doesNothing(second!), doesNothing({ ...second!, priority: ' ' })]).toEqual([false, false, true]);
    expect([isWrongPriority({ ...second!, priority: '1.5' }), isWrongPriority({ ...second!, priority: '-7' })]).toEqual([true, false]);
  });

  it('is found by the field that the server names', () => {
    expect(placeOf('rulesets[1].rules[12].then.priority')).toEqual({ set: 1, rule: 12, name: 'priority' });
    expect(placeOf('rulesets[0].rules[2].languages[3]')).toEqual({ set: 0, rule: 2, name: 'languages' });
    expect(placeOf('rulesets[0].rules[2]')).toEqual({ set: 0, rule: 2, name: '' });
    expect(placeOf('rulesets[3].name')).toEqual({ set: 3, name: 'name' });
    expect(placeOf('version')).toBeNull();
  });

  it('moves up and down', () => {
    expect([moved(['a', 'b', 'c'], 2, -1), moved(['a', 'b', 'c'], 0, 1)]).toEqual([['a', 'c', 'b'], ['b', 'a', 'c']]);
  });
});
