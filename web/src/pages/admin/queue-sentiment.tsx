import { Badge, Button, Combobox, Dropdown, Field, MessageBar, MessageBarBody, MessageBarTitle, Option, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../../api/admin';
import type { Queue, QueueSettings } from '../../api/admin';
import { ApiError, api } from '../../api/client';
import type { QuietHours, Threshold } from '../../api/model';
import { channelName, useChannels } from '../../staff/channels';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { ErrorState, Loading } from '../../ui/empty-state';
import type { Choice, ChoiceKey } from './changes';
import { choiceKeys, isSame, thresholds } from './changes';
import { Card } from './parts';
import { QuietFields, hoursText, nightHere } from './quiet-hours';
import { Saved, useSaving } from './saving';
import { useUnsaved } from './unsaved';

const useStyles = makeStyles({
  choice: { maxWidth: '320px', minWidth: 0, '& input': { minWidth: 0 } },
  setting: { display: 'flex', alignItems: 'flex-end', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXS },
  field: { flexBasis: '320px', minWidth: 0, '& .fui-Dropdown': { minWidth: 0, width: '100%' } },
  source: { display: 'flex', alignItems: 'center', minHeight: '32px', columnGap: tokens.spacingHorizontalS },
  save: { display: 'flex', justifyContent: 'flex-end', columnGap: tokens.spacingHorizontalS },
});

type Own = { [Key in ChoiceKey]: Choice[Key] | 'inherit' };

/** The settings of a queue, and of single channels in it: each value with where it comes from. */
export function SentimentCard({ queue }: { queue: Queue }) {
  const t = useText();
  const [channel, setChannel] = useState('');
  const [isEdited, setEdited] = useState(false);
  const organisation = useQuery({ queryKey: ['settings', 'sentiment'], queryFn: api.settings });
  const queueWide = useQuery({ queryKey: ['settings', 'queue', queue.id], queryFn: () => admin.queueSettings(queue.id) });
  const own = useQuery({ queryKey: ['settings', 'queue', queue.id, channel], queryFn: () => admin.queueSettings(queue.id, channel), enabled: channel !== '' });
  const settings = channel ? own : queueWide;
  const parent = channel ? queueWide.data : organisation.data;
  const failed = [settings, queueWide, organisation].find((each) => each.isError);
  return (
    <Card title={t('manage.queue_sentiment')}>
      <Text>{t('manage.queue_sentiment_text')}</Text>
      <ChannelChoice channel={channel} disabled={isEdited} onChange={setChannel} />
      {failed && <ErrorState compact title={t('failure.title')} text={failureText(failed.error)} retry={t('common.retry')} onRetry={() => void failed.refetch()} />}
      {!failed && (!settings.data || !parent) && <Loading label={t('common.loading')} />}
      {settings.data && parent && (
        <Settings key={channel} queue={queue.id} channel={channel} settings={settings.data} parent={parent} onEdited={setEdited} />
      )}
    </Card>
  );
}

/** All channels of the queue, one that is known, or one whose name is typed. */
export function ChannelChoice({ label, channel, disabled, onChange }: { label?: string; channel: string; disabled: boolean; onChange: (channel: string) => void }) {
  const t = useText();
  const styles = useStyles();
  const channels = useChannels(channel ? [channel] : []);
  const [typed, setTyped] = useState<string | null>(null);
  const word = (each: string) => (each ? channelName(each) : t('insights.all_channels'));
  const choose = (next: string) => {
    setTyped(null);
    onChange(next);
  };
  const named = (text: string) => ['', ...channels].find((each) => word(each) === text) ?? text;
  const wanted = typed?.trim() ?? '';
  const fitting = ['', ...channels].filter((each) => word(each).toLocaleLowerCase().includes(wanted.toLocaleLowerCase()));
  /** What is typed stands first, so that the keys that choose the first one choose it. */
  const options = wanted ? [...new Set([named(wanted), ...fitting])] : fitting;
  return (
    <Field label={label ?? t('insights.channel')} hint={t(disabled ? 'manage.channel_held' : 'manage.channel_typed')}>
      <Combobox
        freeform
        className={styles.choice}
        disabled={disabled}
        value={typed ?? word(channel)}
        selectedOptions={[channel]}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => typed !== null && choose(named(wanted))}
        onOptionSelect={(_, data) => data.optionValue !== undefined && choose(data.optionValue)}
      >
        {options.map((each) => <Option key={each} value={each} text={word(each)}>{word(each)}</Option>)}
      </Combobox>
    </Field>
  );
}

function ownOf(settings: QueueSettings, level: 'queue' | 'channel'): Own {
  const values: { [Key in ChoiceKey]: Choice[Key] } = { ...settings, quiet_hours: settings.quiet_hours ?? null };
  const one = <K extends ChoiceKey>(key: K): Own[K] => (settings.source[key] === level ? values[key] : 'inherit');
  return { enabled: one('enabled'), agent_threshold: one('agent_threshold'), supervisor_threshold: one('supervisor_threshold'), quiet_hours: one('quiet_hours') };
}

interface SettingsProps {
  queue: string;
  channel: string;
  settings: QueueSettings;
  /** What is in force where a value is inherited, and from where in turn. */
  parent: Choice & Partial<Pick<QueueSettings, 'source'>>;
  onEdited: (edited: boolean) => void;
}

