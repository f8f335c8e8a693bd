import { Button, Dropdown, Option, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { admin } from '../../api/admin';
import type { Simulation as Found } from '../../api/admin';
import type { Fault } from '../../staff/form';
import { FaultBar, faultOf } from '../../staff/form';
import { dateAndTime, number, useText } from '../../text';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { Card, Rows } from './parts';
import type { Draft } from './rule-draft';
import { requestOf } from './rule-draft';

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  muted: { color: tokens.colorNeutralForeground3 },
  list: { maxHeight: '320px', overflowY: 'auto' },
});

const periods = [1, 7, 30] as const;
const dayMilliseconds = 86400000;
/** Alerts that are shown one by one; the rest is a number. */
const shownAlerts = 100;

/** What the rule in the form would have told in the last days, before it is saved. */
export function Simulation({ draft, ready }: { draft: Draft; ready: boolean }) {
  const t = useText();
  const styles = useStyles();
  const [days, setDays] = useState<(typeof periods)[number]>(7);
  const [found, setFound] = useState<{ of: string; days: number; result: Found } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const request = requestOf(draft);
  const asked = JSON.stringify({ ...request, name: '' });
  const run = async () => {
    setBusy(true);
    setFault(null);
    try {
      const to = Date.now();
      const result = await admin.simulate(request, new Date(to - days * dayMilliseconds).toISOString(), new Date(to).toISOString());
      setFound({ of: asked, days, result });
    } catch (cause) {
      setFault(faultOf(cause));
    } finally {
      setBusy(false);
    }
  };
  const result = found?.result;
  return (
    <Card title={t('manage.simulation')}>
      <Text>{t('manage.simulation_text')}</Text>
      <div className={styles.bar}>
        <Dropdown aria-label={t('insights.period')} value={t('manage.last_days', { count: days })} selectedOptions={[String(days)]} onOptionSelect={(_, data) => setDays(Number(data.optionValue) as typeof days)}>
          {periods.map((each) => <Option key={each} value={String(each)} text={t('manage.last_days', { count: each })}>{t('manage.last_days', { count: each })}</Option>)}
        </Dropdown>
        <Button disabled={!ready} disabledFocusable={busy} onClick={() => void run()}>{t('manage.simulate')}</Button>
      </div>
      <FaultBar fault={fault} />
      <div role="status">
        {found && result && (
          <>
            <Text weight="semibold">
              {t('manage.would_fire', { count: result.items.length, conversations: number(result.conversations), each: number(result.items.length / found.days, 1) })}
            </Text>
            {result.cut && <Text block size={200} className={styles.muted}>{t('manage.simulation_cut')}</Text>}
            {found.of !== asked && <Text block size={200} className={styles.muted}>{t('manage.simulation_old')}</Text>}
          </>
        )}
      </div>
      {result && result.items.length > 0 && (
        <div className={styles.list}>
          <Rows
            label={t('manage.simulation')}
            columns={[t('manage.time'), t('insights.average'), t('manage.pulse')]}
            rows={result.items.slice(0, shownAlerts).map((each) => ({
              key: `${each.conversation} ${each.message}`,
              cells: [dateAndTime(each.at), <SentimentBadge key="level" level={each.level} word={t(`level.${each.level}`)} size="small" />, number(each.pulse, 1)],
            }))}
          />
        </div>
      )}
    </Card>
  );
}
