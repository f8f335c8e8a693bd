import { Button, Switch, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../../api/admin';
import { api } from '../../api/client';
import type { SupervisorActions } from '../../api/model';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';
import { Card, PageHead } from './parts';
import { Saved, useSaving } from './saving';
import { useUnsaved } from './unsaved';

const useStyles = makeStyles({
  setting: { display: 'flex', flexDirection: 'column' },
  help: { color: tokens.colorNeutralForeground3, paddingInlineStart: tokens.spacingHorizontalS },
  save: { display: 'flex', justifyContent: 'flex-end', columnGap: tokens.spacingHorizontalS },
});

type Switches = Omit<SupervisorActions, 'version'>;
const names = ['monitor', 'assign', 'transfer', 'force_close'] as const;

/** The four switches of what supervisors may do (F14). */
export function AdminSupervision() {
  const t = useText();
  const styles = useStyles();
  const queries = useQueryClient();
  const key = ['settings', 'supervisor'];
  const actions = useQuery({ queryKey: key, queryFn: api.supervisorActions });
  const [edited, setEdited] = useState<Partial<Switches>>({});
  const saving = useSaving(async (changes: Partial<Switches>) => {
    queries.setQueryData(key, await admin.saveSupervisorActions({ ...changes, version: actions.data?.version ?? 0 }));
    setEdited({});
  }, actions.refetch);
  useTitle(t('manage.supervision'));
  const inForce = actions.data;
  const changes = Object.fromEntries(names.filter((name) => inForce && edited[name] !== undefined && edited[name] !== inForce[name]).map((name) => [name, edited[name]])) as Partial<Switches>;
  const changed = Object.keys(changes).length > 0;
  useUnsaved(changed);
  if (!inForce) return actions.isError ? <ErrorState title={t('failure.title')} text={failureText(actions.error)} retry={t('common.retry')} onRetry={() => void actions.refetch()} /> : <Loading label={t('common.loading')} />;
  return (
    <>
      <PageHead title={t('manage.supervision')} text={t('manage.supervision_text')} />
      <Card title={t('manage.allowed')}>
        {names.map((name) => (
          <div key={name} className={styles.setting}>
            <Switch
              checked={edited[name] ?? inForce[name]}
              label={t(`manage.action_${name}`)}
              aria-describedby={`help-${name}`}
              onChange={(_, data) => setEdited({ ...edited, [name]: data.checked })}
            />
            <Text size={200} id={`help-${name}`} className={styles.help}>{t(`manage.action_${name}_help`)}</Text>
          </div>
        ))}
        <Saved saved={saving.saved && !changed} fault={saving.fault} />
        <div className={styles.save}>
          {changed && <Button onClick={() => setEdited({})}>{t('admin.discard')}</Button>}
          <Button appearance="primary" disabled={!changed} disabledFocusable={saving.busy} onClick={() => void saving.run(changes)}>{t('admin.save')}</Button>
        </div>
      </Card>
    </>
  );
}
