import type { Queue, RoutingRules } from '../../api/admin';
import type { Colleague } from '../../api/model';

/** Skills that are being chosen, and one that is being typed: it counts without being added first. */
export interface SkillsDraft {
  chosen: string[];
  typed: string;
}

const isSame = (one: string, other: string) => one.toLocaleLowerCase() === other.toLocaleLowerCase();

/** With the typed one, in the spelling in which it is known. */
export function added({ chosen, typed }: SkillsDraft, known: readonly string[] = []): string[] {
  const word = typed.trim();
  if (word === '' || chosen.some((each) => isSame(each, word))) return chosen;
  return [...chosen, known.find((each) => isSame(each, word)) ?? word];
}

export const skillsOf = (draft: SkillsDraft) => added(draft);

/** The same names, in whatever order. */
export function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}

/** Every skill that somebody has or that a queue or a rule asks for. */
export function skillsIn(people: readonly Colleague[], queues: readonly Queue[], rules?: RoutingRules): string[] {
  const ofRules = (rules?.rulesets ?? []).flatMap((set) => set.rules).map((rule) => rule.then.skill ?? '');
  const all = [...people.flatMap((each) => each.skills ?? []), ...queues.flatMap((each) => each.skills), ...ofRules];
  return [...new Set(all.filter(Boolean))].sort((a, b) => a.localeCompare(b));
}
