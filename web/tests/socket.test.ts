import { afterEach, describe, expect, it } from 'vitest';
import type { LiveEvent } from '../src/api/model';
import type { Lamp, LiveOptions } from '../src/live/socket';
import { EventStreamParser } from '../src/live/event-stream';
import { LiveConnection } from '../src/live/socket';
import { Desk } from './desk';
import { conversation } from './samples';

const open: { line: LiveConnection; desk: Desk }[] = [];

afterEach(async () => {
  for (const { line, desk } of open.splice(0)) {
    line.stop();
    await desk.close();
  }
});

async function start(more: Partial<LiveOptions> = {}, prepare?: (desk: Desk) => void) {
  const desk = await Desk.open();
  prepare?.(desk);
  const seen = { events: [] as LiveEvent[], buffered: [] as LiveEvent[][], lamps: [] as Lamp[], refused: [] as string[], followed: [] as string[][], snapshots: 0 };
  const line = new LiveConnection({
    address: desk.address, topics: ['me', 'queue:billing'],
    snapshot: async () => { seen.snapshots += 1; desk.changed(); },
    onEvent: (event) => { seen.events.push(event); desk.changed(); },
    onBuffered: (events) => { seen.buffered.push(events); desk.changed(); },
    onLamp: (lamp) => { seen.lamps.push(lamp); desk.changed(); },
    onRefused: (topic) => { seen.refused.push(topic); desk.changed(); },
    onFollowed: (topics) => { seen.followed.push(topics); desk.changed(); },
    timing: { firstRetry: 5, longestRetry: 20, answer: 2000 },
    ...more,
  });
  open.push({ line, desk });
  line.start();
  return { desk, line, seen };
}

const event = (version: number): LiveEvent => ({ event: 'conversation', conversation: conversation('1', version) });

