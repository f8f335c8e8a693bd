import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, api } from '../src/api/client';
import type { Account } from '../src/api/model';
import { accountKey, restAll, welcome } from '../src/staff/account';
import { outboxes, useBoxes } from '../src/staff/outboxes';
import { useWrapUps, wrapUps } from '../src/staff/wrap-ups';

const account = (id: string) => ({ id, name: id, role: 'supervisor', queues: [], presence: 'available' }) as unknown as Account;

afterEach(() => {
  for (const who of ['u1', 'u2']) {
    outboxes.forget(who);
    wrapUps.forget(who);
  }
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('who signs in where somebody else was', () => {
  it('finds nothing that was fetched for the one before, and what was fetched for themselves', () => {
    const queries = new QueryClient();
    const fetched = () => queries.getQueryData(['alerts']);
    queries.setQueryData(accountKey, welcome(account('u1'), queries));
    queries.setQueryData(['alerts'], ['of the first']);
    welcome(account('u1'), queries);
    expect(fetched()).toEqual(['of the first']);
    queries.removeQueries({ queryKey: accountKey }); // the sign-in has expired
    queries.setQueryData(accountKey, welcome(account('u2'), queries));
    expect(fetched()).toBeUndefined();
    expect(queries.getQueryData(accountKey)).toMatchObject({ id: 'u2' });
  });

  it('sends nothing of the one before, for whom it goes on when they are back', async () => {
    vi.useFakeTimers();
    const write = vi.spyOn(api, 'write').mockRejectedValue(new ApiError(0, '', ''));
    outboxes.of('u1');
    wrapUps.of('u1');
    outboxes.send('c1', 'The invoice is on its way.', false);
    wrapUps.write('c2', { note: 'Sent the invoice again.', codes: [] });
    await vi.advanceTimersByTimeAsync(0);
    expect(write).toHaveBeenCalledOnce();
    restAll();
    expect([useBoxes.getState().boxes, useWrapUps.getState().kept]).toEqual([{}, {}]);
    const call = vi.fn(() => Promise.reject(new Error('nobody is signed in')));
    vi.stubGlobal('fetch', call);
    await vi.advanceTimersByTimeAsync(3600_000);
    expect(write).toHaveBeenCalledOnce();
    expect(call).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
    write.mockResolvedValue({ id: 'm1', version: 1 });
    outboxes.of('u1');
    await vi.advanceTimersByTimeAsync(0);
    expect(write).toHaveBeenLastCalledWith('c1', expect.objectContaining({ text: 'The invoice is on its way.' }));
  });
});
