import { useCallback, useState } from 'react';
import type { Conversation } from '../../api/model';
import type { LiveState } from '../../live/apply';
import { useLive } from '../../live/store';
import { useNow } from '../../ui/now';
import { steadyOrder } from '../../ui/steady-order';

type Shown = Pick<LiveState, 'conversations' | 'points'>;

export type BoardState = ReturnType<typeof useBoardState>;

/** The board as it is, or as it was when the updates were paused. */
export function useBoardState() {
  const conversations = useLive((state) => state.conversations);
  const points = useLive((state) => state.points);
  const [frozen, setFrozen] = useState<(Shown & { at: number }) | null>(null);
  const running = useNow(1000);
  const shown: Shown = frozen ?? { conversations, points };
  const now = frozen?.at ?? running;
  const changed = frozen
    ? Object.values(conversations).filter((each) => frozen.conversations[each.id]?.version !== each.version).length
    : 0;
  const toggle = () => setFrozen(frozen ? null : { at: Date.now(), conversations, points });
  return { shown: shown.conversations, points: shown.points, now, paused: frozen !== null, pausedAt: frozen?.at, changed, toggle };
}

/** Rows drawn at once; those below need less help. */
export const shownRows = 200;

/** Held rows keep their places; what by now belongs above the cut is drawn too, after them. */
export function drawnOf(sorted: readonly string[], held: readonly string[] | null): string[] {
  return steadyOrder(sorted.slice(0, shownRows), held);
}

/** The rows to draw, which stay where they are while somebody is on one of them, and how many more there are. */
export function useSteadyRows(sorted: Conversation[], everything: LiveState['conversations']) {
  const [held, setHeld] = useState<string[] | null>(null);
  const ids = sorted.map((each) => each.id);
  const drawn = drawnOf(ids, held);
  const there = new Set(drawn);
  const more = ids.filter((each) => !there.has(each)).length;
  const rows = drawn.map((key) => everything[key]).filter((each): each is Conversation => each !== undefined);
  const keys = rows.map((each) => each.id).join(' ');
  const hold = useCallback((value: boolean) => setHeld(value ? keys.split(' ').filter(Boolean) : null), [keys]);
  return { rows, more, hold, isHeld: held !== null };
}
