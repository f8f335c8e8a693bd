import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from '../src/api/client';
import { chat, useChat } from '../src/pages/chat/chat-store';
import { Desk } from './desk';
import { conversation, message } from './samples';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('a visitor’s own message', () => {
  it('stands at the time of the server also where its event was faster than the answer and the own clock is wrong', async () => {
    const desk = await Desk.open();
    const forget = useChat.subscribe(() => desk.changed());
    vi.stubGlobal('window', { location: { href: desk.address }, addEventListener: () => undefined, removeEventListener: () => undefined });
    vi.spyOn(api, 'notice').mockResolvedValue({ mode: 'off', notice: '' } as never);
    vi.spyOn(api, 'begin').mockResolvedValue({ conversation: conversation('1', 1), visitor_token: 'token' });
    vi.spyOn(api, 'conversation').mockResolvedValue(conversation('1', 1));
    vi.spyOn(api, 'messages').mockResolvedValue([]);
    const own = message('1');
    const write = vi.spyOn(api, 'write').mockImplementation(async (_, { client_id }) => {
      desk.changed();
      if (write.mock.calls.length > 1) return new Promise(() => undefined);
      await desk.until(() => useChat.getState().lamp === 'live' && desk.frames.length > 0);
      desk.send({ event: 'message', conversation: conversation('1', 2), message: { ...own, client_id } });
      await desk.until(() => useChat.getState().messages.length === 1);
      return { id: own.id, version: 2 };
    });
    const leave = chat.open('billing');
    chat.send(own.text);
    chat.send('the next one, which is sent when the answer to the first has been taken in');
    await desk.until(() => write.mock.calls.length === 2);
    expect(useChat.getState().messages[0]?.created_at).toBe(own.created_at);
    leave();
    forget();
    await desk.close();
  });
});
