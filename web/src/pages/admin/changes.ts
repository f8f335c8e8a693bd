import type { SentimentSettings, Threshold } from '../../api/model';

export const thresholds: readonly Threshold[] = ['none', 'slightly_negative', 'negative', 'very_negative'];

export type Choice = Pick<SentimentSettings, 'enabled' | 'agent_threshold' | 'supervisor_threshold'>;
export type ChoiceKey = keyof Choice;

export const choiceKeys: readonly ChoiceKey[] = ['enabled', 'agent_threshold', 'supervisor_threshold'];

/** What differs from the settings in force; only that is sent, so that two people can change different things. */
export function changesOf(inForce: Choice, edited: Partial<Choice>): Partial<Choice> {
  return Object.fromEntries(choiceKeys.filter((key) => edited[key] !== undefined && edited[key] !== inForce[key]).map((key) => [key, edited[key]]));
}
