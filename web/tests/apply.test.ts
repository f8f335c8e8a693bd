import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '../src/api/model';
import {
  apply, applyBuffered, applyFetched, applyFocus, applyGone, applyMissedAlerts, applyOpenAlerts, applyOwn, applySnapshot, applyTranscript, applyWrapUp, closedKept, codeOf, emptyState, mergeMessages,
  messagesKept, popsKept, readNow, withoutHere, withoutPop,
} from '../src/live/apply';
import type { LiveState } from '../src/live/apply';
import { valuesOf } from '../src/staff/notification';
import { alert, conversation, message, scored } from './samples';

const withOne: LiveState = applySnapshot(emptyState, [conversation('1', 5)]);

describe('levels', () => {
  it('gives every level the code that is stored and exchanged', () => {
    expect(['none', 'very_negative', 'negative', 'slightly_negative', 'neutral', 'slightly_positive', 'positive', 'very_positive'].map(codeOf))
      .toEqual([0, 7, 8, 9, 10, 11, 12, 13]);
    expect(codeOf(undefined)).toBe(0);
  });
});

describe('versions', () => {
  it('takes a newer conversation over', () => {
    const state = apply(withOne, { event: 'level', conversation: conversation('1', 6, { level: 'negative' }) });
    expect(state.conversations['1']?.level).toBe('negative');
    expect(state.gaps).toEqual([]);
  });

  it('drops an older one', () => {
    const state = apply(withOne, { event: 'level', conversation: conversation('1', 4, { level: 'negative' }) });
    expect(state.conversations['1']?.level).toBe('neutral');
  });

  it('takes several events of one change, which share a version', () => {
    let state = apply(withOne, { event: 'message', conversation: conversation('1', 6), message: message('1') });
    state = apply(state, { event: 'level', conversation: conversation('1', 6, { level: 'positive' }) });
    expect(state.conversations['1']?.level).toBe('positive');
    expect(state.unread['1']).toBe(1);
  });

  it('asks for a fetch when the version jumps by more than one, once', () => {
    let state = apply(withOne, { event: 'level', conversation: conversation('1', 8) });
    state = apply(state, { event: 'level', conversation: conversation('1', 11) });
    expect(state.gaps).toEqual(['1']);
    expect(applyFetched(state, conversation('1', 11)).gaps).toEqual([]);
  });

  it('asks for a fetch when the conversation went to another queue, and forgets it when it is out of reach', () => {
    const moved = conversation('1', 6, { queue: { id: 'elsewhere', name: 'elsewhere' } });
    const state = apply(withOne, { event: 'conversation', conversation: moved });
    expect(state.gaps).toEqual(['1']);
    expect(applyFetched(state, moved).gaps).toEqual([]);
    const gone = applyGone(state, '1');
    expect(gone.gaps).toEqual([]);
    expect(gone.conversations).toEqual({});
  });

  it('takes over what a queue is called and its units now, without a version and for all its conversations', () => {
    const other = conversation('2', 3, { queue: { id: 'q2', name: 'support' } });
    const known = apply(applySnapshot(emptyState, [conversation('1', 5), other]), { event: 'alert', alert: alert('a', '1', { notify: true }), conversation: conversation('1', 5) });
    const state = apply(known, { event: 'settings', queue: { id: 'q1', name: 'invoices', units: 3 } });
    expect(state.conversations['1']).toEqual(conversation('1', 5, { queue: { id: 'q1', name: 'invoices' }, units: 3 }));
    expect(state.conversations['2']).toEqual(other);
    expect(valuesOf(state.pops[0]!)['queueName']).toBe('invoices');
    expect(applyBuffered(known, [{ event: 'settings', queue: { id: 'q1', name: 'invoices', units: 3 } }]).conversations).toEqual(state.conversations);
  });

  it('does not call a conversation seen for the first time a gap', () => {
    const state = apply(emptyState, { event: 'conversation', conversation: conversation('9', 40) });
    expect(state.gaps).toEqual([]);
    expect(state.conversations['9']?.version).toBe(40);
  });

  it('keeps what is newer than a fetched conversation', () => {
    const state = applyFetched(applySnapshot(emptyState, [conversation('1', 9)]), conversation('1', 7, { level: 'negative' }));
    expect(state.conversations['1']?.version).toBe(9);
  });

  it('still hears an alert whose conversation is older than what is known', () => {
    const state = apply(withOne, { event: 'alert', conversation: conversation('1', 4), alert: alert('a', '1', { notify: true }) });
    expect(state.pops).toHaveLength(1);
  });
});

