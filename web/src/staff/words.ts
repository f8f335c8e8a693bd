import type { Conversation, LevelName } from '../api/model';
import { ApiError } from '../api/client';
import { t } from '../text';

/** The name of a session: the customer's, else the subject, else what a nameless visitor is called. */
export function titleOf(conversation: Pick<Conversation, 'customer' | 'subject'> | undefined): string {
  return conversation?.customer.name || conversation?.subject || t('visitor');
}

/** What the agent is shown: before the first scored message that is Neutral. */
export function shownToAgent(level: LevelName | undefined): LevelName {
  return !level || level === 'none' ? 'neutral' : level;
}

/** Whether a feeling is shown at all: not while monitoring is off for a running conversation. */
export function isShown(conversation: Conversation): boolean {
  return conversation.monitored !== false || conversation.state === 'closed';
}

/** The unread count as the session's entry shows it: ten and more become 10+. */
export function unreadMark(count: number): string {
  return count >= 10 ? '10+' : String(count);
}

/** The description of a session out of focus: the urgent one goes before the count. */
export function sessionDescription(title: string, unread: number, urgent: boolean): string {
  if (urgent) return t('agent.attention', { title });
  if (unread > 0) return t('agent.updates', { title, amount: unreadMark(unread) });
  return '';
}

/** Whose hand is raised: the reader's own, or that of the agent who has the conversation. */
export function handWords({ agent }: Pick<Conversation, 'agent'>, me: string): string {
  return agent?.id === me ? t('agent.hand_raised') : t('board.asks_for_help', { agent: agent?.name ?? t('transcript.agent') });
}

/** What went wrong and what to do, in one sentence. */
export function failureText(cause: unknown): string {
  if (!(cause instanceof ApiError)) return t('failure.offline');
  switch (cause.status) {
    case 0: return t('failure.offline');
    case 403: return cause.detail || t('failure.forbidden');
    case 404: return t('failure.gone');
    case 409: return cause.detail || t('failure.conflict');
    case 413: return t('failure.too_large');
    case 429:
    case 503:
      return cause.retryAfter ? t('failure.busy_in', { count: Math.ceil(cause.retryAfter) }) : t('failure.busy');
    default:
      return cause.detail || t('failure.other', { status: cause.status });
  }
}
