import type { Conversation } from '../api/model';

/** How its agent brings a conversation to its end: one that waits for its customer is closed, only an active one is ended. After that the wrap-up has the button. */
export function finishOf({ state }: Pick<Conversation, 'state'>): 'end' | 'close' | undefined {
  return state === 'active' ? 'end' : state === 'waiting' ? 'close' : undefined;
}

/** The word on the button: closing is called as at the end of a wrap-up. */
export const finishWords = { end: 'agent.end', close: 'agent.finish' } as const;
