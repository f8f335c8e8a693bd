import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useCallback, useRef, useState } from 'react';
import { useText } from '../text';
import { failureText } from './words';

/** What is done when somebody says so: not twice at once, and a refusal is put into words. */
export function useDeed(): { busy: boolean; fault: string; act: (deed: () => Promise<void>) => Promise<void> } {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const act = async (deed: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFault('');
    try {
      await deed();
    } catch (cause) {
      setFault(t('common.failed', { reason: failureText(cause) }));
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, act };
}

/** The dialog that stands open. `close` closes this one alone and tells whether it still stood: an answer that comes after it was left closes no other one. */
export function useOpened<T extends object>() {
  const [opened, setOpened] = useState<T | null>(null);
  const latest = useRef<T | null>(null);
  const open = useCallback((next: T) => {
    latest.current = next;
    setOpened(next);
  }, []);
  const close = useCallback((one: T | null): boolean => {
    if (one === null || latest.current !== one) return false;
    latest.current = null;
    setOpened(null);
    return true;
  }, []);
  return { opened, open, close };
}

/** Why a deed was refused; nothing when it was not. */
export function Refusal({ fault }: { fault: string }) {
  if (!fault) return null;
  return <div role="alert"><MessageBar intent="error" layout="multiline"><MessageBarBody>{fault}</MessageBarBody></MessageBar></div>;
}