/** The edits of these settings and the version they began on: a save after someone else's is a conflict, also when the page already shows theirs. */
function useOwnSettings({ queue, channel, settings, onEdited }: Omit<SettingsProps, 'parent'>) {
  const queries = useQueryClient();
  const present = ownOf(settings, channel ? 'channel' : 'queue');
  const [edits, setEdits] = useState<{ change: Partial<Own>; on: number } | null>(null);
  const shown = { ...present, ...edits?.change };
  const changed = choiceKeys.filter((key) => !isSame(shown[key], present[key]));
  const put = (next: typeof edits) => {
    setEdits(next);
    onEdited(next !== null && choiceKeys.some((key) => next.change[key] !== undefined && !isSame(next.change[key], present[key])));
  };
  /** Asked for by itself: a refetch is given up when the live event of the same change begins another. */
  const readAnew = async () => {
    const now = await admin.queueSettings(queue, channel);
    queries.setQueryData(channel ? ['settings', 'queue', queue, channel] : ['settings', 'queue', queue], now);
    return now;
  };
  const saving = useSaving(async () => {
    try {
      await admin.saveQueueSettings(queue, { ...Object.fromEntries(changed.map((key) => [key, shown[key]])), version: edits?.on ?? settings.version }, channel);
      await queries.invalidateQueries({ queryKey: ['settings', 'queue', queue] });
      put(null);
    } catch (cause) {
      if (cause instanceof ApiError && cause.status === 409 && edits) {
        const now = await readAnew().catch(() => null);
        setEdits({ ...edits, on: now?.version ?? edits.on });
      }
      throw cause;
    }
  });
  const set = (change: Partial<Own>) => put({ change: { ...edits?.change, ...change }, on: edits?.on ?? settings.version });
  return { shown, changed: changed.length > 0, saving, set, discard: () => put(null) };
}

function Settings({ parent, ...given }: SettingsProps) {
  const t = useText();
  const styles = useStyles();
  const { shown, changed, saving, set, discard } = useOwnSettings(given);
  useUnsaved(changed);
  const word = (key: ChoiceKey, value: Choice[ChoiceKey]) =>
    key === 'enabled' ? t(value ? 'admin.yes' : 'admin.no')
      : key === 'quiet_hours' ? (value ? hoursText(value as QuietHours) : t('admin.quiet_none'))
      : value !== 'none' ? t(`level.${value as Exclude<Threshold, 'none'>}`)
      : t(key === 'agent_threshold' ? 'admin.agent_none' : 'admin.supervisor_none');
  const inherited = (key: ChoiceKey) => t(given.channel ? 'manage.as_queue' : 'manage.as_organisation', { value: word(key, parent[key]) });
  const sourceOf = (key: ChoiceKey) => (shown[key] !== 'inherit' ? 'here' : parent.source?.[key] === 'queue' ? 'queue' : 'organisation');
  const quiet = shown.quiet_hours;
  const row = (key: ChoiceKey, label: string, values: readonly Choice[ChoiceKey][]) => (
    <Setting
      label={label}
      value={String(shown[key])}
      options={[['inherit', inherited(key)], ...values.map((value): [string, string] => [String(value), word(key, value)])]}
      source={sourceOf(key)}
      onChange={(chosen) => set({ [key]: values.find((each) => String(each) === chosen) ?? 'inherit' })}
    />
  );
  const isConflict = saving.fault?.field === 'version';
  return (
    <>
      {row('enabled', t('admin.monitor'), [true, false])}
      {row('agent_threshold', t('manage.agent_alerts'), thresholds)}
      {row('supervisor_threshold', t('manage.supervisor_alerts'), thresholds)}
      <Setting
        label={t('manage.quiet_hours')}
        value={quiet === 'inherit' ? quiet : quiet ? 'own' : 'none'}
        options={[['inherit', inherited('quiet_hours')], ['none', t('admin.quiet_none')], ['own', t('manage.quiet_own')]]}
        source={sourceOf('quiet_hours')}
        onChange={(chosen) => set({ quiet_hours: chosen === 'inherit' ? chosen : chosen === 'own' ? (parent.quiet_hours ?? nightHere()) : null })}
      />
      {quiet && quiet !== 'inherit' && <QuietFields hours={quiet} fault={saving.fault} onChange={(hours) => set({ quiet_hours: hours })} />}
      {isConflict && <div role="alert"><MessageBar intent="warning" layout="multiline"><MessageBarBody><MessageBarTitle>{t('admin.conflict')}</MessageBarTitle>{t('manage.check_again')}</MessageBarBody></MessageBar></div>}
      <Saved saved={saving.saved && !changed} fault={isConflict ? null : saving.fault} />
      <div className={styles.save}>
        {changed && <Button onClick={discard}>{t('admin.discard')}</Button>}
        <Button appearance="primary" disabled={!changed} disabledFocusable={saving.busy} onClick={() => void saving.run(undefined)}>{t('manage.save_sentiment')}</Button>
      </div>
    </>
  );
}

interface SettingProps {
  label: string;
  value: string;
  /** Values and their words; the first is the inherited one. */
  options: readonly (readonly [string, string])[];
  source: 'organisation' | 'queue' | 'here';
  onChange: (value: string) => void;
}

/** One value, where it comes from, and the way back to the inherited one. */
function Setting({ label, value, options, source, onChange }: SettingProps) {
  const t = useText();
  const styles = useStyles();
  return (
    <div className={styles.setting}>
      <Field label={label} className={styles.field}>
        <Dropdown value={options.find(([each]) => each === value)?.[1] ?? ''} selectedOptions={[value]} onOptionSelect={(_, data) => onChange(data.optionValue ?? '')}>
          {options.map(([each, word]) => <Option key={each} value={each} text={word}>{word}</Option>)}
        </Dropdown>
      </Field>
      <div className={styles.source}>
        <Badge appearance="tint" color={source === 'here' ? 'brand' : 'informative'}>{t(`manage.from_${source}`)}</Badge>
        {source === 'here' && <Button size="small" appearance="subtle" aria-label={t('manage.inherit_named', { name: label })} onClick={() => onChange('inherit')}>{t('manage.inherit')}</Button>}
      </div>
    </div>
  );
}
