import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from '../src/api/client';

afterEach(() => void vi.unstubAllGlobals());

/** A server whose list has so many items, and answers as many at once as it is asked for. */
function serve(length: number): void {
  vi.stubGlobal('fetch', (address: string) => {
    const { searchParams } = new URL(address, 'http://desk');
    const begin = Number(searchParams.get('cursor') ?? 0);
    const end = Math.min(length, begin + Number(searchParams.get('limit')));
    const items = Array.from({ length: end - begin }, (_, index) => ({ id: String(begin + index) }));
    return Promise.resolve(new Response(JSON.stringify({ items, next: end < length ? String(end) : null })));
  });
}

describe('long lists', () => {
  it('of conversations come whole: the last ones have waited longest', async () => {
    serve(2600);
    const conversations = await api.conversations();
    expect(conversations).toHaveLength(2600);
    expect(conversations.at(-1)?.id).toBe('2599');
  });

  it('of conversations have an end all the same', async () => {
    serve(30000);
    expect(await api.conversations()).toHaveLength(20000);
  });

  it('of messages and points come with their latest part', async () => {
    serve(2600);
    for (const items of [await api.messages('1'), await api.points('1')]) {
      const ids = items.map((each) => (each as unknown as { id: string }).id);
      expect([ids.length, ids[0], ids.at(-1)]).toEqual([2000, '600', '2599']);
    }
  });

  it('of other things end early', async () => {
    serve(2600);
    expect(await api.queues()).toHaveLength(2000);
  });
});
