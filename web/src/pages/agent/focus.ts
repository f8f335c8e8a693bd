import { useCallback, useEffect, useRef, useState } from 'react';
import { dismissHere, focusOn, openConversation, useLive } from '../../live/store';
import { useAddress } from '../../ui/address';

export type Focus = ReturnType<typeof useFocus>;

/** The conversation in the address is the one in focus. */
export function useFocus() {
  const [search, setSearch] = useAddress();
  const focused = search.get('conversation');
  const loaded = useLive((state) => state.loaded);
  const [failure, setFailure] = useState<{ key: string; cause: unknown } | null>(null);
  const held = useLive((state) => (focused ? state.transcripts[focused] !== undefined : true));
  useEffect(() => {
    focusOn(focused);
    return () => focusOn(null);
  }, [focused]);
  const open = useCallback((key: string) => {
    openConversation(key).catch((cause: unknown) => setFailure({ key, cause }));
  }, []);
  useEffect(() => {
    if (focused && loaded && !held) open(focused);
  }, [focused, loaded, held, open]);
  /** Counts what the reader wants to see; the latest wish counts, also one by Back or a link. */
  const wish = useRef(0);
  const shown = useRef(focused);
  useEffect(() => {
    if (focused === shown.current) return;
    shown.current = focused;
    wish.current += 1;
  }, [focused]);
  const show = (key: string | null) => {
    shown.current = key;
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (key === null) next.delete('conversation');
      else next.set('conversation', key);
      return next;
    });
  };
  const choose = (key: string | null) => {
    wish.current += 1;
    show(key);
  };
  /** A wish that is fulfilled when an answer comes, unless there was another one since. */
  const intend = () => {
    wish.current += 1;
    const mine = wish.current;
    const holds = () => wish.current === mine;
    return { holds, show: (key: string | null) => { if (holds()) show(key); } };
  };
  const retry = () => {
    setFailure(null);
    if (focused) open(focused);
  };
  return { focused, choose, intend, retry, failure: failure?.key === focused ? failure : null };
}

/** An alert about the conversation in focus shows inside it until it is dismissed or the level recovers. */
export function useAlertHere(key: string) {
  const alert = useLive((state) => state.here[key]);
  return { alert, dismiss: () => dismissHere(key) };
}
