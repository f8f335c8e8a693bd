import type { Hours, HoursChange, WeekDay } from '../../api/admin';
import { weekDays } from '../../api/admin';

/** Opening hours as their form holds them. */
export interface HoursDraft {
  always: boolean;
  time_zone: string;
  days: Record<WeekDay, string>;
  closed_on: string;
  /** What is said outside the hours, by language; in English always, perhaps with nothing. */
  texts: Record<string, string>;
  overflow: string;
}

/** Who speaks a language without a text is answered in this one. */
export const mainLanguage = 'en';

export function hoursDraft(hours: Hours): HoursDraft {
  const spans = (day: WeekDay) => (hours.weekly?.[day] ?? []).map(([from, to]) => `${from}-${to}`).join(', ');
  return {
    always: hours.weekly === null, time_zone: hours.time_zone, closed_on: hours.closed_on.join(', '), texts: { [mainLanguage]: '', ...hours.message }, overflow: hours.overflow?.id ?? '',
    days: Object.fromEntries(weekDays.map((day) => [day, spans(day)])) as Record<WeekDay, string>,
  };
}

const parts = (text: string) => text.split(',').map((each) => each.trim()).filter(Boolean);
const span = /^(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$/;
const clock = (time: string) => time.padStart(5, '0');

/** What the form cannot read: a day, or `closed_on`. */
export function wrongHours(draft: HoursDraft): string[] {
  const days = draft.always ? [] : weekDays.filter((day) => parts(draft.days[day]).some((each) => !span.test(each)));
  return [...days, ...(parts(draft.closed_on).some((each) => !/^\d{4}-\d{2}-\d{2}$/.test(each)) ? ['closed_on'] : [])];
}

/** The texts that say something. */
function written(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, text.trim()]).filter(([, text]) => text !== ''));
}

/** What of a draft is saved: a language without a text yet is no change. */
export const hoursRequest = (draft: HoursDraft) => ({ ...draft, texts: written(draft.texts) });

export function hoursChange(draft: HoursDraft, version: number): HoursChange {
  const spans = (day: WeekDay) => parts(draft.days[day]).map((each) => span.exec(each)!).map((found): [string, string] => [clock(found[1]!), clock(found[2]!)]);
  const open = weekDays.filter((day) => parts(draft.days[day]).length > 0);
  return {
    time_zone: draft.time_zone.trim(), weekly: draft.always ? null : Object.fromEntries(open.map((day) => [day, spans(day)])), closed_on: parts(draft.closed_on), message: written(draft.texts),
    overflow: draft.overflow || null, version,
  };
}
