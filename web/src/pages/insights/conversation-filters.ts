import type { ConversationState } from '../../api/model';
import { isLevel, zoneLevels } from '../../ui/levels';

/** Which conversations of the period are listed: a level or a zone, and a state; empty for all. */
export interface Which {
  level: string;
  state: string;
}

export const states: readonly ConversationState[] = ['open', 'active', 'waiting', 'wrap_up', 'closed'];

const isZone = (word: string): word is keyof typeof zoneLevels => word in zoneLevels;

/** Reads the choice from the address; what makes no sense there is as if it were not. */
export function whichIn(search: URLSearchParams): Which {
  const level = search.get('level') ?? '';
  const state = search.get('state') ?? '';
  return { level: isZone(level) || isLevel(level) ? level : '', state: states.find((each) => each === state) ?? '' };
}

const pageSize = '50';

/** The query of the list of conversations. */
export function conversationQuery(period: URLSearchParams, { level, state }: Which): URLSearchParams {
  const query = new URLSearchParams(period);
  query.set('state', state || states.join(','));
  if (level) query.set('level', isZone(level) ? zoneLevels[level].join(',') : level);
  query.set('limit', pageSize);
  return query;
}
