import { useEffect, useRef } from 'react';
import type { AgentAct } from './conversation';

/** Where the keyboard goes on after a deed whose button is gone: to the place to write, or to the list of sessions. */
export function useFocusAfter(focused: string | null) {
  const wanted = useRef<'writing' | 'sessions' | null>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    if (wanted.current === 'sessions' && focused !== null) return;
    const place = wanted.current === 'writing'
      ? document.querySelector<HTMLElement>('[data-conversation-view] textarea')
      : document.querySelector<HTMLElement>('[data-sessions] li button') ?? document.querySelector<HTMLElement>('[data-sessions] button');
    if (!place) return;
    wanted.current = null;
    place.focus();
  });
  return {
    opened: () => { opener.current = document.activeElement; },
    /** A dialog is gone: back to the button that opened it. */
    closed: () => requestAnimationFrame(() => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    }),
    done: (action: AgentAct) => {
      if (action === 'accept' || action === 'end') wanted.current = 'writing';
      if (action === 'close' || action === 'reject' || action === 'leave') wanted.current = 'sessions';
    },
  };
}
