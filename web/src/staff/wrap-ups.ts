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

/** By conversation: the wrap-ups that the person signed in wrote on this page, kept whatever session is in focus. */
export const useWrapUps = create<{ kept: Record<string, Kept> }>(() => ({ kept: {} }));

const pauseMilliseconds = 800;
/** A try that failed is made again after the pause that follows so many. */
const pausesGrown = 3;
const nothing: Noted = { note: '', codes: [] };
const running = new Map<string, Promise<boolean>>();
const planned = new Map<string, ReturnType<typeof setTimeout>>();
let person = '';

const keyOf = (who: string) => `undertone.wrap-ups.${who}`;

function put(key: string, kept: Kept): void {
  useWrapUps.setState((state) => ({ kept: { ...state.kept, [key]: kept } }));
}

/** By conversation: what this tab holds back of a person over a reload and a sign-in that expires. */
function heldBack(who: string): Record<string, Noted> {
  try {
    return JSON.parse(tabStore.getItem(keyOf(who)) ?? '{}') as Record<string, Noted>;
  } catch {
    return {};
  }
}

function hold(key: string, noted?: Noted): void {
  try {
    tabStore.setItem(keyOf(person), JSON.stringify({ ...heldBack(person), [key]: noted }));
  } catch {
    // A full storage costs only that the note survives a reload.
  }
}

/** Puts what is held back of a person in place of what the one before wrote. */
function take(who: string): void {
  for (const timer of planned.values()) clearTimeout(timer);
  planned.clear();
  running.clear();
  person = who;
  useWrapUps.setState({ kept: Object.fromEntries(Object.entries(heldBack(who)).map(([key, noted]) => [key, { noted, status: 'unsaved' }])) });
}

function plan(key: string, milliseconds: number): void {
  clearTimeout(planned.get(key));
  planned.set(key, setTimeout(() => void wrapUps.save(key), milliseconds));
}

/** Whether a later try may succeed without any change. */
function isPassing(cause: unknown): boolean {
  return cause instanceof ApiError && (cause.status === 0 || cause.status === 429 || cause.status >= 500);
}

/** Stores what is written until nothing newer is left; an answer that comes when somebody else is signed in changes nothing. */
async function saveAll(key: string): Promise<boolean> {
  const writer = person;
  for (;;) {
    const next = useWrapUps.getState().kept[key];
    if (!next || next.status === 'saved') return true;
    put(key, { noted: next.noted, status: 'saving' });
    try {
      const stored = await records.saveWrapUp(key, next.noted);
      if (person !== writer) return false;
      if (useWrapUps.getState().kept[key]?.noted !== next.noted) continue;
      put(key, { noted: next.noted, status: 'saved', at: stored.at });
      hold(key);
      noteWrapUp(key, stored);
    } catch (cause) {
      if (person !== writer) return false;
      const now = useWrapUps.getState().kept[key];
      if (!now) return false;
      put(key, { noted: now.noted, status: 'failed', reason: failureText(cause) });
      if (isPassing(cause)) plan(key, 1000 * pauseBefore(pausesGrown, cause instanceof ApiError ? cause.retryAfter : undefined));
      return false;
    }
  }
}

/** What stands in the fields: what was written here, else what is stored. */
export function notedOf(kept: Kept | undefined, stored: WrapUp | undefined): Noted {
  return kept?.noted ?? stored ?? nothing;
}

export const wrapUps = {
  /** Whose notes these are from now on: what this tab could not save of them is tried again. */
  of(who: string): void {
    if (who !== person) take(who);
    for (const [key, { status }] of Object.entries(useWrapUps.getState().kept)) if (status !== 'saved') void wrapUps.save(key);
  },
  write(key: string, noted: Noted): void {
    put(key, { noted, status: 'unsaved' });
    hold(key, noted);
    plan(key, pauseMilliseconds);
  },
  /** Stores what is written without delay; false when that failed. */
  async save(key: string): Promise<boolean> {
    clearTimeout(planned.get(key));
    const before = running.get(key);
    if (before) return before;
    const saving = saveAll(key);
    running.set(key, saving);
    void saving.finally(() => {
      if (running.get(key) === saving) running.delete(key);
    });
    return saving;
  },
  /** Who signs out leaves no note behind. */
  forget(who: string): void {
    tabStore.removeItem(keyOf(who));
    if (who === person) take('');
  },
};
