import { useCallback, useState } from 'react';
import { api } from '../../api/client';
import { takeOver, useLive } from '../../live/store';
import type { Draft } from '../../staff/composer';
import { failureText, titleOf } from '../../staff/words';
import { useText } from '../../text';
import { useAddress } from '../../ui/address';
import { copyText } from '../../ui/clipboard';
import type { Choice } from './acts';
import type { Supervision } from './supervision';
import { attempt, focusRow } from './supervision';

/** The conversation in the address is the one that the panel shows. */
export function useMonitored() {
  const [search, setSearch] = useAddress();
  const monitored = search.get('conversation');
  const [full, setFull] = useState(false);
  const monitor = useCallback((key: string) => setSearch((before) => {
    const next = new URLSearchParams(before);
    next.set('conversation', key);
    return next;
  }), [setSearch]);
  const close = useCallback(() => {
    setFull(false);
    if (monitored !== null) requestAnimationFrame(() => focusRow(monitored));
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.delete('conversation');
      return next;
    });
  }, [setSearch, monitored]);
  return { monitored, full, monitor, close, toggleFull: () => setFull(!full) };
}

interface Means {
  monitored: string | null;
  monitor: (key: string) => void;
  supervision: Pick<Supervision, 'ask' | 'say'>;
  write: (key: string, by: (before: Draft) => Draft) => void;
}

/** What a supervisor does with a conversation from its row or the panel; what must be asked before stands in useSupervision. */
export function useDeeds({ monitored, monitor, supervision: { ask, say }, write }: Means) {
  const t = useText();
  /** Counts the wishes to whisper: each puts the focus into the place to write. */
  const [asked, setAsked] = useState(0);
  const [joining, setJoining] = useState<string | null>(null);
  const act = useCallback((which: Choice, key: string) => {
    if (ask(which, key)) return;
    setJoining(which === 'join' ? key : null);
    if (which === 'leave' || (which === 'join' && key === monitored)) {
      attempt(() => api.act(key, which).then(takeOver), say, (cause) => t('common.failed', { reason: failureText(cause) }));
      return;
    }
    if (which === 'whisper') {
      setAsked((before) => before + 1);
      write(key, ({ text }) => ({ text, note: true }));
    }
    monitor(key);
  }, [ask, say, monitor, monitored, write, t]);
  const stuck = useCallback((key: string, cause: unknown) => {
    const wordsOf = (why: unknown) => t('monitor.stuck', { title: titleOf(useLive.getState().conversations[key]), reason: failureText(why) });
    say(wordsOf(cause), () => attempt(() => api.act(key, 'leave').then(takeOver), say, wordsOf));
  }, [say, t]);
  const copy = useCallback((key: string) => {
    const address = new URL(`/supervisor?conversation=${encodeURIComponent(key)}`, window.location.href).href;
    void copyText(address).then((copied) => say(copied ? t('board.copied') : t('board.not_copied', { address })));
  }, [say, t]);
  return { act, stuck, copy, asked, joining };
}
