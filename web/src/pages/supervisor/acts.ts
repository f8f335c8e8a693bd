import type { Conversation, SupervisorActions } from '../../api/model';

/** What a supervisor does with a conversation, in the order a menu offers it. */
export const acts = ['open', 'monitor', 'join', 'whisper', 'leave', 'take_over', 'assign', 'transfer', 'force_close'] as const;
export type Act = (typeof acts)[number];

/** What a menu offers: the acts that the state allows, and the block, which is possible at any time. */
export type Choice = Act | 'block';

/** The key that does it while a row has the focus. */
export const keyOf: Partial<Record<Act, string>> = { open: 'M', monitor: 'M', join: 'J', whisper: 'W', assign: 'A', transfer: 'T' };

/** The administrator's switch that an action goes with; joining goes with monitoring, taking over with transferring. */
const switchOf: Partial<Record<Act, keyof Omit<SupervisorActions, 'version'>>> = {
  monitor: 'monitor', join: 'monitor', whisper: 'monitor', take_over: 'transfer', assign: 'assign', transfer: 'transfer', force_close: 'force_close',
};

export function isOwn(conversation: Conversation, me: string): boolean {
  return conversation.agent?.id === me;
}

export function hasJoined(conversation: Conversation, me: string): boolean {
  return (conversation.participants ?? []).some((each) => each.user.id === me && each.mode === 'joined');
}

/** What this person may do with it now: what its state allows, less what the administrator has switched off. */
export function actsFor(conversation: Conversation, me: string, switches?: SupervisorActions): Act[] {
  const allowed = new Set<Act>((conversation.actions ?? []).filter((each): each is Act => (acts as readonly string[]).includes(each)));
  const joined = hasJoined(conversation, me);
  if (allowed.has('monitor')) allowed.add('whisper');
  if (isOwn(conversation, me)) {
    for (const act of ['monitor', 'join', 'whisper', 'take_over'] as const) allowed.delete(act);
    if (conversation.state !== 'closed') allowed.add('open');
  }
  const open = acts.filter((act) => allowed.has(act) && !(switchOf[act] && switches?.[switchOf[act]] === false));
  if (!joined) return open;
  return acts.filter((act) => act === 'open' || act === 'leave' || (open.includes(act) && act !== 'monitor' && act !== 'join'));
}
