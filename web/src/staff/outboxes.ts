import { create } from 'zustand';
import { ApiError, api } from '../api/client';
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

export const useBoxes = create<Boxes>(() => ({ boxes: {}, reasons: {} }));

const working = new Set<string>();
const planned = new Map<string, ReturnType<typeof setTimeout>>();

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
