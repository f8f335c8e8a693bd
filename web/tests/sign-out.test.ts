import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, api } from '../src/api/client';
import type { WrapUp } from '../src/api/model';
import { records } from '../src/api/records';
import { tabStore } from '../src/api/storage';
import { endSignIn } from '../src/staff/account';
import { useWrapUps, wrapUps } from '../src/staff/wrap-ups';

const refused = (status: number) => new ApiError(status, '', '');
const noted = { note: 'sent a new invoice', codes: ['billing'] };

afterEach(() => {
  wrapUps.forget();
  vi.restoreAllMocks();
});

describe('a sign-out', () => {
  it('that the server did not hear or refuses has not happened', async () => {
    for (const status of [0, 429, 503]) {
      vi.spyOn(api, 'signOut').mockRejectedValueOnce(refused(status));
      await expect(endSignIn()).rejects.toMatchObject({ status });
    }
  });

  it('has happened where the sign-in had ended already', async () => {
    vi.spyOn(api, 'signOut').mockRejectedValueOnce(refused(401));
    await expect(endSignIn()).resolves.toBeUndefined();
  });

  it('stores the notes of a wrap-up and leaves none behind, neither in the page nor in the tab', async () => {
    const save = vi.spyOn(records, 'saveWrapUp').mockRejectedValue(refused(503));
    wrapUps.write('1', noted);
    await wrapUps.saveEach();
    expect(save).toHaveBeenCalledWith('1', noted);
    expect(tabStore.getItem('undertone.wrap-ups')).toContain(noted.note);
    wrapUps.forget();
    expect(useWrapUps.getState().kept).toEqual({});
    expect(tabStore.getItem('undertone.wrap-ups')).toBeNull();
    wrapUps.resume('1');
    expect(useWrapUps.getState().kept).toEqual({});
  });

  it('does not bring a note back whose storing was on its way', async () => {
    let answer: (stored: WrapUp) => void = () => undefined;
    vi.spyOn(records, 'saveWrapUp').mockReturnValue(new Promise((resolve) => { answer = resolve; }));
    wrapUps.write('1', noted);
    const saving = wrapUps.save('1');
    wrapUps.forget();
    answer({ ...noted, at: '2026-01-01T10:00:00Z' });
    expect(await saving).toBe(true);
    expect(useWrapUps.getState().kept).toEqual({});
  });

  it('keeps notes over a reload until they are stored', async () => {
    vi.spyOn(records, 'saveWrapUp').mockResolvedValue({ ...noted, at: '2026-01-01T10:00:00Z' });
    wrapUps.write('1', noted);
    expect(JSON.parse(tabStore.getItem('undertone.wrap-ups')!)).toEqual({ 1: noted });
    await wrapUps.save('1');
    expect(JSON.parse(tabStore.getItem('undertone.wrap-ups')!)).toEqual({});
  });
});
