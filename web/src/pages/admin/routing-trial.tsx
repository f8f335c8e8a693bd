import { Button, Dropdown, Field, Input, Option, Switch, Text, Textarea, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { admin } from '../../api/admin';
import type { ExpectedAlert, RoutingExample, RoutingTrial, RulesetRequest } from '../../api/admin';
import { api } from '../../api/client';
import type { Named } from '../../api/model';
import type { Fault } from '../../staff/form';
import { FaultBar, faultOf, fieldFault } from '../../staff/form';
import { apart, languageName, listed, number, useText } from '../../text';
import { MarkedText } from '../../ui/marked-text';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { languageCodes } from './language-codes';
import { Card, FactList } from './parts';
import { placeOf } from './routing-draft';

const useStyles = makeStyles({
  grid: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))', gap: tokens.spacingHorizontalL, alignItems: 'end', '& .fui-Dropdown, & .fui-Input': { minWidth: 0, width: '100%' }, '& .fui-Input__input': { minWidth: 0 } },
  switch: { whiteSpace: 'nowrap' },
  list: { maxHeight: '320px' },
  muted: { color: tokens.colorNeutralForeground3 },
  text: { whiteSpace: 'pre-wrap' },
  alerts: { display: 'flex', flexDirection: 'column' },
});

/** What a conversation comes over where the example names no channel. */
const usualChannel = 'live_chat';

interface TrialProps {
  /** The rules of the page where they are not saved yet. */
  rulesets: RulesetRequest[] | null;
  ready: boolean;
  /** Told of what is wrong with a rule. */
  onFault: (fault: Fault | null) => void;
}

/** Where the rules would put a conversation that begins with a text, before they are saved. */
export function RoutingTrialCard({ rulesets, ready, onFault }: TrialProps) {
  const t = useText();
  const styles = useStyles();
  const [text, setText] = useState('');
  const [language, setLanguage] = useState('');
  const [channel, setChannel] = useState('');
  const [closed, setClosed] = useState(false);
  const [queue, setQueue] = useState<Named | null>(null);
  const queues = useQuery({ queryKey: ['queues'], queryFn: api.queues, retry: false });
  const [found, setFound] = useState<{ of: string; text: string; trial: RoutingTrial } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const example: RoutingExample = { text, out_of_hours: closed, ...(language && { language }), ...(channel.trim() && { channel: channel.trim() }), ...(queue && { queue: queue.id }), ...(rulesets && { rulesets }) };
  const asked = JSON.stringify(example);
  const run = async () => {
    setBusy(true);
    setFault(null);
    onFault(null);
    try {
      setFound({ of: asked, text, trial: await admin.tryRouting(example) });
    } catch (cause) {
      const wrong = faultOf(cause);
      if (placeOf(wrong.field)) onFault(wrong);
      else setFault(wrong);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t('routing.trial')}>
      <Text>{t('routing.trial_text')}</Text>
      <Field label={t('routing.trial_message')} {...fieldFault(fault, 'text')}>
        <Textarea rows={2} value={text} textarea={{ dir: 'auto' }} onChange={(_, data) => setText(data.value)} />
      </Field>
      <div className={styles.grid}>
        <Field label={t('routing.trial_language')} {...fieldFault(fault, 'language')}>
          <Dropdown listbox={{ className: styles.list }} value={language ? languageName(language) : t('routing.recognised')} selectedOptions={[language]} onOptionSelect={(_, data) => setLanguage(data.optionValue ?? '')}>
            {['', ...languageCodes()].map((code) => <Option key={code} value={code} text={code ? languageName(code) : t('routing.recognised')}>{code ? `${languageName(code)} · ${code}` : t('routing.recognised')}</Option>)}
          </Dropdown>
        </Field>
        <Field label={t('routing.trial_channel')} {...fieldFault(fault, 'channel')}>
          <Input dir="ltr" value={channel} maxLength={40} placeholder={usualChannel} onChange={(_, data) => setChannel(data.value)} />
        </Field>
        <Field label={t('routing.trial_queue')} {...fieldFault(fault, 'queue')}>
          <Dropdown listbox={{ className: styles.list }} value={queue?.name ?? t('routing.trial_any_queue')} selectedOptions={[queue?.id ?? '']} onOptionSelect={(_, data) => setQueue(queues.data?.find((each) => each.id === data.optionValue) ?? null)}>
            {[{ id: '', name: t('routing.trial_any_queue') }, ...(queues.data ?? [])].map((each) => <Option key={each.id} value={each.id}>{each.name}</Option>)}
          </Dropdown>
        </Field>
        <Switch className={styles.switch} checked={closed} label={t('routing.hours_closed')} onChange={(_, data) => setClosed(data.checked)} />
      </div>
      <div><Button disabled={!ready || text.trim() === ''} disabledFocusable={busy} onClick={() => void run()}>{t('routing.trial_run')}</Button></div>
      <FaultBar fault={fault} fields={['text', 'language', 'channel', 'queue']} />
      <div role="status">
        {found && <Result text={found.text} trial={found.trial} />}
        {found && found.of !== asked && <Text block size={200} className={styles.muted}>{t('routing.trial_old')}</Text>}
      </div>
    </Card>
  );
}

function Result({ text, trial }: { text: string; trial: RoutingTrial }) {
  const t = useText();
  const styles = useStyles();
  const facts: [string, ReactNode][] = [
    [t('routing.read_as'), <><SentimentBadge level={trial.level} word={t(`level.${trial.level}`)} size="small" /><bdi>{languageName(trial.reading.language)}</bdi></>],
    [t('routing.moved_by'), <span className={styles.text} dir="auto"><MarkedText text={text} marks={trial.reading.phrases ?? []} /></span>],
    [t('routing.queue'), <Text weight="semibold">{trial.queue?.name ?? t('routing.queue_kept')}</Text>],
    [t('routing.priority'), number(trial.priority)],
    [t('routing.result_skills'), listed(trial.skills) || t('routing.skill_none')],
    [t('routing.fitting'), listed(trial.matched.map((each) => `${apart(each.ruleset)} · ${apart(each.rule)}`)) || t('routing.no_rule_fits')],
    [t('routing.alerted'), <Alerted alerts={trial.alerts} />],
  ];
  return <FactList label={t('routing.result')} facts={facts} />;
}

/** Which alerts there would be, and for whom. */
function Alerted({ alerts }: { alerts: ExpectedAlert[] | null }) {
  const t = useText();
  const styles = useStyles();
  if (alerts === null) return <>{t('routing.alerted_unknown')}</>;
  if (alerts.length === 0) return <>{t('routing.alerted_none')}</>;
  const names = (people: ExpectedAlert['people'], notify: boolean) => listed(people.filter((each) => each.notify === notify).map((each) => each.user.name));
  const told = ({ people }: ExpectedAlert) => {
    const [now, later] = [names(people, true), names(people, false)];
    return [now && t('routing.alerted_now', { names: now }), later && t('routing.alerted_later', { names: later })].filter(Boolean).join('; ') || t('routing.alerted_nobody');
  };
  const reasons = ({ rule, rules, threshold }: ExpectedAlert) =>
    listed([...(rule ? [] : [t('routing.alerted_threshold', { level: t(`level.${threshold}`) })]), ...rules.map((each) => each.name)]);
  return (
    <span className={styles.alerts}>
      {alerts.map((each) => (
        <span key={each.rule?.id ?? 'threshold'}>{t('routing.alerted_by', { what: reasons(each), who: told(each) })}</span>
      ))}
    </span>
  );
}
