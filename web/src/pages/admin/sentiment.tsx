import {
  Button, Dropdown, Field, MessageBar, MessageBarBody, MessageBarTitle, Option, Switch, Text, makeStyles, tokens,
} from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ApiError, api } from '../../api/client';
import type { Fault } from '../../staff/form';
import { faultOf } from '../../staff/form';
import type { QuietHours, SentimentSettings, Threshold } from '../../api/model';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';
import type { Choice, ChoiceKey } from './changes';
import { changesOf, choiceKeys, thresholds } from './changes';
import { NotificationSettings } from './notification';
import { QuietFields, hoursText, nightHere } from './quiet-hours';
import { useUnsaved } from './unsaved';
import { PageEnd } from './whole';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  card: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  muted: { color: tokens.colorNeutralForeground3 },
  setting: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalL },
  switch: { display: 'flex', alignItems: 'center' },
  choice: { maxWidth: '320px', minWidth: 0 },
});

type Outcome = { kind: 'saved' } | { kind: 'conflict' } | { kind: 'failed'; fault: Fault } | null;

/** What is edited against what is in force, and how the last save ended. */
function useEditedSettings() {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['settings', 'sentiment'], queryFn: api.settings });
  const [edited, setEdited] = useState<Partial<Choice>>({});
  /** The version that the edits began on: a save after someone else's is a conflict, also when the page already shows theirs. */
  const [basis, setBasis] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const changes = query.data ? changesOf(query.data, edited) : {};
  useUnsaved(Object.keys(changes).length > 0);
  const edit = <K extends ChoiceKey>(key: K, value: Choice[K]) => {
    setOutcome(null);
    setBasis((before) => before ?? query.data?.version ?? null);
    setEdited((before) => ({ ...before, [key]: value }));
  };
  /** The version in force. Asked for by itself: a refetch is given up when the live event of the same change begins another. */
  const readAnew = async () => {
    const now = await api.settings().catch(() => null);
    if (now) queries.setQueryData(['settings', 'sentiment'], now);
    return now?.version ?? null;
  };
  const save = async (inForce: SentimentSettings) => {
    setBusy(true);
    setOutcome(null);
    try {
      const saved = await api.saveSettings({ ...changes, version: basis ?? inForce.version });
      queries.setQueryData(['settings', 'sentiment'], saved ?? { ...inForce, ...changes });
      setEdited({});
      setBasis(null);
      setOutcome({ kind: 'saved' });
      if (!saved) await query.refetch();
    } catch (cause) {
      const conflict = cause instanceof ApiError && cause.status === 409;
      if (conflict) setBasis(await readAnew());
      setOutcome(conflict ? { kind: 'conflict' } : { kind: 'failed', fault: faultOf(cause) });
    } finally {
      setBusy(false);
    }
  };
  return { query, edited, changes, busy, outcome, edit, save, discard: () => { setEdited({}); setBasis(null); setOutcome(null); } };
}

