import { describe, expect, it } from 'vitest';
import { add, discard, isTemporary, newClientId, nextToSend, outboxLimit, pauseBefore, refused, sendAgain, stored, unconfirmed } from '../src/live/outbox';
import type { Outgoing } from '../src/live/outbox';

const now = new Date('2026-01-01T10:00:00Z');
const two = add(add([], 'first', 'a', now), 'second', 'b', now);

describe('the outbox', () => {
  it('sends in the order of writing', () => {
    expect(nextToSend(two)?.client_id).toBe('a');
    expect(nextToSend(stored(two, 'a', 'm1'))?.client_id).toBe('b');
  });

  it('keeps the client_id through every retry, so that the server stores the message once', () => {
    const waiting = refused(refused(two, 'a', 0), 'a', 503);
    expect(nextToSend(waiting)).toMatchObject({ client_id: 'a', status: 'waiting', attempts: 2, reason: 503 });
  });

  it('waits after 429, 503 and silence, and gives up on what the server refuses', () => {
    expect([0, 408, 429, 500, 503].every(isTemporary)).toBe(true);
    expect([400, 403, 409, 413, 422].some(isTemporary)).toBe(false);
    const failed = refused(two, 'a', 413);
    expect(failed[0]?.status).toBe('failed');
    expect(nextToSend(failed)?.client_id).toBe('b');
  });

  it('tries a refused one again when asked, and forgets one that is discarded', () => {
    const failed = refused(two, 'a', 413);
    expect(nextToSend(sendAgain(failed, 'a'))?.client_id).toBe('a');
    expect(discard(failed, 'a').map((each) => each.client_id)).toEqual(['b']);
  });

  it('follows the server’s Retry-After, else grows to half a minute', () => {
    expect(pauseBefore(1, 7)).toBe(7);
    expect(pauseBefore(1, 100000)).toBe(300);
    expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => pauseBefore(attempt))).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  it('drops what the conversation already shows, by client_id or by id', () => {
    const sent = stored(two, 'a', 'm1');
    expect(unconfirmed(sent, [{ id: 'm1' }]).map((each) => each.client_id)).toEqual(['b']);
    expect(unconfirmed(two, [{ id: 'm9', client_id: 'b' }]).map((each) => each.client_id)).toEqual(['a']);
    expect(unconfirmed(sent, [])).toHaveLength(2);
  });

  it('is bounded', () => {
    let box: Outgoing[] = [];
    for (let count = 0; count < outboxLimit + 5; count += 1) box = add(box, 'text', String(count), now);
    expect(box).toHaveLength(outboxLimit);
  });
});

describe('client ids', () => {
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('are random version 4 identifiers', () => {
    expect(newClientId()).toMatch(shape);
    expect(newClientId()).not.toBe(newClientId());
  });

  it('work on pages that came over plain http, where randomUUID is missing', () => {
    const source = { getRandomValues: crypto.getRandomValues.bind(crypto) };
    const ids = new Set(Array.from({ length: 50 }, () => newClientId(source)));
    expect(ids.size).toBe(50);
    for (const id of ids) expect(id).toMatch(shape);
  });
});