describe('snapshot and buffered events', () => {
  it('equals a fresh fetch after the events of the time between', () => {
    const events: LiveEvent[] = [
      { event: 'message', conversation: conversation('1', 6), message: message('1') },
      { event: 'level', conversation: conversation('1', 7, { level: 'negative' }) },
      { event: 'conversation', conversation: conversation('2', 1, { state: 'open', agent: null }) },
    ];
    const refetched = applySnapshot(emptyState, [conversation('1', 7, { level: 'negative' }), conversation('2', 1, { state: 'open', agent: null })]);
    const played = events.reduce(apply, withOne);
    expect(played.conversations).toEqual(refetched.conversations);
    expect(applyBuffered(applySnapshot(emptyState, [conversation('1', 6)]), events).conversations).toEqual(refetched.conversations);
  });

  it('does not count a message twice that the snapshot already holds', () => {
    const state = applyBuffered(withOne, [{ event: 'message', conversation: conversation('1', 5), message: message('1') }]);
    expect(state.unread['1']).toBeUndefined();
  });

  it('completes an open transcript from a buffered message that the snapshot already counts', () => {
    const open = applyTranscript(withOne, '1', [message('1')], []);
    const state = applyBuffered(open, [{ event: 'message', conversation: conversation('1', 5), message: message('2') }]);
    expect(state.transcripts['1']?.messages.map((each) => each.id)).toEqual(['1', '2']);
  });

  it('forgets conversations that the list no longer has, with their marks', () => {
    let state = apply(withOne, { event: 'alert', conversation: conversation('1', 6), alert: alert('a', '1', { audience: 'agent' }) });
    state = apply(state, { event: 'message', conversation: conversation('1', 7), message: message('1') });
    const after = applySnapshot(state, [conversation('2', 1)]);
    expect(Object.keys(after.conversations)).toEqual(['2']);
    expect(after.attention).toEqual({});
    expect(after.unread).toEqual({});
  });
});

describe('transcripts', () => {
  const open = applyTranscript(withOne, '1', [message('1')], []);

  it('adds a message once, in the order of time', () => {
    let state = apply(open, { event: 'message', conversation: conversation('1', 6), message: message('3') });
    state = apply(state, { event: 'message', conversation: conversation('1', 7), message: message('2') });
    state = apply(state, { event: 'message', conversation: conversation('1', 7), message: message('2') });
    expect(state.transcripts['1']?.messages.map((each) => each.id)).toEqual(['1', '2', '3']);
  });

  it('adds a point for a scored message and none for one without score', () => {
    let state = apply(open, { event: 'message', conversation: conversation('1', 6, { level: 'negative', pulse: 22 }), message: scored('2', 'negative', 22) });
    state = apply(state, { event: 'message', conversation: conversation('1', 7, { level: 'negative', pulse: 22 }), message: scored('3', 'none', null) });
    expect(state.points['1']).toEqual([{ at: scored('2', 'negative', 22).created_at, message: '2', level: 'negative', code: 8, pulse: 22 }]);
  });

  it('adds points also for rows whose transcript nobody has opened', () => {
    const state = apply(withOne, { event: 'message', conversation: conversation('1', 6, { level: 'negative', pulse: 22 }), message: scored('2', 'negative', 22) });
    expect(state.points['1']).toHaveLength(1);
    expect(state.transcripts).toEqual({});
  });

  it('keeps a reading that came before the message without it', () => {
    expect(mergeMessages([scored('1', 'negative', 20)], [message('1')])[0]?.reading?.pulse).toBe(20);
  });

  it('leaves transcripts alone that nobody has opened', () => {
    expect(apply(withOne, { event: 'message', conversation: conversation('1', 6), message: message('1') }).transcripts).toEqual({});
  });

  it('keeps the latest messages of a very long one', () => {
    const many = Array.from({ length: messagesKept + 20 }, (_, index) =>
      message(`m${index}`, { created_at: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString() }));
    const kept = mergeMessages([], many);
    expect(kept).toHaveLength(messagesKept);
    expect(kept.at(-1)?.id).toBe(`m${messagesKept + 19}`);
  });
});

