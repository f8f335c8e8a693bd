import { zoneLevels } from '../../ui/levels';

/** What is searched for, as the page's address keeps it. */
export interface Asked {
  words: string;
  queue: string;
  /** A level's name, `all_negative`, or empty for every one. */
  level: string;
  /** Days of the reader's calendar, both of them included. */
  from: string;
  to: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

export function askedBy(search: URLSearchParams): Asked {
  const date = (key: string) => (day.test(search.get(key) ?? '') ? search.get(key)! : '');
  return { words: search.get('q') ?? '', queue: search.get('queue') ?? '', level: search.get('level') ?? '', from: date('from'), to: date('to') };
}

export function addressOf(asked: Asked): URLSearchParams {
  const { words, ...filters } = asked;
  return new URLSearchParams(Object.entries({ q: words, ...filters }).filter(([, value]) => value !== ''));
}

export function isFiltered({ queue, level, from, to }: Asked): boolean {
  return [queue, level, from, to].some((each) => each !== '');
}

/** Midnight of the reader's day, `later` days on. */
function midnight(date: string, later = 0): string {
  const [year = 0, month = 1, on = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, on + later).toISOString();
}

/** The query of the interface: the last day is meant as a whole. */
export function queryOf(asked: Asked): URLSearchParams {
  const query = new URLSearchParams({ q: asked.words });
  if (asked.queue) query.set('queue', asked.queue);
  if (asked.level) query.set('level', asked.level === 'all_negative' ? zoneLevels.all_negative.join(',') : asked.level);
  if (asked.from) query.set('from', midnight(asked.from));
  if (asked.to) query.set('to', midnight(asked.to, 1));
  return query;
}
