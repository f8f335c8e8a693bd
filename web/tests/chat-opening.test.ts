import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, api } from '../src/api/client';
import { visitor } from '../src/api/visitor';
import { LiveConnection } from '../src/live/socket';
import { chat, useChat } from '../src/pages/chat/chat-store';
import { conversation } from './samples';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  useChat.setState(useChat.getInitialState(), true);
});

describe('a chat whose opening was not answered', () => {
  const opened = (id: string, state: 'open' | 'closed' = 'open') => ({ conversation: conversation(id, 1, { state, agent: undefined }), visitor_token: `token of ${id}` });

  function stand() {
    vi.useFakeTimers();
    vi.stubGlobal('window', { location: { href: 'http://localhost/' }, addEventListener: () => undefined, removeEventListener: () => undefined });
    vi.spyOn(LiveConnection.prototype, 'start').mockReturnValue(undefined);
    vi.spyOn(api, 'notice').mockResolvedValue({ mode: 'off', notice: '' } as never);
    vi.spyOn(api, 'act').mockResolvedValue(undefined);
    vi.spyOn(api, 'write').mockResolvedValue({ id: 'm1', version: 1 });
    const begin = vi.spyOn(visitor, 'begin').mockRejectedValue(new ApiError(0, '', ''));
    const ids = () => begin.mock.calls.map(([{ client_id }]) => client_id);
    return { begin, ids };
  }

  it('is asked for as the same one by each try, also after a reload, and the next chat is another', async () => {
    const { begin, ids } = stand();
    const leave = chat.open('billing');
    chat.send('Where is my parcel?');
    await vi.advanceTimersByTimeAsync(0);
    begin.mockRejectedValue(new ApiError(503, '', ''));
    await vi.advanceTimersByTimeAsync(3000);
    leave();
    const tries = ids().length;
    expect(tries).toBeGreaterThan(1);
    begin.mockResolvedValue(opened('1'));
    const leaveAgain = chat.open('billing');
    chat.send('Where is my parcel?');
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(Array(tries + 1).fill(ids()[0]));
    expect(useChat.getState().token).toBe('token of 1');
    expect(await chat.end()).toBe(true);
    chat.startAnew();
    chat.send('One more question.');
    await vi.advanceTimersByTimeAsync(0);
    expect(new Set(ids()).size).toBe(2);
    expect(await chat.end()).toBe(true);
    leaveAgain();
  });

  it('is opened as another one where the first is over meanwhile, or was refused', async () => {
    const { begin, ids } = stand();
    const leave = chat.open('billing');
    begin.mockRejectedValueOnce(new ApiError(409, '', ''));
    chat.send('Where is my parcel?');
    await vi.advanceTimersByTimeAsync(0);
    begin.mockResolvedValueOnce(opened('1', 'closed')).mockResolvedValueOnce(opened('2'));
    chat.again(useChat.getState().box[0]!.client_id);
    await vi.advanceTimersByTimeAsync(0);
    expect(new Set(ids()).size).toBe(3);
    expect(useChat.getState()).toMatchObject({ stage: 'talking', token: 'token of 2' });
    expect(await chat.end()).toBe(true);
    leave();
  });
});