/** The page Sentiment analysis: one notice, three sections, one Save. */
export function AdminSentiment() {
  const t = useText();
  const styles = useStyles();
  const settings = useEditedSettings();
  useTitle(t('admin.sentiment'));
  const { query, changes, busy, outcome } = settings;
  const inForce = query.data;
  if (!inForce) {
    if (query.isError) return <ErrorState title={t('failure.title')} text={failureText(query.error)} retry={t('common.retry')} onRetry={() => void query.refetch()} />;
    return <Loading label={t('common.loading')} />;
  }
  const shown: Choice = { ...inForce, ...settings.edited };
  const word = (key: ChoiceKey, value: Choice[ChoiceKey]) =>
    key === 'enabled' ? (value ? t('admin.yes') : t('admin.no'))
      : key === 'quiet_hours' ? (value ? hoursText(value as QuietHours) : t('admin.quiet_none'))
      : value !== 'none' ? t(`level.${value as Exclude<Threshold, 'none'>}`)
      : key === 'agent_threshold' ? t('admin.agent_none') : t('admin.supervisor_none');
  const subject = { enabled: t('admin.change_monitor'), agent_threshold: t('admin.change_agent'), supervisor_threshold: t('admin.change_supervisor'), quiet_hours: t('admin.change_quiet') };
  const changed = choiceKeys.filter((key) => key in changes);
  const list = changed.map((key) => t('admin.change', { what: subject[key], value: word(key, changes[key]!) })).join(', ');
  const choice = (key: 'agent_threshold' | 'supervisor_threshold', label: string, help: string) => (
    <Field label={label} hint={help}>
      <Dropdown
        className={styles.choice}
        disabled={busy}
        value={word(key, shown[key])}
        selectedOptions={[shown[key]]}
        onOptionSelect={(_, data) => settings.edit(key, data.optionValue as Threshold)}
      >
        {thresholds.map((threshold) => <Option key={threshold} value={threshold} text={word(key, threshold)}>{word(key, threshold)}</Option>)}
      </Dropdown>
    </Field>
  );
  const said = (
    <>
      {outcome?.kind === 'saved' && <MessageBar intent="success"><MessageBarBody>{t('admin.saved')}</MessageBarBody></MessageBar>}
      {outcome?.kind === 'conflict' && (
        <MessageBar intent="warning" layout="multiline"><MessageBarBody><MessageBarTitle>{t('admin.conflict')}</MessageBarTitle>{t('admin.conflict_text')}</MessageBarBody></MessageBar>
      )}
      {outcome?.kind === 'failed' && <MessageBar intent="error" layout="multiline"><MessageBarBody>{t('admin.save_failed', { reason: outcome.fault.text })}</MessageBarBody></MessageBar>}
    </>
  );
  return (
    <>
      <h1 className={styles.title}>{t('admin.sentiment')}</h1>
      <Section title={t('admin.sentiment')}>
        <div className={styles.setting}>
          <Switch
            checked={shown.enabled}
            disabled={busy}
            label={t('admin.monitor')}
            labelPosition="after"
            aria-describedby="monitor-help"
            onChange={(_, data) => settings.edit('enabled', data.checked)}
          />
          <Text weight="semibold" aria-hidden="true">{shown.enabled ? t('admin.yes') : t('admin.no')}</Text>
        </div>
        <Text size={200} id="monitor-help" className={styles.muted}>{t('admin.monitor_help')}</Text>
        <Text size={200} className={styles.muted}>{t('admin.languages_note')}</Text>
      </Section>
      <Section title={t('admin.agent_settings')}>{choice('agent_threshold', t('admin.agent_label'), t('admin.agent_help'))}</Section>
      <Section title={t('admin.supervisor_settings')}>
        {choice('supervisor_threshold', t('admin.supervisor_label'), t('admin.supervisor_help'))}
        <NotificationSettings />
      </Section>
      <Section title={t('manage.quiet_hours')}>
        <Switch
          className={styles.switch}
          checked={shown.quiet_hours != null}
          disabled={busy}
          label={t('manage.quiet_switch')}
          aria-describedby="quiet-help"
          onChange={(_, data) => settings.edit('quiet_hours', data.checked ? (inForce.quiet_hours ?? nightHere()) : null)}
        />
        <Text size={200} id="quiet-help" className={styles.muted}>{t('admin.quiet_help')}</Text>
        {shown.quiet_hours && <QuietFields hours={shown.quiet_hours} fault={outcome?.kind === 'failed' ? outcome.fault : null} disabled={busy} onChange={(hours) => settings.edit('quiet_hours', hours)} />}
      </Section>
      <PageEnd said={said} what={changed.length > 0 ? t('admin.changes', { count: changed.length, list }) : t('admin.unchanged')}>
        {changed.length > 0 && <Button disabled={busy} onClick={settings.discard}>{t('admin.discard')}</Button>}
        <Button appearance="primary" disabled={busy || changed.length === 0} onClick={() => void settings.save(inForce)}>
          {busy ? t('admin.saving') : t('admin.save')}
        </Button>
      </PageEnd>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.card} aria-label={title}>
      <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>{title}</Text>
      {children}
    </section>
  );
}