describe('the live line', () => {
  it('subscribes, then fetches, then is live', async () => {
    const { desk, seen } = await start();
    await desk.until(() => seen.lamps.at(-1) === 'live');
    expect(desk.frames).toEqual([{ subscribe: ['me', 'queue:billing'] }]);
    expect(seen.snapshots).toBe(1);
    expect(seen.lamps).toEqual(['delayed', 'live']);
  });

  it('sends a visitor’s token with the first subscription', async () => {
    const { desk, seen } = await start({ token: 'secret', topics: ['conversation:1'] });
    await desk.until(() => seen.lamps.at(-1) === 'live');
    expect(desk.frames[0]).toEqual({ token: 'secret', subscribe: ['conversation:1'] });
  });

  it('holds events back until the snapshot has come, then passes on in order', async () => {
    let release = () => {};
    const fetched = new Promise<void>((resolve) => { release = resolve; });
    const { desk, seen } = await start({ snapshot: () => fetched });
    await desk.until(() => desk.frames.length === 1);
    await desk.tell(event(6));
    await desk.tell(event(7));
    expect(seen.events).toEqual([]);
    release();
    await desk.until(() => seen.buffered.length === 1);
    expect(seen.buffered[0]?.map((each) => each.conversation?.version)).toEqual([6, 7]);
    desk.send(event(8));
    await desk.until(() => seen.events.length === 1);
    expect(seen.events[0]?.conversation?.version).toBe(8);
  });

  it('comes back after the line broke, with every topic, and fetches again', async () => {
    const { desk, line, seen } = await start();
    await desk.until(() => seen.lamps.at(-1) === 'live');
    line.subscribe(['conversation:7']);
    await desk.until(() => desk.frames.length === 2);
    desk.peers[0]!.close(1013);
    await desk.until(() => desk.frames.length === 3 && seen.lamps.at(-1) === 'live');
    expect(desk.frames[2]).toEqual({ subscribe: ['me', 'queue:billing', 'conversation:7'] });
    expect(seen.snapshots).toBe(2);
    expect(seen.lamps).toEqual(['delayed', 'live', 'delayed', 'live']);
  });

  it('asks for a new topic once and tells when it is followed', async () => {
    const { desk, line, seen } = await start();
    await desk.until(() => seen.lamps.at(-1) === 'live');
    line.subscribe(['conversation:7', 'me']);
    line.subscribe(['conversation:7']);
    await desk.until(() => seen.followed.length === 1);
    expect(desk.frames.slice(1)).toEqual([{ subscribe: ['conversation:7'] }]);
    expect(seen.followed).toEqual([['conversation:7']]);
  });

  it('asks anew for a topic that was given up', async () => {
    const { desk, line, seen } = await start();
    await desk.until(() => seen.lamps.at(-1) === 'live');
    line.subscribe(['conversation:7']);
    line.unsubscribe(['conversation:7', 'conversation:8']);
    line.subscribe(['conversation:7']);
    await desk.until(() => seen.followed.length === 2);
    expect(desk.frames.slice(1)).toEqual([{ subscribe: ['conversation:7'] }, { unsubscribe: ['conversation:7'] }, { subscribe: ['conversation:7'] }]);
  });

  it('asks a silent line whether it lives, and stays where it answers', async () => {
    const { desk, seen } = await start({ timing: { silence: 5, answer: 2000 } });
    await desk.until(() => desk.frames.length >= 4);
    expect(desk.frames.slice(1, 4)).toEqual([{ subscribe: [] }, { subscribe: [] }, { subscribe: [] }]);
    expect([seen.lamps, seen.followed, seen.snapshots]).toEqual([['delayed', 'live'], [], 1]);
  });

  it('comes back where a silent line does not answer, though nothing ended it', async () => {
    const { desk, seen } = await start({ timing: { firstRetry: 5, longestRetry: 20, silence: 50, answer: 50 } });
    await desk.until(() => seen.lamps.at(-1) === 'live');
    desk.peers[0]!.pause(); // takes nothing in, answers nothing, not even the end
    await desk.until(() => desk.peers.length === 2 && seen.lamps.at(-1) === 'live');
    expect(seen.lamps).toEqual(['delayed', 'live', 'delayed', 'live']);
    expect(seen.snapshots).toBe(2);
  });

  it('names a topic that is added while the line opens in the first frame', async () => {
    const { desk, line, seen } = await start();
    line.subscribe(['conversation:7']);
    await desk.until(() => seen.lamps.at(-1) === 'live');
    expect(desk.frames).toEqual([{ subscribe: ['me', 'queue:billing', 'conversation:7'] }]);
  });

  it('fetches anew when told, and holds events back meanwhile', async () => {
    const fetches: (() => void)[] = [];
    const { desk, line, seen } = await start({ snapshot: () => new Promise<void>((resolve) => { fetches.push(resolve); desk.changed(); }) });
    await desk.until(() => fetches.length === 1);
    fetches[0]!();
    await desk.until(() => seen.lamps.at(-1) === 'live');
    line.refresh();
    await desk.tell(event(6));
    expect(seen.events).toEqual([]);
    fetches[1]!();
    await desk.until(() => seen.buffered.length === 2);
    expect(seen.buffered[1]?.map((each) => each.conversation?.version)).toEqual([6]);
  });

  it('does not ask again for a topic that was refused', async () => {
    const { desk, seen } = await start({ topics: ['me', 'queue:other'] });
    await desk.until(() => seen.lamps.at(-1) === 'live');
    expect(seen.refused).toEqual(['queue:other']);
    desk.peers[0]!.close();
    await desk.until(() => desk.frames.length === 2);
    expect(desk.frames[1]).toEqual({ subscribe: ['me'] });
  });

  it('takes the event stream where WebSockets are blocked', async () => {
    const { desk, seen } = await start({ token: 'secret' }, (each) => { each.webSockets = false; });
    await desk.until(() => seen.lamps.at(-1) === 'live');
    expect(desk.streams[0]).toEqual({ topics: 'me,queue:billing', authorization: 'Bearer secret' });
    desk.stream(event(9));
    await desk.until(() => seen.events.length === 1);
    expect(seen.events[0]?.conversation?.version).toBe(9);
  });

  it('comes back over a WebSocket, and not over a stream, where there were too many', async () => {
    const { desk, seen } = await start({}, (each) => { each.tooMany = 4; });
    await desk.until(() => seen.lamps.at(-1) === 'live');
    expect(desk.tooMany).toBe(0);
    expect(desk.peers).toHaveLength(1);
    expect(desk.streams).toEqual([]);
  });

  const blocked = (each: Desk) => { each.webSockets = false; };
  const timing = { firstRetry: 5, longestRetry: 20, answer: 2000, burst: 5 };
  const versions = (events: LiveEvent[]) => events.map((each) => each.conversation?.version);

  it('follows a burst of topics on one stream that takes the place of the first, fetches nothing anew and hears everything once', async () => {
    const { desk, line, seen } = await start({ timing: { ...timing, overlap: 60000 } }, blocked);
    await desk.until(() => seen.lamps.at(-1) === 'live');
    const before = [seen.snapshots, [...seen.lamps]];
    line.subscribe(['conversation:7']);
    line.subscribe(['conversation:8', 'me']);
    await desk.until(() => seen.followed.length === 1);
    expect(seen.followed).toEqual([['conversation:7', 'conversation:8']]);
    expect(desk.streams.map(({ topics }) => topics)).toEqual(['me,queue:billing', 'me,queue:billing,conversation:7,conversation:8']);
    desk.stream(event(9), 0);
    await desk.until(() => seen.events.length === 1);
    desk.stream(event(9), 1);
    desk.stream(event(10), 1);
    await desk.until(() => seen.events.length === 2);
    desk.stream(event(10), 0);
    desk.stream(event(11), 0);
    await desk.until(() => seen.events.length === 3);
    expect(versions(seen.events)).toEqual([9, 10, 11]);
    expect([seen.snapshots, seen.lamps]).toEqual(before);
  });

  it('leaves the first stream after a while, and follows what was added meanwhile', async () => {
    const { desk, line, seen } = await start({ timing: { ...timing, overlap: 5 } }, blocked);
    await desk.until(() => seen.lamps.at(-1) === 'live');
    const before = [seen.snapshots, [...seen.lamps]];
    line.subscribe(['conversation:7']);
    await desk.until(() => desk.streams.length === 2);
    line.subscribe(['conversation:8']);
    await desk.until(() => seen.followed.length === 2 && desk.closed === 2);
    expect(seen.followed).toEqual([['conversation:7'], ['conversation:8']]);
    desk.stream(event(9));
    await desk.until(() => seen.events.length === 1);
    expect([seen.snapshots, seen.lamps]).toEqual(before);
  });

  it('opens another stream for a topic that was given up and is followed again', async () => {
    const { desk, line, seen } = await start({ timing: { ...timing, overlap: 5 } }, blocked);
    await desk.until(() => seen.lamps.at(-1) === 'live');
    for (const times of [1, 2]) {
      line.subscribe(['conversation:7']);
      await desk.until(() => seen.followed.length === times && desk.closed === times);
      line.unsubscribe(['conversation:7']);
    }
    line.subscribe(['conversation:8']);
    await desk.until(() => seen.followed.length === 3);
    expect(desk.streams.map(({ topics }) => topics?.slice('me,queue:billing'.length))).toEqual(['', ',conversation:7', ',conversation:7', ',conversation:8']);
  });

  it('comes back over a stream that falls silent', async () => {
    const { desk, seen } = await start({ timing: { ...timing, answer: 200, streamSilence: 20 } }, blocked);
    await desk.until(() => desk.streams.length === 2 && seen.lamps.at(-1) === 'live');
    expect(seen.lamps.filter((lamp) => lamp === 'live')).toHaveLength(2);
  });

  it('comes back over a stream whose first fetch failed', async () => {
    const streams: unknown[] = [];
    const snapshot = () => (streams.length === 1 ? Promise.reject(new Error('no answer')) : Promise.resolve());
    const { desk, seen } = await start({ snapshot }, (each) => Object.assign(each, { webSockets: false, streams }));
    await desk.until(() => seen.lamps.at(-1) === 'live');
    expect(streams).toHaveLength(2);
  });

  it('begins anew and fetches where the wider stream is refused', async () => {
    const { desk, line, seen } = await start({ timing: { ...timing, overlap: 5 } }, blocked);
    await desk.until(() => seen.lamps.at(-1) === 'live');
    desk.streamsAnswer = false;
    line.subscribe(['conversation:7']);
    await desk.until(() => seen.lamps.at(-1) !== 'live' && desk.closed === 1);
    desk.streamsAnswer = true;
    await desk.until(() => seen.lamps.at(-1) === 'live');
    expect(desk.streams.at(-1)?.topics).toBe('me,queue:billing,conversation:7');
    expect(seen.snapshots).toBeGreaterThan(1);
  });

  it('says offline when nothing answers, and stops when told', async () => {
    const { desk, line, seen } = await start({ snapshot: () => Promise.reject(new Error('no answer')) });
    await desk.until(() => seen.lamps.includes('offline'));
    line.stop();
    const before = desk.frames.length;
    expect(seen.lamps).not.toContain('live');
    line.reconnect();
    expect(desk.frames.length).toBe(before);
  });
});

describe('the event stream parser', () => {
  it('puts data together across chunks, lines and line ends', () => {
    const parser = new EventStreamParser();
    expect(parser.feed('data: {"a"')).toEqual([]);
    expect(parser.feed(':1}\r\n\r\ndata: x\ndata:y\n\n: comment\n\nevent: e\n')).toEqual(['{"a":1}', 'x\ny']);
    expect(parser.feed('data: z\n\n')).toEqual(['z']);
  });
});
