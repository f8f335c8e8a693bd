import { useEffect, useRef, useState } from 'react';
import { ApiError, api } from '../../api/client';
import type { Action } from '../../api/client';
import type { Conversation } from '../../api/model';
import { focusOn, onLiveEvent, openConversation, takeOver, useLive } from '../../live/store';
import { failureText } from '../../staff/words';
import { t } from '../../text';
import { hasJoined, isOwn } from './acts';

/** How the reader stands to the conversation in the panel. */
export type Standing =
  | { kind: 'asking' | 'monitoring' | 'joined' | 'own' | 'offered' | 'apart' | 'open' }
  | { kind: 'refused'; reason: string }
  /** The call did not come through; the same can be tried again. */
  | { kind: 'failed'; reason: string };

/** Nothing was decided: no answer came, or one that asks to come back. */
function isPassing(cause: unknown): boolean {
  return !(cause instanceof ApiError) || cause.status === 0 || cause.status === 429 || cause.status >= 500;
}

function takesPart(conversation: Conversation | undefined, me: string): boolean {
  return conversation !== undefined && (isOwn(conversation, me) || hasJoined(conversation, me));
}

function standingOf(conversation: Conversation | undefined, me: string, asked: Standing): Standing {
  if (conversation && isOwn(conversation, me)) return { kind: conversation.awaiting_acceptance ? 'offered' : 'own' };
  if (conversation && hasJoined(conversation, me)) return { kind: 'joined' };
  return asked;
}

/** Nobody can be watched where nobody talks; who opened the conversation took its alerts on all the same, and the others are told. */
async function acknowledgeAll(conversation: string): Promise<void> {
  const open = await api.alertsOf(conversation, 'open');
  await Promise.all(open.filter((each) => each.audience === 'supervisor').map((each) => api.answerAlert(each.id, 'acknowledge')));
}

/**
 * Asks the server to monitor, once for each conversation opened, unless its reader takes part already. Closing the panel
 * ends the monitoring, and so does the administrator who switches it off; who has joined, or is the agent, stays until they leave.
 * `onStuck` hears of a monitoring that could not be ended.
 */
export function useStanding(key: string, me: string, joining: boolean, onStuck: (key: string, cause: unknown) => void) {
  const [asked, setAsked] = useState<{ key: string; value: Standing }>({ key, value: { kind: 'asking' } });
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState({ key, words: '' });
  const [turn, setTurn] = useState(0);
  const wish = useRef(joining);
  const stuck = useRef(onStuck);
  /** Whether a monitoring has begun that has to be ended; who takes part meanwhile monitors no more. */
  const begun = useRef({ value: false });
  useEffect(() => {
    wish.current = joining;
  }, [joining]);
  useEffect(() => {
    stuck.current = onStuck;
  }, [onStuck]);
  useEffect(() => {
    let left = false;
    const began = { value: false };
    begun.current = began;
    const set = (value: Standing) => {
      if (!left) setAsked({ key, value });
    };
    const present = () => useLive.getState().conversations[key];
    const end = () => void api.act(key, 'leave').catch((cause: unknown) => isPassing(cause) && stuck.current(key, cause));
    const begin = async () => {
      await openConversation(key).catch(() => undefined);
      if (left || present()?.state === 'closed') return;
      const there = present();
      if (there && takesPart(there, me)) {
        set({ kind: 'apart' });
        if (!isOwn(there, me)) await api.act(key, 'monitor').catch(() => undefined); // takes its alerts
        return;
      }
      try {
        if (wish.current) {
          takeOver(await api.act(key, 'join'));
          set({ kind: 'apart' });
          return;
        }
        const answer = await api.act(key, 'monitor');
        takeOver(answer);
        began.value = !takesPart(present(), me);
        set({ kind: 'monitoring' });
        if (left && began.value) end();
      } catch (cause) {
        if (isPassing(cause)) set({ kind: 'failed', reason: failureText(cause) });
        else if (present()?.state === 'open') await acknowledgeAll(key).then(() => set({ kind: 'open' }), (late: unknown) => set({ kind: 'failed', reason: failureText(late) }));
        else set({ kind: 'refused', reason: failureText(cause) });
      }
    };
    focusOn(key);
    void begin();
    const deaf = onLiveEvent(({ action, conversation: told }) => {
      if (action !== 'switched_off' || told?.id !== key) return;
      began.value = false;
      set({ kind: 'refused', reason: t('monitor.switched_off') });
    });
    return () => {
      left = true;
      deaf();
      focusOn(null);
      if (began.value && !takesPart(present(), me)) end();
    };
  }, [key, me, turn]);
  const conversation = useLive((state) => state.conversations[key]);
  useEffect(() => {
    if (takesPart(conversation, me)) begun.current.value = false;
  }, [conversation, me]);

  const act = async (action: Action): Promise<boolean> => {
    setBusy(true);
    setFault({ key, words: '' });
    try {
      takeOver(await api.act(key, action));
      return true;
    } catch (cause) {
      setFault({ key, words: t('common.failed', { reason: failureText(cause) }) });
      return false;
    } finally {
      setBusy(false);
    }
  };
  const standing = standingOf(conversation, me, asked.key === key ? asked.value : { kind: 'asking' });
  const again = () => {
    setAsked({ key, value: { kind: 'asking' } });
    setTurn((before) => before + 1);
  };
  const monitor = () => {
    wish.current = false;
    again();
  };
  return { standing, busy, fault: fault.key === key ? fault.words : '', act, again, monitor };
}
