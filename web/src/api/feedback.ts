import { addressOf, all, file, part, request } from './client';
import type { LevelName, Named, Page, Reading } from './model';

export type ScoredLevel = Exclude<LevelName, 'none'>;

/** What one of the staff says of the reading of one message. */
export interface Feedback {
  id: string;
  at: string;
  conversation: string;
  message: string;
  /** Of the message. */
  text: string;
  by: Named;
  level: ScoredLevel;
  note: string;
  /** What was read when it was said. */
  reading: { level: LevelName; pulse: number | null; language: string; model: string };
}

/** How often people and readings of one language and model say the same. */
export interface Agreement {
  language: string;
  model: string;
  judged: number;
  same_level: number;
  within_one: number;
  same_zone: number;
}

export interface AgreementReport {
  items: Agreement[];
  /** A row for each level that people said, in it the counts of what was read; both from very negative to very positive. */
  confusion: number[][];
}

/** A reading that another took the place of has `replaced_at`. */
export type EarlierReading = Reading & { replaced_at?: string };

/** A phrase that the organisation reads its own way; null for all languages. */
export interface OwnPhrase {
  phrase: string;
  level: ScoredLevel;
  language: string | null;
}

export interface OwnPhrases {
  phrases: OwnPhrase[];
  version: number;
}

const id = encodeURIComponent;
const base = '/feedback';
const ofMessage = (conversation: string, message: string) => `/conversations/${id(conversation)}/messages/${id(message)}`;

/** Readings: what staff says of them, what was read before, and what a phrase means in one organisation alone. */
export const feedback = {
  of: (conversation: string) => all<Feedback>(`/conversations/${id(conversation)}/feedback`),
  say: (conversation: string, message: string, level: ScoredLevel, note: string) =>
    request<Feedback>(`${ofMessage(conversation, message)}/feedback`, { method: 'PUT', body: { level, note } }),
  takeBack: (conversation: string, message: string) => request<void>(`${ofMessage(conversation, message)}/feedback`, { method: 'DELETE' }),
  readings: (conversation: string, message: string) => request<{ items: EarlierReading[] }>(`${ofMessage(conversation, message)}/readings`).then((list) => list.items),

  list: (query: URLSearchParams, cursor: string) => request<Page<Feedback>>(`${base}?${query.toString()}&${part(cursor, 25)}`),
  agreement: (query: URLSearchParams) => request<AgreementReport>(`${base}/agreement?${query.toString()}`),
  file: (query: URLSearchParams) => file(`${base}.tsv?${query.toString()}`),
  fileAddress: (query: URLSearchParams) => addressOf(`${base}.tsv?${query.toString()}`),

  phrases: () => request<OwnPhrases>('/settings/phrases'),
  savePhrases: (phrases: readonly OwnPhrase[], version: number) => request<OwnPhrases>('/settings/phrases', { method: 'PUT', body: { phrases, version } }),
  score: (text: string) => request<{ readings: Reading[] }>('/score', { method: 'POST', body: { texts: [text] } }).then(({ readings }) => readings[0]!),
};
