import {
  Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, MessageBar, MessageBarBody, makeStyles, tokens,
} from '@fluentui/react-components';
import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import { ApiError } from '../api/client';
import { useText } from '../text';
import { failureText } from './words';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
});

export interface Fault {
  /** The field at fault, as the API names it. */
  field: string;
  text: string;
}

export function faultOf(cause: unknown): Fault {
  return { field: cause instanceof ApiError ? (cause.field ?? '') : '', text: failureText(cause) };
}

/** What a field shows of a fault that is its own. */
export function fieldFault(fault: Fault | null, ...names: string[]) {
  return fault && names.includes(fault.field) ? { validationState: 'error' as const, validationMessage: fault.text } : {};
}

/** A fault that no field of the form shows. */
export function FaultBar({ fault, fields = [] }: { fault: Fault | null; fields?: readonly string[] }) {
  const t = useText();
  if (!fault || fields.includes(fault.field)) return null;
  return <div role="alert"><MessageBar intent="error" layout="multiline"><MessageBarBody>{t('common.failed', { reason: fault.text })}</MessageBarBody></MessageBar></div>;
}

/** Sends a form, not twice at once; what the server refuses is kept for the field at fault. */
export function useSubmit(ready: boolean, run: () => Promise<void>): { busy: boolean; fault: Fault | null; submit: (event: FormEvent) => void } {
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    setFault(null);
    try {
      await run();
    } catch (cause) {
      setFault(faultOf(cause));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) void go();
  };
  return { busy, fault, submit };
}

interface FormDialogProps {
  title: string;
  submit: string;
  /** Fields in the form by the names of the API; the fault of another one stands under them all. */
  fields: readonly string[];
  ready: boolean;
  run: () => Promise<void>;
  onDone: () => void;
  children: (fault: Fault | null) => ReactNode;
}

/** A small form over the page; what the server refuses is told at its field, and the form stays. */
export function FormDialog({ title, submit, fields, ready, run, onDone, children }: FormDialogProps) {
  const t = useText();
  const styles = useStyles();
  const { busy, fault, submit: go } = useSubmit(ready, run);
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onDone()}>
      <DialogSurface>
        <form noValidate onSubmit={go}>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.form}>
              {children(fault)}
              <FaultBar fault={fault} fields={fields} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onDone}>{t('common.cancel')}</Button>
              <Button type="submit" appearance="primary" disabled={!ready} disabledFocusable={busy}>{submit}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
