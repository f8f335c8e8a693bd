import i18next from 'i18next';

/** The reader's own region where it speaks the language of the pages, so that dates look familiar. */
function locale(): string {
  const language = i18next.language || 'en';
  const own = typeof navigator === 'undefined' ? undefined : navigator.languages.find((each) => each.split('-')[0] === language);
  return own ?? language;
}

const minute = 60;
const hour = 60 * minute;

/** A length of time as m:ss, or h:mm:ss from an hour on. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = `${two(Math.floor((whole % hour) / minute))}:${two(whole % minute)}`;
  return whole >= hour ? `${Math.floor(whole / hour)}:${rest}` : rest.replace(/^0/, '');
}

export function clock(at: string | number): string {
  return new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit' }).format(new Date(at));
}

export function dateAndTime(at: string | number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** Relative under an hour, then the clock, then the date. */
export function ago(at: string, now: number): string {
  const then = Date.parse(at);
  const seconds = Math.max(0, (now - then) / 1000);
  if (seconds < 45) return i18next.t('time.now');
  if (seconds < hour) {
    const form = new Intl.RelativeTimeFormat(locale(), { numeric: 'always', style: 'short' });
    return form.format(-Math.max(1, Math.round(seconds / minute)), 'minute');
  }
  return new Date(then).toDateString() === new Date(now).toDateString() ? clock(then) : dateAndTime(then);
}

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
}

/** A name beside other words, which reads in its own direction and leaves theirs alone. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** A value that stands in a sentence; one that may run against the sentence leaves the words and figures around it in their places. */
export function apart(value: string): string {
  const already = value.startsWith('\u2068') && value.endsWith('\u2069');
  return !already && (i18next.dir() === 'rtl' || rightToLeft.test(value)) ? isolated(value) : value;
}

/** Names one after the other, in this order whichever way each is read. */
export function listed(names: readonly string[]): string {
  return names.map(apart).join(', ');
}

/** A share of one as a percentage. */
export function percent(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: digits }).format(value);
}

/** The name of a language as its own speakers write it; the code where nobody knows one. */
export function languageName(code: string | null | undefined): string {
  if (!code || code === 'und') return '';
  try {
    const name = new Intl.DisplayNames([code, 'en'], { type: 'language', fallback: 'none' }).of(code);
    return name ? name.charAt(0).toLocaleUpperCase(code) + name.slice(1) : code;
  } catch {
    return code;
  }
}

/** A day of a time zone, short enough for an axis. */
export function dayName(at: string | number, zone: string): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, day: 'numeric', month: 'short' }).format(new Date(at));
}

export function longDayName(at: string | number, zone: string): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at));
}

/** A day of the week, Monday first, in the shortest form that is read. */
export function shortDay(day: number): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', weekday: 'short' }).format(Date.UTC(2024, 0, 1 + day));
}

/** A day of the calendar, written as `2026-12-25`, in the reader's way. */
export function calendarDay(date: string): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(date));
}

export function hourName(at: string | number, zone: string): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(new Date(at));
}
