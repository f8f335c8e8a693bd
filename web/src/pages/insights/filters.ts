import { browserStore } from '../../api/storage';

export const periods = ['today', '7', '30', '90', 'own'] as const;
export type Period = (typeof periods)[number];
export const views = ['summary', 'queues', 'agents', 'conversations', 'agreement'] as const;
export type View = (typeof views)[number];

/** What the dashboards look at; it stands in the address, so that a link shows the same. */
export interface Filters {
  period: Period;
  /** First and last day of a period of one's own, as YYYY-MM-DD. */
  from: string;
  to: string;
  queue: string;
  agent: string;
  channel: string;
  /** A name of the IANA list; empty for the reader's own. */
  time_zone: string;
}

export const noFilters: Filters = { period: '30', from: '', to: '', queue: '', agent: '', channel: '', time_zone: '' };
const keys = Object.keys(noFilters) as (keyof Filters)[];
const day = /^\d{4}-\d{2}-\d{2}$/;

export function isDay(text: string): boolean {
  return day.test(text) && !Number.isNaN(Date.parse(text));
}

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

function isZone(name: string): boolean {
  try {
    return name === '' || Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

const fits = (key: keyof Filters, value: string): boolean =>
  key === 'period' ? (periods as readonly string[]).includes(value) : key === 'time_zone' ? isZone(value) : true;

/** Reads the filters from the address; what makes no sense there is as if it were not. */
export function filtersIn(search: URLSearchParams): Filters {
  const filters = { ...noFilters };
  for (const key of keys) {
    const value = search.get(key);
    if (value !== null && fits(key, value)) filters[key] = value as never;
  }
  return filters.period === 'own' && !(isDay(filters.from) && isDay(filters.to)) ? { ...filters, period: '30', from: '', to: '' } : filters;
}

/** Not so for days of one's own while one of them is being changed; nothing is asked for then. */
export function isOrdered({ period, from, to }: Filters): boolean {
  return period !== 'own' || from <= to;
}

/** Writes them into the address; what is as usual is left out. */
export function withFilters(search: URLSearchParams, filters: Filters): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const key of keys) {
    if (filters[key] === noFilters[key] || ((key === 'from' || key === 'to') && filters.period !== 'own')) next.delete(key);
    else next.set(key, filters[key]);
  }
  return next;
}

/** The day that a moment falls on in a time zone. */
export function dayOf(at: number | string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

export function plusDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** First and last day of the period. */
export function daysOf(filters: Filters, now: number): { first: string; last: string } {
  if (filters.period === 'own') return { first: filters.from, last: filters.to };
  const last = dayOf(now, filters.time_zone || ownZone());
  return { first: plusDays(last, filters.period === 'today' ? 0 : 1 - Number(filters.period)), last };
}

/** The filters as the API takes them; `only` narrows them to one day. */
export function queryOf(filters: Filters, now: number, only?: string): URLSearchParams {
  const { first, last } = daysOf(filters, now);
  const query = new URLSearchParams({ from: only ?? first, to: plusDays(only ?? last, 1), time_zone: filters.time_zone || ownZone() });
  for (const key of ['queue', 'agent', 'channel'] as const) if (filters[key]) query.set(key, filters[key]);
  return query;
}

const storageKey = (user: string) => `undertone.insights.${user}`;

/** The filters that this person last looked with, for an address that names none. */
export function keptFilters(user: string, storage: Pick<Storage, 'getItem'> = browserStore): Filters {
  return filtersIn(new URLSearchParams(storage.getItem(storageKey(user)) ?? ''));
}

export function keepFilters(user: string, filters: Filters, storage: Pick<Storage, 'setItem'> = browserStore): void {
  storage.setItem(storageKey(user), withFilters(new URLSearchParams(), filters).toString());
}
