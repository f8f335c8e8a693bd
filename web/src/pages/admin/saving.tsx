import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import { ApiError } from '../../api/client';
import type { Fault } from '../../staff/form';
import { FaultBar, faultOf } from '../../staff/form';
import { useText } from '../../text';

/** Saves one part of the page, and tells at its place how that ended. Where somebody else was faster the edits stay and `refetch` brings what is in force, so that they can be saved once more. */
export function useSaving<T>(save: (value: T) => Promise<void>, refetch?: () => Promise<unknown>) {
  const [state, setState] = useState<{ saved: boolean; fault: Fault | null; busy: boolean }>({ saved: false, fault: null, busy: false });
  const run = async (value: T) => {
    setState({ saved: false, fault: null, busy: true });
    try {
      await save(value);
      setState({ saved: true, fault: null, busy: false });
    } catch (cause) {
      if (cause instanceof ApiError && cause.status === 409) await refetch?.();
      setState({ saved: false, fault: faultOf(cause), busy: false });
    }
  };
  return { ...state, run };
}

/** How the last save ended. */
export function Saved({ saved, fault }: { saved: boolean; fault: Fault | null }) {
  const t = useText();
  return (
    <div role="status">
      {saved && <MessageBar intent="success"><MessageBarBody>{t('manage.saved')}</MessageBarBody></MessageBar>}
      <FaultBar fault={fault} />
    </div>
  );
}

