import { create } from 'zustand';
import { ApiError, api } from '../api/client';
import { tabStore } from '../api/storage';
import type { Outgoing } from '../live/outbox';
import { add, discard, newClientId, nextToSend, pauseBefore, refused, sendAgain, stored, unconfirmed } from '../live/outbox';
import { noteSent, useLive } from '../live/store';
import { failureText } from './words';

interface Boxes {
  /** By conversation: what the agent has written and the server has not yet confirmed. */
  boxes: Record<string, readonly Outgoing[]>;
  /** By client_id: why a message is not sent. */
  reasons: Record<string, string>;
}

const nothing: Boxes = { boxes: {}, reasons: {} };

export const useBoxes = create<Boxes>(() => nothing);

const working = new Set<string>();
const planned = new Map<string, ReturnType<typeof setTimeout>>();
let person = '';

const keyOf = (who: string) => `undertone.unsent.${who}`;

function kept(who: string): Boxes {
  try {
    return { ...nothing, ...(JSON.parse(tabStore.getItem(keyOf(who)) ?? '{}') as Partial<Boxes>) };
  } catch {
    return nothing;
  }
}

/** The tab keeps over a reload what is not stored yet. */
function keep({ boxes, reasons }: Boxes): void {
  const left = Object.entries(boxes).map(([key, box]) => [key, box.filter((each) => each.status !== 'stored')] as const).filter(([, box]) => box.length > 0);
  const ids = new Set(left.flatMap(([, box]) => box.map((each) => each.client_id)));
  const why = Object.entries(reasons).filter(([id]) => ids.has(id));
  try {
    if (left.length === 0) tabStore.removeItem(keyOf(person));
    else tabStore.setItem(keyOf(person), JSON.stringify({ boxes: Object.fromEntries(left), reasons: Object.fromEntries(why) }));
  } catch {
    // A full storage costs only that they survive a reload.
  }
}

useBoxes.subscribe((state) => {
  if (person) keep(state);
});

function take(who: string, boxes: Boxes): void {
  for (const timer of planned.values()) clearTimeout(timer);
  planned.clear();
  person = who;
  useBoxes.setState(boxes);
}

function boxOf(key: string): readonly Outgoing[] {
  return useBoxes.getState().boxes[key] ?? [];
}

function change(key: string, by: (box: readonly Outgoing[]) => readonly Outgoing[]): void {
  useBoxes.setState((state) => ({ boxes: { ...state.boxes, [key]: by(state.boxes[key] ?? []) } }));
}

/** Tries the oldest unsent message; answers the seconds to wait before the next try, if there is one to wait for. */
async function tryOne(key: string, next: Outgoing): Promise<number | null> {
  try {
    const answer = await api.write(key, {
      text: next.text, client_id: next.client_id, ...(next.internal ? { visibility: 'internal' as const } : {}),
    });
    change(key, (box) => stored(box, next.client_id, answer.id));
    noteSent(key, answer, next);
    return null;
  } catch (cause) {
    const refusal = cause instanceof ApiError ? cause : undefined;
    useBoxes.setState((state) => ({ reasons: { ...state.reasons, [next.client_id]: failureText(cause) } }));
    change(key, (box) => refused(box, next.client_id, refusal?.status ?? 0));
    return nextToSend(boxOf(key))?.client_id === next.client_id ? pauseBefore(next.attempts + 1, refusal?.retryAfter) : null;
  }
}

async function work(key: string): Promise<void> {
  if (working.has(key)) return;
  working.add(key);
  try {
    for (let next = nextToSend(boxOf(key)); next; next = nextToSend(boxOf(key))) {
      const pause = await tryOne(key, next);
      if (pause !== null) {
        planned.set(key, setTimeout(() => void work(key), pause * 1000));
        return;
      }
    }
  } finally {
    working.delete(key);
  }
}

export const outboxes = {
  /** Whose messages these are from now on: what this tab still had to send for them goes on. */
  of(who: string): void {
    if (who === person) return;
    take(who, kept(who));
    for (const key of Object.keys(useBoxes.getState().boxes)) void work(key);
  },
  /** Who signs out leaves nothing behind that would be sent in the name of the next one. */
  forget(who: string): void {
    if (who === person) take('', nothing);
    tabStore.removeItem(keyOf(who));
  },
  send(key: string, text: string, note: boolean): void {
    const messages = useLive.getState().transcripts[key]?.messages ?? [];
    change(key, (box) => add(unconfirmed(box, messages), text, newClientId(), new Date(), note));
    void work(key);
  },
  again(key: string, clientId: string): void {
    clearTimeout(planned.get(key));
    change(key, (box) => sendAgain(box, clientId));
    void work(key);
  },
  discard(key: string, clientId: string): void {
    change(key, (box) => discard(box, clientId));
  },
};
