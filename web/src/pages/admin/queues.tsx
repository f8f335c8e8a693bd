import { Button, Field, Input, Link, Text, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router';
import { admin } from '../../api/admin';
import { FormDialog, fieldFault } from '../../staff/form';
import { failureText } from '../../staff/words';
import { listed, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';
import { PageHead, Rows } from './parts';

const useStyles = makeStyles({
  link: { color: tokens.colorBrandForegroundLink, fontWeight: tokens.fontWeightSemibold },
  muted: { color: tokens.colorNeutralForeground3 },
});

/** Every queue with its people and its chat page; each leads to its own page. */
export function AdminQueues() {
  const t = useText();
  const styles = useStyles();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const queues = useQuery({ queryKey: ['queues'], queryFn: admin.queues });
  const people = useQuery({ queryKey: ['users'], queryFn: admin.people });
  useTitle(t('admin.queues'));
  const members = (queue: string) => (people.data ?? []).filter((each) => !each.disabled && each.queues?.some((own) => own.id === queue)).length;
  return (
    <>
      <PageHead title={t('admin.queues')} text={t('manage.queues_text')}>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdding(true)}>{t('manage.add_queue')}</Button>
      </PageHead>
      {queues.isPending && <Loading label={t('common.loading')} />}
      {queues.isError && <ErrorState title={t('failure.title')} text={failureText(queues.error)} retry={t('common.retry')} onRetry={() => void queues.refetch()} />}
      {queues.data && (
        <Rows
          label={t('admin.queues')}
          columns={[t('admin.name'), t('manage.members'), t('manage.distribution'), t('admin.chat_page')]}
          secondary={[2]}
          empty={<EmptyState compact title={t('manage.no_queue')} text={t('manage.queues_text')} />}
          rows={[...queues.data].sort((a, b) => a.name.localeCompare(b.name)).map((queue) => {
            const address = `/chat?queue=${encodeURIComponent(queue.name)}`;
            return {
              key: queue.id,
              cells: [
                <RouterLink key="name" to={`/admin/queues/${queue.id}`} className={styles.link}><bdi>{queue.name}</bdi></RouterLink>,
                people.data ? members(queue.id) : t('common.dash'),
                <span key="way">
                  {t(`manage.way_${queue.routing}`)}
                  {queue.skills.length > 0 && <Text block size={200} className={styles.muted}>{listed(queue.skills)}</Text>}
                </span>,
                <Link key="chat" href={address} target="_blank" aria-label={`${t('admin.open_chat', { name: queue.name })} ${address}`}>{address}</Link>,
              ],
            };
          })}
        />
      )}
      {adding && (
        <QueueName
          title={t('manage.add_queue')}
          submit={t('manage.add')}
          run={async (name) => {
            const queue = await admin.addQueue(name);
            await queries.invalidateQueries({ queryKey: ['queues'] });
            await navigate(`/admin/queues/${queue.id}`);
          }}
          onDone={() => setAdding(false)}
        />
      )}
    </>
  );
}

/** Asks for the name of a queue. */
export function QueueName({ title, submit, present = '', run, onDone }: { title: string; submit: string; present?: string; run: (name: string) => Promise<void>; onDone: () => void }) {
  const t = useText();
  const [name, setName] = useState(present);
  return (
    <FormDialog title={title} submit={submit} fields={['name']} ready={name.trim() !== '' && name.trim() !== present} run={() => run(name.trim())} onDone={onDone}>
      {(fault) => (
        <Field label={t('admin.name')} required hint={t('manage.queue_hint')} {...fieldFault(fault, 'name')}>
          <Input value={name} autoComplete="off" maxLength={100} onChange={(_, data) => setName(data.value)} />
        </Field>
      )}
    </FormDialog>
  );
}
