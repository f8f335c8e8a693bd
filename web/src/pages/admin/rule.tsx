import { Button, Dropdown, Field, Input, Option, Radio, RadioGroup, Switch, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { admin } from '../../api/admin';
import type { Rule } from '../../api/admin';
import { FaultBar } from '../../staff/form';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { ErrorState, Loading } from '../../ui/empty-state';
import { scoredLevels } from '../../ui/levels';
import { useTitle } from '../../ui/title';
import { BackLink, Card, PageHead } from './parts';
import { QuietFields } from './quiet-hours';
import type { Draft, NumberName } from './rule-draft';
import { draftOf, dropNames, numberNames } from './rule-draft';
import type { RuleEdits } from './rule-edits';
import { useRuleEdits, useRuleSaving } from './rule-edits';
import { News } from './rule-news';
import { Simulation } from './simulation';
import { Conflict } from './whole';

const useStyles = makeStyles({
  pair: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))', gap: tokens.spacingHorizontalL, alignItems: 'start', '& .fui-Dropdown, & .fui-Input': { minWidth: 0, width: '100%' }, '& .fui-Input__input': { minWidth: 0 } },
  choices: { flexWrap: 'wrap' },
  save: { display: 'flex', justifyContent: 'flex-end', columnGap: tokens.spacingHorizontalS },
});

/** A new alert rule, or one that exists. */
export function AdminRule() {
  const t = useText();
  const key = useParams()['rule'] ?? '';
  const isNew = key === 'new';
  const rule = useQuery({ queryKey: ['rules', key], queryFn: () => admin.rule(key), enabled: !isNew, retry: false, staleTime: 0, gcTime: 0 });
  const [begun, setBegun] = useState(0);
  useTitle(rule.data?.name ?? t('manage.add_rule'));
  if (isNew) return <AlertRuleForm />;
  if (rule.isError) return <ErrorState title={t('failure.title')} text={failureText(rule.error)} retry={t('common.retry')} onRetry={() => void rule.refetch()} />;
  return rule.data ? <AlertRuleForm key={begun} rule={rule.data} onStale={rule.refetch} onTheirs={() => setBegun(begun + 1)} /> : <Loading label={t('common.loading')} />;
}

/** Fields in the order they stand, by what they are about. */
const groups: { title: 'again' | 'lasting' | 'falling' | 'enough'; fields: NumberName[] }[] = [
  { title: 'lasting', fields: ['k', 'n', 'duration_seconds'] },
  { title: 'falling', fields: ['drop_levels', 'within_messages'] },
  { title: 'enough', fields: ['minimum_messages', 'minimum_confidence'] },
  { title: 'again', fields: ['hysteresis', 'cool_down_seconds'] },
];
const fields = ['name', 'audience', 'scope.queue', 'scope.channel', 'scope.skill', 'level', 'pulse', 'quiet_hours.from', 'quiet_hours.to', 'quiet_hours.time_zone', ...numberNames];

interface AlertRuleFormProps {
  /** As it is stored: newer than what the edits began on once somebody else has saved it. */
  rule?: Rule;
  onStale?: () => Promise<unknown>;
  /** Drops the edits and begins with what is stored. */
  onTheirs?: () => void;
}

function AlertRuleForm({ rule, onStale, onTheirs }: AlertRuleFormProps) {
  const t = useText();
  const styles = useStyles();
  const edits = useRuleEdits(rule);
  const { draft, set, wrong, fault } = edits;
  const { stale, busy, save, toRules } = useRuleSaving(edits, rule, onStale);
  return (
    <>
      <BackLink to="/admin/rules" word={t('manage.rules')} />
      <PageHead title={rule ? rule.name : t('manage.add_rule')} />
      <About edits={edits} />
      <Threshold edits={edits} />
      {groups.filter(({ title }) => draft.by !== 'drop' || (title !== 'lasting' && title !== 'falling')).map((group) => (
        <Card key={group.title} title={t(`manage.rule_group_${group.title}`)}><div className={styles.pair}>{group.fields.map((name) => <NumberField key={name} name={name} edits={edits} />)}</div></Card>
      ))}
      <Card title={t('manage.quiet_hours')}>
        <Switch checked={draft.quiet} label={t('manage.quiet_switch')} onChange={(_, data) => set({ quiet: data.checked })} />
        {draft.quiet && <QuietFields hours={draft} fault={fault} onChange={set} />}
      </Card>
      <Simulation draft={draft} ready={wrong.length === 0} />
      <div role="status">
        {stale && rule && onTheirs && (
          <Conflict busy={busy} wrong={wrong.length > 0} onTheirs={onTheirs} onMine={() => void save(rule.version)}>
            <News before={edits.before} now={draftOf(rule, edits.zone)} />
          </Conflict>
        )}
      </div>
      <FaultBar fault={fault} fields={fields} />
      <div className={styles.save}>
        <Button onClick={() => void toRules()}>{t('common.cancel')}</Button>
        <Button appearance="primary" disabled={draft.name.trim() === '' || wrong.length > 0 || stale} disabledFocusable={busy} onClick={() => void save()}>{t('manage.save_rule')}</Button>
      </div>
    </>
  );
}

