import { createContext, use, useEffect, useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useBlocker } from 'react-router';
import { Confirm } from '../../staff/confirm';
import { useText } from '../../text';

/** The parts of the page that hold changes which are not saved. */
const Unsaved = createContext(new Set<string>());

/** Notes whether this part of the page holds unsaved changes. The answer lets them go, for a page that is left because they were saved or given up. */
export function useUnsaved(changed: boolean): () => void {
  const parts = use(Unsaved);
  const id = useId();
  useEffect(() => {
    if (!changed) return;
    parts.add(id);
    return () => {
      parts.delete(id);
    };
  }, [parts, id, changed]);
  return () => parts.delete(id);
}

/** Asks before unsaved changes are left: by a link or Back here, by closing the window or loading the page again in the browser's own words. */
export function AskBeforeLeaving({ children }: { children: ReactNode }) {
  const t = useText();
  const [parts] = useState(() => new Set<string>());
  // Whoever is signed out cannot save any more.
  const blocker = useBlocker(({ currentLocation, nextLocation }) =>
    parts.size > 0 && nextLocation.pathname !== currentLocation.pathname && nextLocation.pathname !== '/sign-in');
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (parts.size > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [parts]);
  return (
    <Unsaved value={parts}>
      {children}
      {blocker.state === 'blocked' && (
        <Confirm
          title={t('admin.leave_title')}
          text={t('admin.leave_text')}
          proceed={t('admin.leave_proceed')}
          run={async () => {
            parts.clear();
            blocker.proceed();
          }}
          onDone={() => parts.size > 0 && blocker.reset()}
        />
      )}
    </Unsaved>
  );
}
