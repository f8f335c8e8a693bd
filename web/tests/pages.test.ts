import { describe, expect, it } from 'vitest';
import { changesOf } from '../src/pages/admin/changes';
import { sessionsOf } from '../src/pages/agent/sessions';
import { windowOf } from '../src/pages/agent/window';
import { brandOf } from '../src/pages/chat/brand';
import { bytesLeft, forgetVisit, isOver, keepVisit, keptVisit, messageBytes } from '../src/pages/chat/visit';
import { findCalls, readDescription } from '../src/pages/docs/description';
import { changeOf, figuresOf, periodStart, wordsOf } from '../src/pages/insights/figures';
import { segments } from '../src/ui/marked-text';
import { conversation, message, scored } from './samples';

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
  it('sends what differs from the settings in force, nothing else', () => {
    const inForce = { enabled: true, agent_threshold: 'none', supervisor_threshold: 'negative' } as const;
    expect(changesOf(inForce, { agent_threshold: 'negative', supervisor_threshold: 'negative' })).toEqual({ agent_threshold: 'negative' });
    expect(changesOf(inForce, { enabled: false })).toEqual({ enabled: false });
    expect(changesOf(inForce, {})).toEqual({});
  });
});

describe('insights', () => {
  it('reads figures with and without a previous value', () => {
    expect(figuresOf({ a: { value: 4, previous: 5 }, b: 7, c: 'x', d: { value: null } })).toEqual([
      ['a', { value: 4, previous: 5 }], ['b', { value: 7, previous: null }], ['d', { value: null, previous: null }],
    ]);
    expect(figuresOf(null)).toEqual([]);
  });

  it('compares with the period before only where there is one', () => {
    expect(changeOf({ value: 4, previous: 5 })).toBeCloseTo(-0.2);
    expect([changeOf({ value: 4, previous: 0 }), changeOf({ value: null, previous: 3 })]).toEqual([null, null]);
  });

  it('turns names and periods into words and times', () => {
    expect(wordsOf('average_wait_seconds')).toBe('Average wait seconds');
    expect(periodStart(1, Date.parse('2026-01-02T00:00:00Z'))).toBe('2026-01-01T00:00:00.000Z');
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
