import { afterEach, describe, expect, it, vi } from 'vitest';
import { Burst } from '../src/staff/burst';

afterEach(() => void vi.useRealTimers());

describe('a burst of events', () => {
  const listen = () => {
    vi.useFakeTimers();
    const done: string[] = [];
    return { done, burst: new Burst((key) => done.push(key)) };
  };

  it('is answered at once and once more at its end, each list on its own', () => {
    const { done, burst } = listen();
    for (let times = 0; times < 50; times += 1) burst.ask('users');
    burst.ask('alerts');
    expect(done).toEqual(['users', 'alerts']);
    vi.advanceTimersByTime(2500);
    expect(done).toEqual(['users', 'alerts', 'users']);
    vi.advanceTimersByTime(60000);
    expect(done).toHaveLength(3);
    burst.ask('users');
    expect(done).toHaveLength(4);
  });

  it('that does not end is answered every few seconds', () => {
    const { done, burst } = listen();
    for (let times = 0; times < 100; times += 1) {
      burst.ask('users');
      vi.advanceTimersByTime(100);
    }
    expect(done.length).toBeGreaterThanOrEqual(4);
    expect(done.length).toBeLessThanOrEqual(6);
  });

  it('is forgotten with its page', () => {
    const { done, burst } = listen();
    burst.ask('users');
    burst.ask('users');
    burst.stop();
    vi.advanceTimersByTime(60000);
    expect(done).toEqual(['users']);
  });
});