describe('unread messages (D8)', () => {
  it('counts customer messages out of focus', () => {
    let state = apply(withOne, { event: 'message', conversation: conversation('1', 6), message: message('1') });
    state = apply(state, { event: 'message', conversation: conversation('1', 7), message: message('2') });
    expect(state.unread['1']).toBe(2);
  });

  it('counts neither the agent nor the conversation in focus', () => {
    const focused = applyFocus(withOne, '1');
    expect(apply(focused, { event: 'message', conversation: conversation('1', 6), message: message('1') }).unread).toEqual({});
    expect(apply(withOne, { event: 'message', conversation: conversation('1', 6), message: message('1', { sender: 'agent' }) }).unread).toEqual({});
  });

  it('comes from the server for one\'s own conversations, so that it is there after a reload or a lost line', () => {
    const fetched = applySnapshot(emptyState, [conversation('1', 5, { unread: 3 }), conversation('2', 5)]);
    expect(fetched.unread).toEqual({ 1: 3 });
    const counted = apply(fetched, { event: 'message', conversation: conversation('1', 6), message: message('1') });
    expect(counted.unread['1']).toBe(4);
    expect(applySnapshot(counted, [conversation('1', 5, { unread: 3 })]).unread['1']).toBe(4);
    expect(applyFetched(counted, conversation('1', 7, { unread: 0 })).unread).toEqual({});
    expect(applySnapshot(applyFocus(emptyState, '1'), [conversation('1', 5, { unread: 3 })]).unread).toEqual({});
  });

  it('vanishes when the agent has read in another window', () => {
    const state = apply(withOne, { event: 'message', conversation: conversation('1', 6), message: message('1') });
    expect(apply(state, { event: 'read', by: 'customer', conversation: conversation('1', 7) }).unread['1']).toBe(1);
    expect(apply(state, { event: 'read', by: 'agent', conversation: conversation('1', 7) }).unread).toEqual({});
  });

  it('is told to the server once the agent looks: the latest update, if that is news', () => {
    const open = applyTranscript(applyFocus(withOne, '1'), '1', [message('1'), message('2'), message('3', { sender: 'agent' })], []);
    expect(readNow(open, 'u1')).toEqual({ conversation: '1', message: '2' });
    expect(readNow(open, 'u2')).toBeUndefined();
    expect(readNow(applyFocus(open, null), 'u1')).toBeUndefined();
    expect(readNow(applyFetched(open, conversation('1', 6, { read_by_agent: '2' })), 'u1')).toBeUndefined();
    expect(readNow(applyFetched(open, conversation('1', 6, { awaiting_acceptance: true })), 'u1')).toBeUndefined();
  });

  it('vanishes when the session gets the focus', () => {
    const state = apply(withOne, { event: 'message', conversation: conversation('1', 6), message: message('1') });
    expect(applyFocus(state, '1').unread).toEqual({});
  });
});

