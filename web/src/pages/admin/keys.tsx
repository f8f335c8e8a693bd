import { Button, Field, Input, Text } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../../api/admin';
import type { Key } from '../../api/admin';
import { Confirm } from '../../staff/confirm';
import { FormDialog, fieldFault } from '../../staff/form';
import { failureText } from '../../staff/words';
import { dateAndTime, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';
import { PageHead, Rows, SecretDialog } from './parts';

/** The keys with which channels and other desks speak to the interface; each is shown once. */
export function AdminKeys() {
  const t = useText();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const [deleting, setDeleting] = useState<Key | null>(null);
  const keys = useQuery({ queryKey: ['keys'], queryFn: admin.keys });
  useTitle(t('manage.keys'));
  const fresh = () => queries.invalidateQueries({ queryKey: ['keys'] });
  return (
    <>
      <PageHead title={t('manage.keys')} text={t('manage.keys_text')}>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => { setName(''); setAdding(true); }}>{t('manage.add_key')}</Button>
      </PageHead>
      {keys.isPending && <Loading label={t('common.loading')} />}
      {keys.isError && <ErrorState title={t('failure.title')} text={failureText(keys.error)} retry={t('common.retry')} onRetry={() => void keys.refetch()} />}
      {keys.data && (
        <Rows
          label={t('manage.keys')}
          columns={[t('admin.name'), t('manage.made')]}
          actions={t('board.actions')}
          empty={<EmptyState compact title={t('manage.no_key')} text={t('manage.no_key_text')} />}
          rows={keys.data.map((key) => ({
            key: key.id,
            cells: [
              <Text key="name" weight="semibold"><bdi>{key.name}</bdi></Text>, dateAndTime(key.created_at),
              <Button key="delete" size="small" appearance="subtle" aria-label={t('manage.delete_named', { name: key.name })} onClick={() => setDeleting(key)}>{t('manage.delete')}</Button>,
            ],
          }))}
        />
      )}
      {adding && (
        <FormDialog
          title={t('manage.add_key')}
          submit={t('manage.add')}
          fields={['name']}
          ready={name.trim() !== ''}
          run={async () => {
            const made = await admin.addKey(name.trim());
            setAdding(false);
            setSecret(made.key);
            await fresh();
          }}
          onDone={() => setAdding(false)}
        >
          {(fault) => (
            <Field label={t('admin.name')} required hint={t('manage.key_hint')} {...fieldFault(fault, 'name')}>
              <Input value={name} autoComplete="off" maxLength={100} onChange={(_, data) => setName(data.value)} />
            </Field>
          )}
        </FormDialog>
      )}
      {secret && <SecretDialog title={t('manage.key_made')} text={t('manage.key_once')} secret={secret} onDone={() => setSecret('')} />}
      {deleting && (
        <Confirm
          title={t('manage.delete_key_title', { name: deleting.name })}
          text={t('manage.delete_key_text')}
          proceed={t('manage.delete')}
          run={async () => { await admin.deleteKey(deleting.id); await fresh(); }}
          onDone={() => setDeleting(null)}
        />
      )}
    </>
  );
}
