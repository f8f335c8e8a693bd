import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import { api } from '../../api/client';
import type { Conversation } from '../../api/model';
import { takeOver } from '../../live/store';
import { failureText, titleOf } from '../../staff/words';
import { useText } from '../../text';

/** Asks before a conversation is closed over everyone's heads. */
export function ForceClose({ conversation, onDone }: { conversation?: Conversation; onDone: () => void }) {
  const t = useText();
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const done = () => {
    setFault('');
    onDone();
  };
  const proceed = async (key: string) => {
    setBusy(true);
    setFault('');
    try {
      takeOver(await api.act(key, 'force_close'));
      done();
    } catch (cause) {
      setFault(t('board.force_close_failed', { reason: failureText(cause) }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={conversation !== undefined} modalType="alert" onOpenChange={(_, data) => !data.open && done()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('board.force_close_title', { title: titleOf(conversation) })}</DialogTitle>
          <DialogContent>
            {t('board.force_close_text')}
            {fault && <div role="alert"><MessageBar intent="error" layout="multiline"><MessageBarBody>{fault}</MessageBarBody></MessageBar></div>}
          </DialogContent>
          <DialogActions>
            <Button onClick={done}>{t('common.cancel')}</Button>
            <Button appearance="primary" disabled={busy} onClick={() => conversation && void proceed(conversation.id)}>{t('board.proceed')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
