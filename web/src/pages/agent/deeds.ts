import { useState } from 'react';
import { api } from '../../api/client';
import { takeOver, useLive } from '../../live/store';
import { useOpened } from '../../staff/deed';
import type { Way } from '../../staff/hand-on';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import type { AgentAct } from './conversation';
import type { Focus } from './focus';
import { useFocusAfter } from './focus-after';

/** A dialog that asks before something is done. */
interface Asked {
  key: string;
  way: Way | 'block';
}

export type Deeds = ReturnType<typeof useDeeds>;

/** The sessions whose deed is on its way, and why the last one of a session was refused. */
function useProgress() {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [faults, setFaults] = useState<Record<string, string>>({});
  return {
    busy,
    faults,
    begin: (key: string) => {
      setBusy((before) => new Set([...before, key]));
      setFaults((before) => ({ ...before, [key]: '' }));
    },
    refuse: (key: string, words: string) => setFaults((before) => ({ ...before, [key]: words })),
    end: (key: string) => setBusy((before) => new Set([...before].filter((each) => each !== key))),
  };
}

/** By session that was handed on in this page: its next agent, by name. Its customer is still answered here until that one accepts. */
function useHandedOn() {
  const [handedOn, setHandedOn] = useState<ReadonlyMap<string, string>>(new Map());
  return {
    handedOn,
    handOver: (key: string, to: string) => setHandedOn((before) => new Map([...before, [key, to]])),
    forget: (key: string) => setHandedOn((before) => new Map([...before].filter(([each]) => each !== key))),
  };
}

function send(key: string, action: Exclude<AgentAct, Asked['way']>): Promise<unknown> {
  const raising = action === 'raise_hand' || action === 'lower_hand';
  return raising ? api.raiseHand(key, action === 'raise_hand') : api.act(key, action);
}

/** What the agent does with the sessions, what is asked before, and what came of it. */
export function useDeeds({ focused, intend }: Pick<Focus, 'focused' | 'intend'>) {
  const t = useText();
  const after = useFocusAfter(focused);
  const { busy, faults, begin, refuse, end } = useProgress();
  const { handedOn, handOver, forget } = useHandedOn();
  const { opened: asked, open: ask, close } = useOpened<Asked>();
  const [said, setSaid] = useState({ key: '', words: '' });
  const act = async (key: string, action: AgentAct) => {
    after.opened();
    const wanted = intend();
    if (action === 'consult' || action === 'transfer' || action === 'block') {
      ask({ key, way: action });
      return;
    }
    begin(key);
    setSaid({ key, words: '' });
    forget(key);
    try {
      takeOver(await send(key, action));
      if (action === 'accept') wanted.show(key);
      if (key === focused && (action === 'close' || action === 'reject' || action === 'leave')) wanted.show(null);
      if (wanted.holds()) after.done(action);
    } catch (cause) {
      refuse(key, t('agent.action_failed', { reason: failureText(cause) }));
      if (action === 'accept' || action === 'reject') wanted.show(key);
    } finally {
      end(key);
    }
  };
  /** The dialog is done with; `words` tell what it led to. */
  const answered = (one: Asked, words?: string) => {
    const to = words && one.way === 'transfer' ? useLive.getState().conversations[one.key]?.agent?.name : undefined;
    if (to) handOver(one.key, to);
    if (words || one.way !== 'block') setSaid({ key: one.key, words: words ?? '' });
    if (close(one)) after.closed();
  };
  return { busy, faults, said, handedOn, forget, asked, act, answered };
}