/** What the rule is called, whom it tells, and of which conversations. */
function About({ edits: { draft, set, shown } }: { edits: RuleEdits }) {
  const t = useText();
  const styles = useStyles();
  const queues = useQuery({ queryKey: ['queues'], queryFn: admin.queues });
  return (
    <Card title={t('manage.rule_what')}>
      <Field label={t('admin.name')} required {...shown('name')}>
        <Input value={draft.name} maxLength={100} autoComplete="off" onChange={(_, data) => set({ name: data.value })} />
      </Field>
      <Switch checked={draft.enabled} label={t('manage.rule_enabled')} onChange={(_, data) => set({ enabled: data.checked })} />
      <Field label={t('manage.told')} {...shown('audience')}>
        <RadioGroup layout="horizontal" value={draft.audience} onChange={(_, data) => set({ audience: data.value as Draft['audience'] })}>
          <Radio value="supervisor" label={t('manage.audience_supervisor')} />
          <Radio value="agent" label={t('manage.audience_agent')} />
        </RadioGroup>
      </Field>
      <div className={styles.pair}>
        <Field label={t('insights.queue')} {...shown('scope.queue')}>
          <Dropdown value={queues.data?.find((each) => each.id === draft.queue)?.name ?? t('board.all_queues')} selectedOptions={[draft.queue]} onOptionSelect={(_, data) => set({ queue: data.optionValue ?? '' })}>
            {[{ id: '', name: t('board.all_queues') }, ...(queues.data ?? [])].map((each) => <Option key={each.id} value={each.id} text={each.name}>{each.name}</Option>)}
          </Dropdown>
        </Field>
        <Field label={t('insights.channel')} hint={t('manage.channel_hint')} {...shown('scope.channel')}>
          <Input value={draft.channel} placeholder={t('insights.all_channels')} onChange={(_, data) => set({ channel: data.value })} />
        </Field>
        <Field label={t('manage.rule_skill')} hint={t('manage.rule_skill_hint')} {...shown('scope.skill')}>
          <Input value={draft.skill} placeholder={t('manage.any_agent')} onChange={(_, data) => set({ skill: data.value })} />
        </Field>
      </div>
    </Card>
  );
}

/** What it fires at: a level, a pulse, or a drop. */
function Threshold({ edits }: { edits: RuleEdits }) {
  const t = useText();
  const styles = useStyles();
  const { draft, set, shown } = edits;
  return (
    <Card title={t('manage.threshold')}>
      <RadioGroup aria-label={t('manage.threshold')} layout="horizontal" className={styles.choices} value={draft.by} onChange={(_, data) => set({ by: data.value as Draft['by'] })}>
        <Radio value="level" label={t('manage.by_level')} />
        <Radio value="pulse" label={t('manage.by_pulse')} />
        <Radio value="drop" label={t('manage.by_drop')} />
      </RadioGroup>
      <div className={styles.pair}>
        {draft.by === 'drop' && dropNames.map((name) => <NumberField key={name} name={name} edits={edits} />)}
        {draft.by === 'level' && (
          <Field label={t('manage.level_or_lower')} {...shown('level')}>
            <Dropdown value={t(`level.${draft.level}`)} selectedOptions={[draft.level]} onOptionSelect={(_, data) => set({ level: data.optionValue as Draft['level'] })}>
              {scoredLevels.map((level) => <Option key={level} value={level} text={t(`level.${level}`)}>{t(`level.${level}`)}</Option>)}
            </Dropdown>
          </Field>
        )}
        {draft.by === 'pulse' && (
          <Field label={t('manage.pulse_or_lower')} hint={t('manage.pulse_hint')} {...shown('pulse')}>
            <Input inputMode="decimal" value={draft.pulse} onChange={(_, data) => set({ pulse: data.value })} />
          </Field>
        )}
      </div>
    </Card>
  );
}

function NumberField({ name, edits: { draft, set, shown, needed } }: { name: NumberName; edits: RuleEdits }) {
  const t = useText();
  return (
    <Field label={t(`manage.rule_${name}`)} hint={t(draft.by === 'drop' && name === 'hysteresis' ? 'manage.rule_hysteresis_drop' : `manage.rule_${name}_hint`)} {...shown(name)}>
      <Input inputMode="decimal" value={draft.numbers[name]} placeholder={needed(name) ? '' : t('admin.off')} onChange={(_, data) => set({ numbers: { ...draft.numbers, [name]: data.value } })} />
    </Field>
  );
}
