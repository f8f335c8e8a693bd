import type { Rule, RuleRequest } from '../../api/admin';
import type { LevelName } from '../../api/model';

/** The numbers of a rule that are off where their field is empty, with the factor between the field and the API. */
export const numbers = {
  hysteresis: 1, cool_down_seconds: 1, k: 1, n: 1, duration_seconds: 1, drop_levels: 1, within_messages: 1, minimum_messages: 1, minimum_confidence: 0.01,
} as const;
export type NumberName = keyof typeof numbers;
export const numberNames = Object.keys(numbers) as NumberName[];

/** A drop says all about itself; what asks for a threshold to be at or below is not asked of it. */
export const dropNames: readonly NumberName[] = ['drop_levels', 'within_messages'];
const thresholdNames: readonly NumberName[] = ['k', 'n', 'duration_seconds'];

/** A rule as its form holds it: every number as it was typed. */
export interface Draft {
  name: string;
  enabled: boolean;
  audience: 'agent' | 'supervisor';
  queue: string;
  channel: string;
  skill: string;
  /** What it fires at: a level, a pulse, or a drop wherever that ends. */
  by: 'level' | 'pulse' | 'drop';
  level: Exclude<LevelName, 'none'>;
  pulse: string;
  numbers: Record<NumberName, string>;
  quiet: boolean;
  from: string;
  to: string;
  time_zone: string;
}

export function draftOf(rule: Partial<Rule>, zone: string): Draft {
  const shown = (name: NumberName) => {
    const value = rule[name];
    return value === null || value === undefined || value === 0 ? '' : String(Number((value / numbers[name]).toFixed(4)));
  };
  return {
    name: rule.name ?? '', enabled: rule.enabled ?? true, audience: rule.audience ?? 'supervisor',
    queue: rule.scope?.queue ?? '', channel: rule.scope?.channel ?? '', skill: rule.scope?.skill ?? '',
    by: rule.pulse != null ? 'pulse' : rule.level == null && (rule.drop_levels ?? 0) > 0 ? 'drop' : 'level', level: rule.level ?? 'negative', pulse: rule.pulse != null ? String(rule.pulse) : '30',
    numbers: Object.fromEntries(numberNames.map((name) => [name, shown(name)])) as Record<NumberName, string>,
    quiet: rule.quiet_hours != null, from: rule.quiet_hours?.from ?? '22:00', to: rule.quiet_hours?.to ?? '06:00', time_zone: rule.quiet_hours?.time_zone ?? zone,
  };
}

/** The rule as the API takes it; what is empty is off. */
export function requestOf(draft: Draft): RuleRequest {
  const request: RuleRequest = { enabled: draft.enabled, audience: draft.audience, scope: {} };
  if (draft.name.trim()) request.name = draft.name.trim();
  if (draft.queue) request.scope = { ...request.scope, queue: draft.queue };
  if (draft.skill.trim()) request.scope = { ...request.scope, skill: draft.skill.trim() };
  if (draft.channel.trim()) request.scope = { ...request.scope, channel: draft.channel.trim() };
  if (draft.by === 'level') request.level = draft.level;
  if (draft.by === 'pulse') request.pulse = Number(draft.pulse);
  for (const name of numberNames) {
    if (draft.by === 'drop' && thresholdNames.includes(name)) continue;
    const typed = draft.numbers[name].trim();
    if (typed !== '') request[name] = Number((Number(typed) * numbers[name]).toFixed(6));
  }
  if (draft.quiet) request.quiet_hours = { from: draft.from, to: draft.to, time_zone: draft.time_zone };
  return request;
}

/** Fields whose text is no number; they are told before anything is sent. */
export function wrongNumbers(draft: Draft): string[] {
  const wrong = (typed: string) => typed.trim() !== '' && !/^\d+(\.\d+)?$/.test(typed.trim());
  const missing = (name: NumberName) => draft.by === 'drop' && dropNames.includes(name) && draft.numbers[name].trim() === '';
  const asked = (name: NumberName) => draft.by !== 'drop' || !thresholdNames.includes(name);
  return [...numberNames.filter((name) => asked(name) && (wrong(draft.numbers[name]) || missing(name))), ...(draft.by === 'pulse' && (wrong(draft.pulse) || draft.pulse.trim() === '') ? ['pulse'] : [])];
}
