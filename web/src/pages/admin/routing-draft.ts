import type { RoutingRule, RoutingRules, Ruleset, RulesetRequest } from '../../api/admin';
import type { LevelName, Named } from '../../api/model';

/** A rule as its form holds it: empty fits everything, or changes nothing. */
export interface RuleDraft {
  key: string;
  name: string;
  level: LevelName | '';
  languages: string[];
  /** Names, separated by commas. */
  channels: string;
  hours: '' | 'open' | 'closed';
  /** Id. */
  queue: string;
  priority: string;
  skill: string;
}

export interface SetDraft {
  key: string;
  name: string;
  rules: RuleDraft[];
}

const textsOf = (list: string) => list.split(',').map((each) => each.trim()).filter(Boolean);

function ruleDraft(rule: RoutingRule<Named>, key: string): RuleDraft {
  const { level_at_most, languages, channels, out_of_hours } = rule.if;
  const { queue, priority, skill } = rule.then;
  return {
    key, name: rule.name, level: level_at_most ?? '', languages: languages ?? [], channels: (channels ?? []).join(', '),
    hours: out_of_hours === undefined ? '' : out_of_hours ? 'closed' : 'open',
    queue: queue?.id ?? '', priority: priority === undefined ? '' : String(priority), skill: skill ?? '',
  };
}

export function draftOf({ rulesets }: Pick<RoutingRules, 'rulesets'>): SetDraft[] {
  return rulesets.map((set: Ruleset<Named>, index) => ({
    key: `${index}`, name: set.name, rules: set.rules.map((rule, number) => ruleDraft(rule, `${index}.${number}`)),
  }));
}

/** An empty rule or set; its key is none of those that are there. */
export function newRule(key: string): RuleDraft {
  return ruleDraft({ name: '', if: {}, then: {} }, key);
}

export function newSet(key: string): SetDraft {
  return { key, name: '', rules: [newRule(`${key}.0`)] };
}

function ruleRequest(rule: RuleDraft): RoutingRule<string> {
  const request: RoutingRule<string> = { name: rule.name.trim(), if: {}, then: {} };
  const channels = textsOf(rule.channels);
  if (rule.level) request.if.level_at_most = rule.level;
  if (rule.languages.length > 0) request.if.languages = rule.languages;
  if (channels.length > 0) request.if.channels = channels;
  if (rule.hours) request.if.out_of_hours = rule.hours === 'closed';
  if (rule.queue) request.then.queue = rule.queue;
  if (rule.priority.trim()) request.then.priority = Number(rule.priority);
  if (rule.skill.trim()) request.then.skill = rule.skill.trim();
  return request;
}

/** The rules as the API takes them. */
export function requestOf(sets: readonly SetDraft[]): RulesetRequest[] {
  return sets.map((set) => ({ name: set.name.trim(), rules: set.rules.map(ruleRequest) }));
}

/** No whole number, which is told before anything is sent. */
export function isWrongPriority(rule: RuleDraft): boolean {
  return rule.priority.trim() !== '' && !/^-?\d{1,9}$/.test(rule.priority.trim());
}

/** Whether the rule sets anything; one whose queue was deleted may not. */
export function doesNothing(rule: RuleDraft): boolean {
  return rule.queue === '' && rule.priority.trim() === '' && rule.skill.trim() === '';
}

export interface Place {
  set: number;
  /** Absent where the set itself is meant. */
  rule?: number;
  /** Empty where the whole rule is meant. */
  name: string;
}

/** Where a field stands that the API names, for instance `rulesets[0].rules[1].then.priority`. */
export function placeOf(field: string): Place | null {
  const found = /^rulesets\[(\d+)\](?:\.rules\[(\d+)\])?(?:\.(?:if|then))?(?:\.([a-z_]+))?/.exec(field);
  if (!found) return null;
  const [, set, rule, name = ''] = found;
  return { set: Number(set), ...(rule === undefined ? {} : { rule: Number(rule) }), name };
}
