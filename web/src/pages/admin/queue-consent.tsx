import { Button, Field, Radio, RadioGroup, Textarea, makeStyles } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../../api/admin';
import type { Queue } from '../../api/admin';
import type { ChannelConsent, Consent } from '../../api/model';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { ErrorState, Loading } from '../../ui/empty-state';
import { Card } from './parts';
import { ChannelChoice } from './queue-sentiment';
import { Saved, useSaving } from './saving';
import { useUnsaved } from './unsaved';

const useStyles = makeStyles({ save: { display: 'flex', justifyContent: 'flex-end' } });

type Mode = Consent['mode'];
const modes: readonly Mode[] = ['not_required', 'notice', 'opt_in'];

/** What customers of a queue are asked before they are scored, and the channels of it that ask something else. */
export function ConsentCard({ queue }: { queue: Queue }) {
  const t = useText();
  const [channel, setChannel] = useState('');
  const [isEdited, setEdited] = useState(false);
  const whole = useQuery({ queryKey: ['consent', queue.id], queryFn: () => admin.consent(queue.id) });
  const own = useQuery({ queryKey: ['consent', queue.id, channel], queryFn: () => admin.channelConsent(queue.id, channel), enabled: channel !== '' });
  const failed = [whole, own].find((each) => each.isError);
  return (
    <Card title={t('manage.consent')}>
      <ChannelChoice label={t('manage.consent_channel')} channel={channel} disabled={isEdited} onChange={setChannel} />
      {failed && <ErrorState compact title={t('failure.title')} text={failureText(failed.error)} retry={t('common.retry')} onRetry={() => void failed.refetch()} />}
      {!failed && (!whole.data || (channel && !own.data)) && <Loading label={t('common.loading')} />}
      {whole.data && !channel && <OfQueue queue={queue.id} consent={whole.data} onEdited={setEdited} />}
      {whole.data && channel && own.data && <OfChannel key={channel} queue={queue.id} channel={channel} consent={own.data} inherited={whole.data.mode} onEdited={setEdited} />}
    </Card>
  );
}

function OfQueue({ queue, consent, onEdited }: { queue: string; consent: Consent; onEdited: (edited: boolean) => void }) {
  const t = useText();
  const queries = useQueryClient();
  const [edited, setEdited] = useState<Partial<Consent>>({});
  const shown = { ...consent, ...edited };
  const differs = (next: Consent) => next.mode !== consent.mode || next.notice !== consent.notice;
  const edit = (change: Partial<Consent>) => {
    setEdited({ ...edited, ...change });
    onEdited(differs({ ...shown, ...change }));
  };
  const saving = useSaving(async (value: Consent) => {
    queries.setQueryData(['consent', queue], await admin.saveConsent(queue, value));
    setEdited({});
    onEdited(false);
  }, () => queries.refetchQueries({ queryKey: ['consent', queue], exact: true }));
  return (
    <>
      <Field label={t('manage.consent_mode')}>
        <RadioGroup value={shown.mode} onChange={(_, data) => edit({ mode: data.value as Mode })}>
          {modes.map((mode) => <Radio key={mode} value={mode} label={t(`manage.consent_${mode}`)} />)}
        </RadioGroup>
      </Field>
      <Field label={t('manage.notice')} hint={t('manage.notice_hint')}>
        <Textarea value={shown.notice} rows={3} maxLength={1000} textarea={{ dir: 'auto' }} placeholder={t('chat.notice')} onChange={(_, data) => edit({ notice: data.value })} />
      </Field>
      <Save changed={differs(shown)} saving={saving} onSave={() => void saving.run(shown)} />
    </>
  );
}

interface OfChannelProps {
  queue: string;
  channel: string;
  consent: ChannelConsent;
  /** The mode of the queue, which a channel without one has. */
  inherited: Mode;
  onEdited: (edited: boolean) => void;
}

function OfChannel({ queue, channel, consent, inherited, onEdited }: OfChannelProps) {
  const t = useText();
  const queries = useQueryClient();
  const present = consent.source === 'channel' ? consent.mode : 'inherit';
  const [edited, setEdited] = useState<Mode | 'inherit' | null>(null);
  const shown = edited ?? present;
  const saving = useSaving(async (mode: Mode | 'inherit') => {
    queries.setQueryData(['consent', queue, channel], await admin.saveChannelConsent(queue, channel, { mode, version: consent.version }));
    setEdited(null);
    onEdited(false);
  }, () => queries.refetchQueries({ queryKey: ['consent', queue, channel], exact: true }));
  const choose = (mode: Mode | 'inherit') => {
    setEdited(mode);
    onEdited(mode !== present);
  };
  return (
    <>
      <Field label={t('manage.consent_mode')} hint={t('manage.consent_channel_hint')}>
        <RadioGroup value={shown} onChange={(_, data) => choose(data.value as Mode | 'inherit')}>
          <Radio value="inherit" label={t('manage.as_queue', { value: t(`manage.consent_${inherited}`) })} />
          {modes.map((mode) => <Radio key={mode} value={mode} label={t(`manage.consent_${mode}`)} />)}
        </RadioGroup>
      </Field>
      <Save changed={shown !== present} saving={saving} onSave={() => void saving.run(shown)} />
    </>
  );
}

function Save<T>({ changed, saving, onSave }: { changed: boolean; saving: ReturnType<typeof useSaving<T>>; onSave: () => void }) {
  const t = useText();
  const styles = useStyles();
  useUnsaved(changed);
  return (
    <>
      <Saved saved={saving.saved && !changed} fault={saving.fault} />
      <div className={styles.save}>
        <Button appearance="primary" disabled={!changed} disabledFocusable={saving.busy} onClick={onSave}>{t('manage.save_consent')}</Button>
      </div>
    </>
  );
}
