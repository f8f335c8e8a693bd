import { QueryClient, QueryObserver, environmentManager } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Colleague, Presence } from '../src/api/model';
import { lostOf, membersOf } from '../src/staff/hand-on';

const agent2 = (presence: Presence): Colleague => ({ id: 'u2', name: 'agent2', role: 'agent', presence });
const listing = (presence: Presence) => Response.json({ items: [agent2(presence)], next: null });

beforeEach(() => {
  vi.useFakeTimers();
  environmentManager.setIsServer(() => false);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the list of colleagues', () => {
  it('is asked for again every ten seconds while it is open, and stays when that fails', async () => {
    let answer = () => listing('available');
    vi.stubGlobal('fetch', () => Promise.resolve(answer()));
    const members = new QueryObserver(new QueryClient(), { ...membersOf('q1'), retry: false });
    const close = members.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
    expect(members.getCurrentResult().data).toEqual([agent2('available')]);

    answer = () => listing('away');
    await vi.advanceTimersByTimeAsync(10000);
    expect(members.getCurrentResult().data).toEqual([agent2('away')]);

    answer = () => Response.json({}, { status: 503 });
    await vi.advanceTimersByTimeAsync(10000);
    expect(members.getCurrentResult()).toMatchObject({ data: [agent2('away')], isRefetchError: true, isLoadingError: false });
    close();
  });
});

describe('who was chosen', () => {
  it('is lost when no longer among the people', () => {
    expect(lostOf(agent2('available'), [])).toBe('left');
    expect(lostOf(agent2('away'), [{ ...agent2('away'), id: 'u3' }])).toBe('left');
  });

  it('is lost when gone since, but not when busy', () => {
    expect(lostOf(agent2('available'), [agent2('away')])).toBe('went');
    expect(lostOf(agent2('busy'), [{ ...agent2('offline'), presence: undefined }])).toBe('went');
    expect(lostOf(agent2('available'), [agent2('busy')])).toBe(null);
    expect(lostOf(agent2('available'), [agent2('do_not_disturb')])).toBe(null);
  });

  it('stays when chosen while away, and when back', () => {
    expect(lostOf(agent2('away'), [agent2('offline')])).toBe(null);
    expect(lostOf(agent2('available'), [agent2('available')])).toBe(null);
  });
});
