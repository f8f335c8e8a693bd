import type { OwnPhrase, OwnPhrases } from '../../api/feedback';
import { freshKey } from './order';

export interface PhraseDraft extends OwnPhrase {
  key: string;
}

/** A stored phrase has its place as key, so that a draft can be told from what is in force. */
export const draftOf = ({ phrases }: OwnPhrases): PhraseDraft[] => phrases.map((each, index) => ({ ...each, key: `${index}` }));
export const requestOf = (draft: readonly PhraseDraft[]): OwnPhrase[] => draft.map(({ phrase, level, language }) => ({ phrase, level, language }));
export const freshPhrase = (): PhraseDraft => ({ key: freshKey(), phrase: '', level: 'neutral', language: null });

/** As two phrases are compared: without case and without more than one blank between words. */
const folded = (phrase: string) => phrase.normalize('NFKC').toUpperCase().toLowerCase().trim().split(/\s+/u).join(' ');

/** Whether another one of the list is the same phrase in the same language. */
export function isTwice(phrase: PhraseDraft, list: readonly PhraseDraft[]): boolean {
  return list.some((each) => each.key !== phrase.key && each.language === phrase.language && folded(each.phrase) === folded(phrase.phrase));
}

/** How many were added, changed and removed against what is in force. */
export function changesIn(inForce: readonly OwnPhrase[], draft: readonly PhraseDraft[]) {
  const before = new Map(inForce.map((each, index) => [`${index}`, each]));
  const kept = draft.filter((each) => before.has(each.key));
  const differs = (each: PhraseDraft, old: OwnPhrase) => each.phrase !== old.phrase || each.level !== old.level || each.language !== old.language;
  return {
    added: draft.length - kept.length,
    changed: kept.filter((each) => differs(each, before.get(each.key)!)).length,
    removed: before.size - kept.length,
  };
}
