import {
  Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, MessageBar, MessageBarBody,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useText } from '../text';
import { failureText } from './words';

interface ConfirmProps {
  title: string;
  text: string;
  /** The verb on the button that does it. */
  proceed: string;
  /** Does it; what it throws is shown in the dialog, which then stays. */
  run: () => Promise<void>;
  onDone: () => void;
}

/** Asks before something is done that cannot be undone. */
export function Confirm({ title, text, proceed, run, onDone }: ConfirmProps) {
  const t = useText();
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    setFault('');
    try {
      await run();
      onDone();
    } catch (cause) {
      setFault(t('common.failed', { reason: failureText(cause) }));
      setBusy(false);
    }
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && onDone()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {text}
            {fault && <div role="alert"><MessageBar intent="error" layout="multiline"><MessageBarBody>{fault}</MessageBarBody></MessageBar></div>}
          </DialogContent>
          <DialogActions>
            <Button onClick={onDone}>{t('common.cancel')}</Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => void go()}>{proceed}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
