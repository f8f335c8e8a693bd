import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import { useText } from '../text';
import { Refusal, useDeed } from './deed';

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
  const { busy, fault, act } = useDeed();
  const go = () => act(async () => {
    await run();
    onDone();
  });
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && onDone()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {text}
            <Refusal fault={fault} />
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
