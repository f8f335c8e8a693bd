import { useCallback, useState } from 'react';
import { tabStore } from '../api/storage';
import type { Draft } from './composer';

const keyOf = (person: string) => `undertone.drafts.${person}`;

export const noDraft: Draft = { text: '', note: false };

type Drafts = Readonly<Record<string, Draft>>;

function kept(person: string): Drafts {
  try {
    return JSON.parse(tabStore.getItem(keyOf(person)) ?? '{}') as Drafts;
  } catch {
    return {};
  }
}

/** What is written and not yet sent, by conversation; the tab keeps it over a reload and a sign-in that expires. */
export function useDrafts(person: string) {
  const [drafts, setDrafts] = useState(() => kept(person));
  const write = useCallback((key: string, by: (before: Draft) => Draft) => setDrafts((before) => {
    const after = { ...before, [key]: by(before[key] ?? noDraft) };
    try {
      tabStore.setItem(keyOf(person), JSON.stringify(Object.fromEntries(Object.entries(after).filter(([, each]) => each.text !== ''))));
    } catch {
      // A full storage costs only that the text survives a reload.
    }
    return after;
  }), [person]);
  return { drafts, write };
}

/** Who signs out leaves no text behind. */
export function forgetDrafts(person: string): void {
  tabStore.removeItem(keyOf(person));
}
