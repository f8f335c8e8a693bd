import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api } from '../src/api/client';
import type { Alert, Conversation, LiveEvent } from '../src/api/model';
import { focusOn, followQueues, goLive, loadTranscript, noteSent, onReturn, useLive } from '../src/live/store';
import { Desk } from './desk';
import { alert, conversation, message } from './samples';

/** What the page would fetch. */
let listed: Conversation[];
let alerts: Alert[];
let desk: Desk;
let leave: () => void;
/** What the browser tells the page, by name. */
const told = new Map<string, () => void>();

beforeEach(async () => {
  desk = await Desk.open();
  listed = [];
  alerts = [];
  vi.stubGlobal('window', { location: { href: desk.address }, addEventListener: (name: string, hear: () => void) => told.set(name, hear), removeEventListener: () => undefined });
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => undefined, removeEventListener: () => undefined });
  vi.spyOn(api, 'conversations').mockImplementation(() => Promise.resolve(listed));
  vi.spyOn(api, 'conversation').mockImplementation((key) => Promise.resolve(listed.find((each) => each.id === key)!));
  vi.spyOn(api, 'runningAlerts').mockImplementation(() => Promise.resolve(alerts));
  vi.spyOn(api, 'alertPage').mockImplementation(() => Promise.resolve({ items: alerts, next: null }));
  useLive.subscribe(() => desk.changed());
});

