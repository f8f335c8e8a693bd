import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openEventStream } from '../src/live/event-stream';
import { Pulse } from '../src/live/pulse';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the pulse of a line', () => {
  const watched = () => {
    const seen = { asked: 0, dead: 0 };
    const pulse = new Pulse({ silence: 25000, answer: 8000 }, () => { seen.asked += 1; }, () => { seen.dead += 1; });
    pulse.heard();
    return { pulse, seen };
  };

  it('asks when nothing was heard for a while, and ends what does not answer, once', () => {
    const { seen } = watched();
    vi.advanceTimersByTime(24999);
    expect(seen).toEqual({ asked: 0, dead: 0 });
    vi.advanceTimersByTime(1);
    expect(seen).toEqual({ asked: 1, dead: 0 });
    vi.advanceTimersByTime(8000);
    expect(seen).toEqual({ asked: 1, dead: 1 });
    vi.advanceTimersByTime(100000);
    expect(seen).toEqual({ asked: 1, dead: 1 });
  });

  it('begins anew with whatever is heard, and ends with the line', () => {
    const { pulse, seen } = watched();
    for (let times = 0; times < 3; times += 1) {
      vi.advanceTimersByTime(25000 + 7000);
      pulse.heard();
    }
    expect(seen).toEqual({ asked: 3, dead: 0 });
    pulse.stop();
    vi.advanceTimersByTime(100000);
    expect(seen).toEqual({ asked: 3, dead: 0 });
  });

  it('asks once more where the machine slept while the answer came, and then judges', () => {
    const { pulse, seen } = watched();
    vi.advanceTimersByTime(25000);
    vi.setSystemTime(Date.now() + 3600000);
    vi.advanceTimersByTime(8000);
    expect(seen).toEqual({ asked: 2, dead: 0 });
    pulse.heard();
    vi.advanceTimersByTime(25000);
    for (let times = 0; times < 2; times += 1) {
      vi.setSystemTime(Date.now() + 60000); // as in a tab whose timers are held back
      vi.advanceTimersByTime(8000);
    }
    expect(seen).toEqual({ asked: 4, dead: 1 });
  });
});

describe('an event stream', () => {
  it('lives by the comments of its heartbeat, and ends where they stay away', async () => {
    let writer: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: (controller) => { writer = controller; } });
    vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
      signal!.addEventListener('abort', () => writer.error(new Error('aborted')));
      return Promise.resolve(new Response(body));
    });
    let ended = false;
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    openEventStream('http://desk/live', ['me'], undefined, { answer: 8000, streamSilence: 60000 }, { onOpen: () => undefined, onData: () => undefined, onEnd: () => { ended = true; } });
    await settled();
    for (let beats = 0; beats < 5; beats += 1) {
      vi.advanceTimersByTime(59000);
      writer!.enqueue(new TextEncoder().encode(':\n\n'));
      await settled();
    }
    expect(ended).toBe(false);
    vi.advanceTimersByTime(68000);
    await settled();
    expect(ended).toBe(true);
  });
});
