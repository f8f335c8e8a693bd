import { Badge, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { admin, webhookEvents } from '../../api/admin';
import type { Webhook, WebhookEvent } from '../../api/admin';
import { Confirm } from '../../staff/confirm';
import { FormDialog, fieldFault } from '../../staff/form';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';
import { CheckGroup, PageHead, Rows, SecretDialog } from './parts';

const useStyles = makeStyles({
  link: { color: tokens.colorBrandForegroundLink, overflowWrap: 'anywhere' },
});

/** Other systems that are told of events; the secret that signs them is shown once. */
export function AdminWebhooks() {
  const t = useText();
  const styles = useStyles();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState('');
  const [deleting, setDeleting] = useState<Webhook | null>(null);
  const webhooks = useQuery({ queryKey: ['webhooks'], queryFn: admin.webhooks, staleTime: 0 });
  useTitle(t('manage.webhooks'));
  const fresh = () => queries.invalidateQueries({ queryKey: ['webhooks'] });
  return (
    <>
      <PageHead title={t('manage.webhooks')} text={t('manage.webhooks_text')}>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdding(true)}>{t('manage.add_webhook')}</Button>
      </PageHead>
      {webhooks.isPending && <Loading label={t('common.loading')} />}
      {webhooks.isError && <ErrorState title={t('failure.title')} text={failureText(webhooks.error)} retry={t('common.retry')} onRetry={() => void webhooks.refetch()} />}
      {webhooks.data && (
        <Rows
          label={t('manage.webhooks')}
          columns={[t('manage.address'), t('manage.events'), t('manage.pending'), t('manage.given_up')]}
          secondary={[1, 2]}
          actions={t('board.actions')}
          empty={<EmptyState compact title={t('manage.no_webhook')} text={t('manage.no_webhook_text')} />}
          rows={webhooks.data.map((webhook) => ({
            key: webhook.id,
            cells: [
              <RouterLink key="url" to={`/admin/webhooks/${webhook.id}`} className={styles.link}><bdi>{webhook.url}</bdi></RouterLink>,
              webhook.events.map((event) => t(`manage.event_${event}`)).join(', '),
              webhook.pending,
              webhook.dead > 0 ? <Badge key="dead" appearance="tint" color="danger">{webhook.dead}</Badge> : 0,
              <Button key="delete" size="small" appearance="subtle" aria-label={t('manage.delete_named', { name: webhook.url })} onClick={() => setDeleting(webhook)}>{t('manage.delete')}</Button>,
            ],
          }))}
        />
      )}
      {adding && <AddWebhook onDone={(made) => { setAdding(false); if (made) { setSecret(made); void fresh(); } }} />}
      {secret && <SecretDialog title={t('manage.webhook_made')} text={t('manage.webhook_once')} secret={secret} onDone={() => setSecret('')} />}
      {deleting && (
        <Confirm
          title={t('manage.delete_webhook_title')}
          text={t('manage.delete_webhook_text', { url: deleting.url })}
          proceed={t('manage.delete')}
          run={async () => { await admin.deleteWebhook(deleting.id); await fresh(); }}
          onDone={() => setDeleting(null)}
        />
      )}
    </>
  );
}

function AddWebhook({ onDone }: { onDone: (secret?: string) => void }) {
  const t = useText();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<WebhookEvent[]>(['alert_raised']);
  return (
    <FormDialog
      title={t('manage.add_webhook')}
      submit={t('manage.add')}
      fields={['url', 'events']}
      ready={url.trim() !== '' && events.length > 0}
      run={async () => onDone((await admin.addWebhook(url.trim(), events)).secret)}
      onDone={() => onDone()}
    >
      {(fault) => (
        <>
          <Field label={t('manage.address')} required hint={t('manage.address_hint')} {...fieldFault(fault, 'url')}>
            <Input type="url" dir="ltr" value={url} autoComplete="off" maxLength={2000} onChange={(_, data) => setUrl(data.value)} />
          </Field>
          <CheckGroup
            label={t('manage.events')}
            options={webhookEvents.map((event) => ({ key: event, name: t(`manage.event_${event}`) }))}
            chosen={events}
            wrong={fault?.field === 'events' ? fault.text : undefined}
            onChange={(next) => setEvents(webhookEvents.filter((event) => next.includes(event)))}
          />
        </>
      )}
    </FormDialog>
  );
}
