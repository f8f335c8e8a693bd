import { create } from 'zustand';
import { ApiError } from '../api/client';
import type { WrapUp } from '../api/model';
import { records } from '../api/records';
import { tabStore } from '../api/storage';
import { pauseBefore } from '../live/outbox';
import { noteWrapUp } from '../live/store';
import { failureText } from './words';

export interface Noted {
  note: string;
  codes: readonly string[];
}

export interface Kept {
  noted: Noted;
  status: 'unsaved' | 'saving' | 'saved' | 'failed';
  /** When the server stored it. */
  at?: string;
  /** Why it is not saved. */
  reason?: string;
}

/** By conversation: the wrap-ups written on this page, kept whatever session is in focus. */
export const useWrapUps = create<{ kept: Record<string, Kept> }>(() => ({ kept: {} }));

const pauseMilliseconds = 800;
/** A try that failed is made again after the pause that follows so many. */
const pausesGrown = 3;
const nothing: Noted = { note: '', codes: [] };
const running = new Map<string, Promise<boolean>>();
const planned = new Map<string, ReturnType<typeof setTimeout>>();
const storageKey = 'undertone.wrap-ups';

function put(key: string, kept: Kept): void {
  useWrapUps.setState((state) => ({ kept: { ...state.kept, [key]: kept } }));
}

/** By conversation: what this tab holds back over a reload. */
function heldBack(): Record<string, Noted> {
  try {
    return JSON.parse(tabStore.getItem(storageKey) ?? '{}') as Record<string, Noted>;
  } catch {
    return {};
  }
}

function hold(key: string, noted?: Noted): void {
  tabStore.setItem(storageKey, JSON.stringify({ ...heldBack(), [key]: noted }));
}

function plan(key: string, milliseconds: number): void {
  clearTimeout(planned.get(key));
  planned.set(key, setTimeout(() => void wrapUps.save(key), milliseconds));
}

/** Whether a later try may succeed without any change. */
function isPassing(cause: unknown): boolean {
  return cause instanceof ApiError && (cause.status === 0 || cause.status === 429 || cause.status >= 500);
}

/** Stores what is written until nothing newer is left. */
async function saveAll(key: string): Promise<boolean> {
  for (;;) {
    const next = useWrapUps.getState().kept[key];
    if (!next || next.status === 'saved') return true;
    put(key, { noted: next.noted, status: 'saving' });
    try {
      const stored = await records.saveWrapUp(key, next.noted);
      if (useWrapUps.getState().kept[key]?.noted !== next.noted) continue;
      put(key, { noted: next.noted, status: 'saved', at: stored.at });
      hold(key);
      noteWrapUp(key, stored);
    } catch (cause) {
      const now = useWrapUps.getState().kept[key];
      if (!now) return false;
      put(key, { noted: now.noted, status: 'failed', reason: failureText(cause) });
      if (isPassing(cause)) plan(key, 1000 * pauseBefore(pausesGrown, cause instanceof ApiError ? cause.retryAfter : undefined));
      return false;
    }
  }
}

export const wrapUps = {
  /** What stands in the fields: what was written here, else what is stored. */
  of(kept: Kept | undefined, stored: WrapUp | undefined): Noted {
    return kept?.noted ?? stored ?? nothing;
  },
  /** Takes up what was written before the page was loaded anew. */
  resume(key: string): void {
    const held = useWrapUps.getState().kept[key] ? undefined : heldBack()[key];
    if (!held) return;
    put(key, { noted: held, status: 'unsaved' });
    void wrapUps.save(key);
  },
  write(key: string, noted: Noted): void {
    put(key, { noted, status: 'unsaved' });
    hold(key, noted);
    plan(key, pauseMilliseconds);
  },
  /** Stores what is written without delay; false when that failed. */
  async save(key: string): Promise<boolean> {
    clearTimeout(planned.get(key));
    const saving = running.get(key) ?? saveAll(key).finally(() => running.delete(key));
    running.set(key, saving);
    return saving;
  },
  /** Who signs out leaves no note behind. */
  forget(): void {
    for (const timer of planned.values()) clearTimeout(timer);
    planned.clear();
    useWrapUps.setState({ kept: {} });
    tabStore.removeItem(storageKey);
  },
};
