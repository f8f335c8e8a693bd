import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from '../src/api/client';
import { visitor } from '../src/api/visitor';
import { chat, useChat } from '../src/pages/chat/chat-store';
import { Desk } from './desk';
import { conversation, message } from './samples';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  useChat.setState(useChat.getInitialState(), true);
});

describe('an offer', () => {
  it('is no joining: the visitor keeps the place in the line until somebody has accepted, who stands above their first message', async () => {
    const desk = await Desk.open();
    const forget = useChat.subscribe(() => desk.changed());
    vi.stubGlobal('window', { location: { href: desk.address }, addEventListener: () => undefined, removeEventListener: () => undefined });
    vi.spyOn(api, 'notice').mockResolvedValue({ mode: 'off', notice: '' } as never);
    const nobody = { agent: undefined, queue_position: 2, expected_wait_seconds: 60 };
    vi.spyOn(visitor, 'begin').mockResolvedValue({ conversation: conversation('1', 1, { state: 'open', ...nobody }), visitor_token: 'token' });
    vi.spyOn(api, 'conversation').mockResolvedValue(conversation('1', 1, { state: 'open', ...nobody }));
    vi.spyOn(api, 'messages').mockResolvedValue([]);
    const own = message('1');
    vi.spyOn(api, 'write').mockResolvedValue({ id: own.id, version: 1 });
    const leave = chat.open('billing');
    chat.send(own.text);
    await desk.until(() => useChat.getState().lamp === 'live' && desk.frames.length > 0 && useChat.getState().messages.length === 1);
    const written = useChat.getState().messages[0]!.created_at;
    desk.send({ event: 'conversation', conversation: conversation('1', 2, { agent: undefined }), action: 'offer' });
    await desk.until(() => useChat.getState().conversation?.version === 2);
    expect(useChat.getState().joinedAfter).toBeUndefined();
    expect(useChat.getState().conversation?.queue_position).toBe(2);
    desk.send({ event: 'message', conversation: conversation('1', 3), message: message('2', { sender: 'agent', created_at: '2099-01-01T10:00:00.000Z' }) });
    await desk.until(() => useChat.getState().messages.length === 2);
    expect(useChat.getState().joinedAfter).toBe(written);
    expect(useChat.getState().conversation?.queue_position).toBeUndefined();
    leave();
    forget();
    await desk.close();
  });
});

describe('a visitor’s own message', () => {
  it('stands at the time of the server also where its event was faster than the answer and the own clock is wrong', async () => {
    const desk = await Desk.open();
    const forget = useChat.subscribe(() => desk.changed());
    vi.stubGlobal('window', { location: { href: desk.address }, addEventListener: () => undefined, removeEventListener: () => undefined });
    vi.spyOn(api, 'notice').mockResolvedValue({ mode: 'off', notice: '' } as never);
    vi.spyOn(visitor, 'begin').mockResolvedValue({ conversation: conversation('1', 1), visitor_token: 'token' });
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
