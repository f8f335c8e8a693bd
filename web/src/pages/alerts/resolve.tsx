import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Textarea } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { api } from '../../api/client';
import type { Alert } from '../../api/model';
import { Refusal, useDeed } from '../../staff/deed';
import { useText } from '../../text';

/** Asks what was done before an alert is put away as resolved. */
export function Resolve({ alert, onDone }: { alert: Alert; onDone: () => void }) {
  const t = useText();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const { busy, fault, act } = useDeed();
  const go = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      await api.answerAlert(alert.id, 'resolve', reason.trim());
      await queries.invalidateQueries({ queryKey: ['alerts'] });
      onDone();
    });
  };
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onDone()}>
      <DialogSurface>
        <form onSubmit={go}>
          <DialogBody>
            <DialogTitle>{t('alerts.resolve_title', { customer: alert.customer?.name ?? t('visitor') })}</DialogTitle>
            <DialogContent>
              <Field label={t('alerts.resolve_reason')} hint={t('alerts.resolve_hint')}>
                <Textarea value={reason} textarea={{ dir: 'auto' }} maxLength={500} rows={3} onChange={(_, data) => setReason(data.value)} />
              </Field>
              <Refusal fault={fault} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onDone}>{t('common.cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>{t('alerts.resolve')}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
