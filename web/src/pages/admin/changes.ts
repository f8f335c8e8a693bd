import { weekDays } from '../../api/admin';
import type { SentimentSettings, Threshold } from '../../api/model';
import { shortDay, t } from '../../text';

export const thresholds: readonly Threshold[] = ['none', 'slightly_negative', 'negative', 'very_negative'];

export type Choice = Pick<SentimentSettings, 'enabled' | 'agent_threshold' | 'supervisor_threshold' | 'quiet_hours'>;
export type ChoiceKey = keyof Choice;

export const choiceKeys: readonly ChoiceKey[] = ['enabled', 'agent_threshold', 'supervisor_threshold', 'quiet_hours'];

type Value = Choice[ChoiceKey] | 'inherit';

/** Hours are compared by what they say. */
export function isSame(one: Value, other: Value): boolean {
  const said = (value: Value) => (value && typeof value === 'object' ? `${value.from}-${value.to} ${value.time_zone}` : (value ?? null));
  return said(one) === said(other);
}

/** What differs from the settings in force; only that is sent, so that two people can change different things. */
export function changesOf(inForce: Choice, edited: Partial<Choice>): Partial<Choice> {
  return Object.fromEntries(choiceKeys.filter((key) => edited[key] !== undefined && !isSame(edited[key], inForce[key])).map((key) => [key, edited[key]]));
}

export interface Pair {
  name: string;
  before: string;
  after: string;
}

/** Reads `name=value` pairs, separated by blanks or commas; a value that holds such a separator goes on until the next name. */
function pairsOf(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const starts = [...text.matchAll(/(?:^|[\s,;]+)([a-z][a-z0-9_.]*)=/g)];
  if (starts.length === 0) return text === '' ? pairs : pairs.set('', text);
  starts.forEach((start, index) => pairs.set(start[1]!, text.slice(start.index + start[0].length, starts[index + 1]?.index ?? text.length).trim()));
  return pairs;
}

/** Opening hours stand in the log as minutes of the day, `mon:540-1050,`; they are read as times. */
function weekText(logged: string): string {
  if (logged === 'always') return t('manage.always');
  if (logged === '') return t('manage.day_closed');
  const time = (minutes: string) => [Math.floor(Number(minutes) / 60), Number(minutes) % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return [...logged.matchAll(/([a-z]{3}):(\d+)-(\d+)/g)]
    .map(([, day = '', from = '', to = '']) => `${shortDay(weekDays.findIndex((each) => each.startsWith(day)))} ${time(from)}–${time(to)}`)
    .join(', ');
}

const shown = (name: string, value: string | undefined) => (name === 'weekly' && value !== undefined ? weekText(value) : (value ?? ''));

/** What an entry of the audit log changed: only values that are not the same before and after. */
export function changedPairs(before: string, after: string): Pair[] {
  const [old, now] = [pairsOf(before), pairsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, before: shown(name, old.get(name)), after: shown(name, now.get(name)) }))
    .filter((pair) => pair.before !== pair.after);
}