describe('agent alerts (D2, D6, D9)', () => {
  const raised: LiveEvent = {
    event: 'alert', conversation: conversation('1', 6, { level: 'negative' }), alert: alert('a', '1', { audience: 'agent', notify: true }),
  };

  it('marks a session out of focus and pops nothing up', () => {
    const state = apply(withOne, raised);
    expect(state.attention['1']?.id).toBe('a');
    expect(state.pops).toEqual([]);
  });

  it('shows itself inside the conversation in focus, without a mark', () => {
    const state = apply(applyFocus(withOne, '1'), raised);
    expect(state.attention).toEqual({});
    expect(state.here['1']?.id).toBe('a');
  });

  it('leaves other sessions alone', () => {
    const state = apply(applyFocus(applySnapshot(emptyState, [conversation('1', 5), conversation('2', 3)]), '2'), raised);
    expect(Object.keys(state.attention)).toEqual(['1']);
    expect(state.here).toEqual({});
  });

  it('vanishes with the focus', () => {
    expect(applyFocus(apply(withOne, raised), '1').attention).toEqual({});
  });

  it('vanishes when the level rises above the threshold, not before', () => {
    const marked = apply(withOne, raised);
    expect(apply(marked, { event: 'level', conversation: conversation('1', 7, { level: 'very_negative' }) }).attention['1']).toBeDefined();
    expect(apply(marked, { event: 'level', conversation: conversation('1', 7, { level: 'slightly_negative' }) }).attention['1']).toBeUndefined();
  });

  it('comes back after a reload while it holds and nobody has looked', () => {
    const state = applySnapshot(emptyState, [conversation('1', 6, { level: 'negative' }), conversation('2', 2, { level: 'positive' })]);
    const open = [alert('a', '1', { audience: 'agent' }), alert('b', '2', { audience: 'agent' })];
    expect(Object.keys(applyOpenAlerts(state, { items: open, from: '' }, new Set()).attention)).toEqual(['1']);
    expect(applyOpenAlerts(state, { items: open, from: '' }, new Set(['a'])).attention).toEqual({});
  });

  it('is gone when the level rose, or the alert was handled, while nothing was told', () => {
    const low = conversation('1', 6, { level: 'negative' });
    for (const marked of [apply(withOne, raised), apply(applyFocus(withOne, '1'), raised)]) {
      const marks = (state: LiveState) => Object.keys({ ...state.attention, ...state.here });
      expect(marks(applySnapshot(marked, [low]))).toEqual(['1']);
      expect(marks(applySnapshot(marked, [conversation('1', 9, { level: 'positive' })]))).toEqual([]);
      expect(marks(applyOpenAlerts(applySnapshot(marked, [low]), { items: [raised.alert!], from: '' }, new Set()))).toEqual(['1']);
      expect(marks(applyOpenAlerts(applySnapshot(marked, [low]), { items: [], from: '' }, new Set()))).toEqual([]);
      expect(marks(applyOpenAlerts(applySnapshot(marked, [low]), { items: [], from: 'b' }, new Set()))).toEqual(['1']); // the list does not go that far
    }
  });
});

describe('notifications (E1, E6, E11)', () => {
  const event = (more: Partial<LiveEvent['alert']> = {}): LiveEvent => ({
    event: 'alert', conversation: conversation('1', 6, { level: 'negative' }), message: message('7'), alert: alert('a', '1', { notify: true, ...more }),
  });

  it('pop up with the words that raised them', () => {
    expect(apply(withOne, event()).pops).toMatchObject([{ alert: { id: 'a' }, words: 'words of 7' }]);
  });

  it('find the words where the alert names the message that came just before', () => {
    let state = apply(withOne, { event: 'message', conversation: conversation('1', 6), message: message('7') });
    const bare: LiveEvent = { event: 'alert', conversation: conversation('1', 6), alert: alert('a', '1', { notify: true, message: '7' }) };
    expect(apply(state, bare).pops[0]?.words).toBe('words of 7');
    state = apply(state, { event: 'message', conversation: conversation('1', 7), message: message('8') });
    expect(apply(state, bare).pops[0]?.words).toBeUndefined();
  });

  it('tell of the conversation as it now is', () => {
    const state = apply(apply(withOne, event()), { event: 'level', conversation: conversation('1', 7, { level: 'slightly_positive', agent: { id: 'u2', name: 'agent2' } }) });
    expect(valuesOf(state.pops[0]!)).toMatchObject({ level: 'Slightly positive', agentName: 'agent2' });
    const fetched = applySnapshot(state, [conversation('1', 8, { level: 'neutral', agent: null })]);
    expect(valuesOf(fetched.pops[0]!)).toMatchObject({ level: 'Neutral', agentName: 'No agent' });
  });

  it('go when monitoring is switched off, and with what one may no longer see', () => {
    const state = apply(withOne, event());
    expect(apply(state, { event: 'conversation', conversation: conversation('1', 7, { monitored: false }) }).pops).toEqual([]);
    expect(applySnapshot(state, [conversation('1', 7, { monitored: false })]).pops).toEqual([]);
    expect(applyGone(state, '1').pops).toEqual([]);
  });

  it('stay in the inbox without notify', () => {
    expect(apply(withOne, event({ notify: false })).pops).toEqual([]);
  });

  it('pop up once for each alert, and learn who took it', () => {
    const state = apply(apply(withOne, event()), event({ taken_by: { id: 'u5', name: 'supervisor' }, notify: false }));
    expect(state.pops).toHaveLength(1);
    expect(state.pops[0]?.alert.taken_by?.name).toBe('supervisor');
  });

  it('do not come back when one has pressed Monitor and the server tells who took it', () => {
    const state = withoutPop(apply(withOne, event()), 'a');
    expect(apply(state, event({ taken_by: { id: 'u5', name: 'supervisor' } })).pops).toEqual([]);
  });

  it('go when someone has answered, and when ignored here', () => {
    const state = apply(withOne, event());
    expect(apply(state, event({ state: 'ignored' })).pops).toEqual([]);
    expect(withoutPop(state, 'a').pops).toEqual([]);
  });

  it('go, or tell who took them, as it happened while nothing was told', () => {
    const state = [alert('a', '1'), alert('b', '1'), alert('c', '1')].reduce((before, each) => apply(before, { event: 'alert', alert: { ...each, notify: true } }), withOne);
    const after = applyMissedAlerts(state, { items: [alert('c', '1', { taken_by: { id: 'u5', name: 'supervisor' } })], from: 'b' }, 'u1');
    expect(after.pops.map(({ alert: { id, taken_by } }) => [id, taken_by?.name])).toEqual([['a', undefined], ['c', 'supervisor']]);
    expect(applyMissedAlerts(state, { items: [], from: '' }, 'u1').pops).toEqual([]);
  });

  it('are bounded', () => {
    let state = withOne;
    for (let count = 0; count < popsKept + 10; count += 1) {
      state = apply(state, { event: 'alert', conversation: conversation('1', 6), alert: alert(`a${count}`, '1', { notify: true }) });
    }
    expect(state.pops).toHaveLength(popsKept);
  });
});

