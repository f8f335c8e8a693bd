import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useWrapUps, wrapUps } from '../src/staff/wrap-ups';

const noted = { note: 'Sent the invoice again.', codes: ['refund'] };
const kept = (key: string) => useWrapUps.getState().kept[key];
const stored = () => Response.json({ ...noted, at: '2026-01-01T10:00:00Z' });
const expired = () => Response.json({}, { status: 401 });

/** Every call to the server is left without an answer until `answer` is told. */
function holdCalls(): { answer: (response: Response) => void } {
  const held: { answer: (response: Response) => void } = { answer: () => undefined };
  vi.stubGlobal('fetch', () => new Promise((done) => { held.answer = done; }));
  return held;
}

function answerCalls(answer: () => Response) {
  const calls = vi.fn(() => Promise.resolve(answer()));
  vi.stubGlobal('fetch', calls);
  return calls;
}

/** The page knows nothing any more of what was written on it; the tab does. */
function loadAnew(): void {
  wrapUps.of('');
}

beforeEach(() => wrapUps.of('u1'));

afterEach(() => {
  wrapUps.forget('u1');
  wrapUps.forget('u2');
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a wrap-up that is not saved', () => {
  it('comes back when the page is loaded anew, each in its conversation, and is saved then', async () => {
    holdCalls();
    wrapUps.write('c1', noted);
    wrapUps.write('c2', { ...noted, codes: [] });
    loadAnew();
    expect(useWrapUps.getState().kept).toEqual({});
    answerCalls(stored);
    wrapUps.of('u1');
    expect(kept('c1')?.noted).toEqual(noted);
    expect(kept('c2')?.noted.codes).toEqual([]);
    expect([kept('c1')?.status, kept('c2')?.status]).toEqual(['saving', 'saving']);
    expect([await wrapUps.save('c1'), await wrapUps.save('c2')]).toEqual([true, true]);
    expect([kept('c1')?.status, kept('c2')?.status]).toEqual(['saved', 'saved']);
  });

  it('is saved when its writer signs in again after the sign-in has expired', async () => {
    answerCalls(expired);
    wrapUps.write('c1', noted);
    expect(await wrapUps.save('c1')).toBe(false);
    expect(kept('c1')).toMatchObject({ noted, status: 'failed' });
    answerCalls(stored);
    wrapUps.of('u1');
    expect(kept('c1')?.status).toBe('saving');
    expect(await wrapUps.save('c1')).toBe(true);
    expect(kept('c1')?.status).toBe('saved');
  });

  it('is neither shown to another person who signs in on this tab nor saved in their name, and waits for its writer', async () => {
    vi.useFakeTimers();
    const calls = answerCalls(stored);
    wrapUps.write('c1', noted);
    wrapUps.of('u2');
    vi.runAllTimers();
    expect(useWrapUps.getState().kept).toEqual({});
    expect(calls).not.toHaveBeenCalled();
    wrapUps.write('c1', { note: 'Asked for a copy.', codes: [] });
    vi.useRealTimers();
    wrapUps.of('u1');
    expect(kept('c1')).toEqual({ noted, status: 'saving' });
    expect(await wrapUps.save('c1')).toBe(true);
    expect(calls).toHaveBeenCalledOnce();
  });

  it('is gone for good when its writer signs out, also for one who has loaded the page anew', () => {
    wrapUps.write('c1', noted);
    wrapUps.write('c2', noted);
    loadAnew();
    wrapUps.forget('u1');
    wrapUps.of('u1');
    expect(useWrapUps.getState().kept).toEqual({});
  });

  it.each(['stored', 'refused'])('stays gone when the answer to a save comes after that: %s', async (answer) => {
    const calls = holdCalls();
    wrapUps.write(answer, noted);
    const saving = wrapUps.save(answer);
    wrapUps.forget('u1');
    calls.answer(answer === 'stored' ? stored() : Response.json({}, { status: 503 }));
    await saving;
    expect(useWrapUps.getState().kept).toEqual({});
  });

  it('changes nothing of the next person’s when the answer to its save comes after they have signed in', async () => {
    const calls = holdCalls();
    wrapUps.write('c1', noted);
    const saving = wrapUps.save('c1');
    wrapUps.of('u2');
    const other = { note: 'Asked for a copy.', codes: [] };
    wrapUps.write('c1', other);
    calls.answer(Response.json({}, { status: 503 }));
    expect(await saving).toBe(false);
    expect(kept('c1')).toEqual({ noted: other, status: 'unsaved' });
  });
});
