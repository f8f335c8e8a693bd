import { afterEach, describe, expect, it, vi } from 'vitest';
import { useWrapUps, wrapUps } from '../src/staff/wrap-ups';

const noted = { note: 'Sent the invoice again.', codes: ['refund'] };
const kept = (key: string) => useWrapUps.getState().kept[key];

/** Every call to the server is left without an answer until `answer` is told. */
function holdCalls(): { answer: (response: Response) => void } {
  const held: { answer: (response: Response) => void } = { answer: () => undefined };
  vi.stubGlobal('fetch', () => new Promise((done) => { held.answer = done; }));
  return held;
}

afterEach(() => {
  wrapUps.forget();
  vi.unstubAllGlobals();
});

describe('a wrap-up that is not saved', () => {
  it('comes back when the page is loaded anew, each in its conversation', () => {
    holdCalls();
    wrapUps.write('c1', noted);
    wrapUps.write('c2', { ...noted, codes: [] });
    useWrapUps.setState({ kept: {} });
    wrapUps.resume('c1');
    expect(kept('c1')?.noted).toEqual(noted);
    expect(kept('c2')).toBeUndefined();
  });

  it('is gone for good when its writer signs out, also for one who has loaded the page anew', () => {
    wrapUps.write('c1', noted);
    wrapUps.write('c2', noted);
    useWrapUps.setState({ kept: {} });
    wrapUps.forget();
    wrapUps.resume('c1');
    wrapUps.resume('c2');
    expect(useWrapUps.getState().kept).toEqual({});
  });

  it.each(['stored', 'refused'])('stays gone when the answer to a save comes after that: %s', async (answer) => {
    const calls = holdCalls();
    wrapUps.write(answer, noted);
    const saving = wrapUps.save(answer);
    wrapUps.forget();
    calls.answer(answer === 'stored' ? Response.json({ ...noted, at: '2026-01-01T10:00:00Z' }) : Response.json({}, { status: 503 }));
    await saving;
    expect(useWrapUps.getState().kept).toEqual({});
  });
});