describe('a conversation in focus that is not listed any more', () => {
  it('stays with its transcript, and is fetched by itself', () => {
    const closed = apply(applyTranscript(applyFocus(withOne, '1'), '1', [message('1')], []), { event: 'conversation', conversation: conversation('1', 6, { state: 'closed' }) });
    const state = applySnapshot(closed, [conversation('2', 1)]);
    expect(Object.keys(state.conversations)).toEqual(['1', '2']);
    expect(state.transcripts['1']?.messages).toHaveLength(1);
    expect(state.gaps).toEqual(['1']);
    expect(applySnapshot(applyFocus(closed, null), []).conversations).toEqual({});
  });
});

describe('bounds', () => {
  it('forgets the conversations that closed longest ago, with all that is known of them', () => {
    let state = applySnapshot(emptyState, [conversation('first', 5)]);
    for (let count = 0; count < closedKept + 30; count += 1) {
      const key = `c${count}`;
      state = apply(state, { event: 'message', conversation: conversation(key, 2, { level: 'negative', pulse: 22 }), message: scored(key, 'negative', 22) });
      state = apply(state, { event: 'conversation', conversation: conversation(key, 3, { state: 'closed' }) });
    }
    state = apply(state, { event: 'conversation', conversation: conversation('first', 6, { state: 'closed' }) });
    expect(Object.keys(state.conversations)).toHaveLength(closedKept);
    for (const record of [state.points, state.words, state.unread]) expect(Object.keys(record)).toHaveLength(closedKept - 1);
    expect(state.conversations).not.toHaveProperty('c30');
    expect(state.conversations).toHaveProperty('c31');
    expect(state.conversations).toHaveProperty('first');
  });

  it('forgets on an agent’s page what a colleague has, unless it is in focus', () => {
    const other = { agent: { id: 'u2', name: 'agent2' } };
    const asked = { ...other, participants: [{ user: { id: 'u1', name: 'agent1' }, mode: 'consult' as const }] };
    const state = applySnapshot(emptyState, [
      conversation('own', 1), conversation('open', 1, { state: 'open', agent: null }), conversation('asked', 1, asked), conversation('lost', 1, other), conversation('seen', 1, other),
    ]);
    expect(Object.keys(applyOwn(applyFocus(state, 'seen'), 'u1').conversations)).toEqual(['own', 'open', 'asked', 'seen']);
  });
});

describe('what a page itself tells', () => {
  it('takes the alert out of the conversation in which it was dismissed, and out of no other', () => {
    const here = { 1: alert('a', '1', { audience: 'agent' }), 2: alert('b', '2', { audience: 'agent' }) };
    expect(withoutHere({ ...withOne, here }, '1').here).toEqual({ 2: here[2] });
  });

  it('puts a stored wrap-up on the conversation, where that is known', () => {
    const wrapUp = { note: 'Sent the invoice again.', codes: ['refund'] };
    expect(applyWrapUp(withOne, '1', wrapUp).conversations['1']?.wrap_up).toEqual(wrapUp);
    expect(applyWrapUp(withOne, '2', wrapUp)).toBe(withOne);
  });
});
