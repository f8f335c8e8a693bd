import { Button, Dropdown, Field, Option, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { admin } from '../../api/admin';
import type { Queue } from '../../api/admin';
import { api } from '../../api/client';
import { Confirm } from '../../staff/confirm';
import type { Fault } from '../../staff/form';
import { FaultBar, faultOf } from '../../staff/form';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';
import { BackLink, Card, PageHead, Rows } from './parts';
import { DistributionCard } from './distribution';
import { HoursCard } from './hours';
import { ConsentCard } from './queue-consent';
import { SentimentCard } from './queue-sentiment';
import { QueueName } from './queues';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'flex-end', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  grow: { flexGrow: 1, flexBasis: '220px', minWidth: 0, '& .fui-Dropdown': { minWidth: 0 } },
});

/** One queue: its name, its people, what its customers are asked, and what is different from the organisation. */
export function AdminQueue() {
  const t = useText();
  const key = useParams()['queue'] ?? '';
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'rename' | 'delete' | null>(null);
  const queue = useQuery({ queryKey: ['queues', key], queryFn: () => admin.queue(key), retry: false });
  useTitle(queue.data?.name ?? t('admin.queues'));
  if (queue.isError) return <ErrorState title={t('failure.title')} text={failureText(queue.error)} retry={t('common.retry')} onRetry={() => void queue.refetch()} />;
  if (!queue.data) return <Loading label={t('common.loading')} />;
  const { name } = queue.data;
  return (
    <>
      <BackLink to="/admin/queues" word={t('admin.queues')} />
      <PageHead title={name}>
        <Button onClick={() => setAsked('rename')}>{t('manage.rename')}</Button>
        <Button onClick={() => setAsked('delete')}>{t('manage.delete')}</Button>
      </PageHead>
      <Members queue={queue.data} />
      <DistributionCard queue={queue.data} />
      <ConsentCard queue={queue.data} />
      <SentimentCard queue={queue.data} />
      <HoursCard queue={queue.data} />
      {asked === 'rename' && (
        <QueueName
          title={t('manage.rename_title', { name })}
          submit={t('manage.rename')}
          present={name}
          run={async (next) => {
            await admin.changeQueue(key, { name: next });
            await queries.invalidateQueries({ queryKey: ['queues'] });
            setAsked(null);
          }}
          onDone={() => setAsked(null)}
        />
      )}
      {asked === 'delete' && (
        <Confirm
          title={t('manage.delete_queue_title', { name })}
          text={t('manage.delete_queue_text')}
          proceed={t('manage.delete')}
          run={async () => {
            await admin.deleteQueue(key);
            void queries.invalidateQueries({ queryKey: ['queues'], exact: true });
            await navigate('/admin/queues');
          }}
          onDone={() => setAsked(null)}
        />
      )}
    </>
  );
}

function Members({ queue }: { queue: Queue }) {
  const t = useText();
  const styles = useStyles();
  const queries = useQueryClient();
  const [fault, setFault] = useState<Fault | null>(null);
  const [chosen, setChosen] = useState('');
  const members = useQuery({ queryKey: ['members', queue.id], queryFn: () => api.members(queue.id), staleTime: 0 });
  const people = useQuery({ queryKey: ['users'], queryFn: admin.people });
  const inside = new Set(members.data?.map((each) => each.id));
  const others = (people.data ?? []).filter((each) => !each.disabled && !inside.has(each.id)).sort((a, b) => a.name.localeCompare(b.name));
  const change = async (by: () => Promise<unknown>) => {
    setFault(null);
    try {
      await by();
      setChosen('');
      await Promise.all([queries.invalidateQueries({ queryKey: ['members'] }), queries.invalidateQueries({ queryKey: ['users'] })]);
    } catch (cause) {
      setFault(faultOf(cause));
    }
  };
  return (
    <Card title={t('manage.members')}>
      <Text>{t('manage.members_text')}</Text>
      {members.isPending && <Loading label={t('common.loading')} />}
      {members.isError && <ErrorState compact title={t('failure.title')} text={failureText(members.error)} retry={t('common.retry')} onRetry={() => void members.refetch()} />}
      {members.data && (
        <Rows
          label={t('manage.members')}
          columns={[t('admin.name'), t('admin.role')]}
          actions={t('board.actions')}
          empty={<EmptyState compact title={t('manage.no_member')} />}
          rows={[...members.data].sort((a, b) => a.name.localeCompare(b.name)).map((person) => ({
            key: person.id,
            cells: [
              person.name, t(`role.${person.role}`),
              <Button key="remove" size="small" appearance="subtle" aria-label={t('manage.remove_member', { name: person.name })} onClick={() => void change(() => admin.removeMember(queue.id, person.id))}>{t('manage.remove')}</Button>,
            ],
          }))}
        />
      )}
      {people.isError && <ErrorState compact title={t('failure.title')} text={failureText(people.error)} retry={t('common.retry')} onRetry={() => void people.refetch()} />}
      {people.data && members.data && (
        <div className={styles.line}>
          <Field label={t('manage.person')} className={styles.grow}>
            <Dropdown
              placeholder={others.length > 0 ? t('manage.choose_person') : t('manage.everyone')}
              value={others.find((each) => each.id === chosen)?.name ?? ''}
              selectedOptions={chosen ? [chosen] : []}
              disabled={others.length === 0}
              onOptionSelect={(_, data) => setChosen(data.optionValue ?? '')}
            >
              {others.map((each) => <Option key={each.id} value={each.id} text={each.name}>{`${each.name} · ${t(`role.${each.role}`)}`}</Option>)}
            </Dropdown>
          </Field>
          <Button disabled={!chosen} onClick={() => void change(() => admin.addMember(queue.id, chosen))}>{t('manage.add_member')}</Button>
        </div>
      )}
      <FaultBar fault={fault} />
    </Card>
  );
}