afterEach(async () => {
  leave();
  focusOn(null);
  await desk.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const isLive = () => useLive.getState().lamp === 'live';
const rows = () => Object.keys(useLive.getState().conversations);
const changed = (conversation: Conversation): LiveEvent => ({ event: 'conversation', conversation });
const colleague = { id: 'u2', name: 'agent2' };

async function open(role: 'agent' | 'supervisor'): Promise<void> {
  leave = goLive({ id: 'u1', followsOwn: role === 'agent' });
  followQueues(['q1']);
  await desk.until(isLive);
}

/** The line breaks and stands again. */
async function comeBack(): Promise<void> {
  told.get('online')!();
  await desk.until(isLive);
}

/** Lists that are asked for are answered one by one. */
function answers(): ((list: Conversation[]) => void)[] {
  const waiting: ((list: Conversation[]) => void)[] = [];
  vi.mocked(api.conversations).mockImplementation(() => new Promise((resolve) => {
    waiting.push(resolve);
    desk.changed();
  }));
  return waiting;
}

describe('an agent’s page', () => {
  for (const focused of [null, '1']) {
    it(`gives up what a colleague has and follows it anew when it comes back${focused ? ', also in focus' : ''}`, async () => {
      listed = [conversation('1', 1)];
      await open('agent');
      focusOn(focused);
      await desk.until(() => desk.frames.length === 2);
      await desk.tell(changed(conversation('1', 2, { agent: colleague })));
      await desk.until(() => desk.frames.length === 3);
      expect(rows()).toEqual(focused ? ['1'] : []);
      await desk.tell(changed(conversation('1', 3)));
      await desk.until(() => desk.frames.length === 4);
      expect(desk.frames.slice(1)).toEqual([{ subscribe: ['conversation:1'] }, { unsubscribe: ['conversation:1'] }, { subscribe: ['conversation:1'] }]);
    });
  }

  it('gives up what has closed, as soon as nobody looks at it', async () => {
    listed = [conversation('1', 1), conversation('2', 1)];
    await open('agent');
    focusOn('2');
    await desk.tell(changed(conversation('1', 2, { state: 'closed' })));
    await desk.tell(changed(conversation('2', 2, { state: 'closed' })));
    focusOn(null);
    await desk.until(() => desk.frames.length === 4);
    expect(desk.frames.slice(2)).toEqual([{ unsubscribe: ['conversation:1'] }, { unsubscribe: ['conversation:2'] }]);
    expect(rows()).toEqual(['1', '2']);
  });
});

describe('a list that is fetched again', () => {
  it('after a change of the settings keeps what began meanwhile', async () => {
    listed = [conversation('1', 1)];
    await open('supervisor');
    const asked = answers();
    desk.send({ event: 'settings' });
    await desk.until(() => asked.length === 1);
    await desk.tell(changed(conversation('2', 1)));
    asked[0]!([conversation('1', 2)]);
    await desk.until(() => useLive.getState().conversations['1']?.version === 2);
    await desk.until(() => rows().length === 2);
  });

  it('is dropped where a later one has come', async () => {
    await open('supervisor');
    const asked = answers();
    told.get('online')!();
    await desk.until(() => asked.length === 1);
    told.get('online')!();
    await desk.until(() => asked.length === 2);
    asked[1]!([conversation('1', 1), conversation('2', 1)]);
    await desk.until(isLive);
    asked[0]!([conversation('1', 1)]);
    await vi.waitFor(() => vi.mocked(api.conversations).mock.results[1]!.value as Promise<unknown>);
    expect(rows()).toEqual(['1', '2']);
  });

  it('keeps what is looked at, and fetches by itself how it ended', async () => {
    listed = [conversation('1', 1), conversation('2', 1)];
    await open('supervisor');
    focusOn('1');
    listed = [];
    vi.mocked(api.conversation).mockResolvedValue(conversation('1', 2, { state: 'closed' }));
    await comeBack();
    await desk.until(() => useLive.getState().conversations['1']?.state === 'closed');
    expect(rows()).toEqual(['1']);
  });
});

describe('other queues', () => {
  const inOther = conversation('2', 1, { queue: { id: 'q2', name: 'support' } });

  it('are followed over the line that runs, and what is shown stays until the new list has come', async () => {
    listed = [conversation('1', 1), conversation('3', 1)];
    await open('supervisor');
    focusOn('1');
    const seen = new Set<string>();
    const deaf = useLive.subscribe(({ lamp, loaded, conversations }) => seen.add(`${lamp} ${loaded} ${'1' in conversations}`));
    listed = [conversation('1', 1), inOther];
    followQueues(['q1', 'q2']);
    await desk.until(() => rows().join() === '1,2');
    followQueues(['q2']);
    await desk.until(() => desk.frames.length === 3);
    deaf();
    expect(desk.frames).toEqual([{ subscribe: ['me', 'queue:q1'] }, { subscribe: ['queue:q2'] }, { unsubscribe: ['queue:q1'] }]);
    expect([...seen]).toEqual(['live true true']);
    expect(desk.peers).toHaveLength(1);
  });

  it('are fetched once more where a list of before is on its way', async () => {
    await open('supervisor');
    const asked = answers();
    desk.send({ event: 'settings' });
    await desk.until(() => asked.length === 1);
    followQueues(['q1', 'q2']);
    await desk.until(() => desk.frames.length === 2);
    await desk.tell(changed(conversation('1', 1)));
    asked[0]!([]);
    await desk.until(() => asked.length === 2);
    asked[1]!([inOther, conversation('1', 1)]);
    await desk.until(() => rows().join() === '1,2');
  });
});

describe('a transcript that could not be loaded', () => {
  const write = () => noteSent('1', { id: '9' }, { text: 'I am here.', client_id: 'c9', written_at: '2026-01-01T10:09:00.000Z' });
  const transcript = () => useLive.getState().transcripts['1'];

  beforeEach(async () => {
    listed = [conversation('1', 1)];
    await open('agent');
    vi.spyOn(api, 'points').mockResolvedValue([]);
  });

  for (const when of ['after', 'before'] as const) {
    it(`says so also where a message was written ${when} it failed, and is whole once it has come`, async () => {
      let fail = () => {};
      vi.spyOn(api, 'messages').mockReturnValueOnce(new Promise((_, reject) => { fail = () => reject(new Error('no answer')); })).mockResolvedValueOnce([message('1')]);
      const loading = loadTranscript('1');
      if (when === 'before') write();
      fail();
      await loading;
      if (when === 'after') write();
      expect(transcript()).toMatchObject({ status: 'failed', messages: [{ id: '9' }] });
      await loadTranscript('1');
      expect(transcript()).toMatchObject({ status: 'ready', messages: [{ id: '1' }, { id: '9' }] });
    });
  }
});

describe('a line that was down', () => {
  const raised = (id: string, popped_up = true) => alert(id, '1', { told: [{ user: { id: 'u1', name: 'supervisor1' }, popped_up }] });
  const pops = () => useLive.getState().pops.map((each) => each.alert.id);

  it('tells a supervisor of the alerts that were raised meanwhile, and only of those', async () => {
    alerts = [raised('a1')];
    await open('supervisor');
    await desk.tell({ event: 'alert', alert: raised('a2'), notify: false });
    alerts = [raised('a5'), raised('a4', false), raised('a3'), raised('a2'), raised('a1')];
    await comeBack();
    expect(pops()).toEqual(['a3', 'a5']);
  });

  it('shows nothing more of the alerts that others answered meanwhile', async () => {
    await open('supervisor');
    await desk.tell({ event: 'alert', alert: raised('a1'), notify: true });
    await desk.tell({ event: 'alert', alert: raised('a2'), notify: true });
    expect(pops()).toEqual(['a1', 'a2']);
    alerts = [raised('a2')];
    await comeBack();
    expect(pops()).toEqual(['a2']);
  });

  it('is told to those who fetch by themselves, when it stands again', async () => {
    let times = 0;
    const deaf = onReturn(() => { times += 1; });
    await open('supervisor');
    expect(times).toBe(0);
    await comeBack();
    expect(times).toBe(1);
    deaf();
  });
});
