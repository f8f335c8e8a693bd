import { Button, Text, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { InsightsRow } from '../../api/model';
import { failureText } from '../../staff/words';
import { dayName, hourName, longDayName, number, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { levelOfPulse } from '../../ui/levels';
import { Mirrored } from '../../ui/mirrored';
import { PulseChart } from '../../ui/pulse-chart';
import { Card } from './card';
import type { Filters } from './filters';
import { dayOf, ownZone, queryOf } from './filters';

const useStyles = makeStyles({
  scroll: { overflow: 'auto', maxHeight: '320px' },
  table: { width: '100%', borderCollapse: 'collapse' },
  th: { position: 'sticky', top: 0, textAlign: 'start', fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2, backgroundColor: tokens.colorNeutralBackground1, padding: tokens.spacingVerticalXS },
  td: { padding: tokens.spacingVerticalXS, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  chosen: { color: tokens.colorNeutralForeground2 },
});

interface TrendProps {
  filters: Filters;
  now: number;
  /** The day whose hours are shown, as YYYY-MM-DD. */
  day: string;
  onDay: (day: string) => void;
  /** The day that the page is narrowed to. */
  on: string;
  onOn: (day: string) => void;
  className?: string;
}

/** The average sentiment day by day, and on demand the hours of one day; as chart and as table. */
export function Trend({ filters, now, day, onDay, on, onOn, className }: TrendProps) {
  const t = useText();
  const styles = useStyles();
  const zone = filters.time_zone || ownZone();
  const by = day ? 'hour' : 'day';
  const query = queryOf(filters, now, day || undefined);
  const [chosen, setChosen] = useState<string | null>(day ? null : on || null);
  const [tabular, setTabular] = useState(false);
  const series = useQuery({ queryKey: ['insights', 'series', by, query.toString()], queryFn: () => api.insightsSeries(query, by), placeholderData: keepPreviousData, retry: false });
  const keyOf = (row: InsightsRow) => (day ? row.at! : dayOf(row.at!, zone));
  const nameOf = (row: InsightsRow) => (day ? hourName(row.at!, zone) : longDayName(row.at!, zone));
  const rows = (series.data ?? []).map((row) => {
    const pulse = row.sentiment.average_conversation_sentiment;
    const count = row.sentiment.conversations_with_sentiment.value ?? 0;
    return {
      key: keyOf(row), pulse: pulse.value, previous: pulse.previous, amount: count, name: nameOf(row),
      tick: day ? hourName(row.at!, zone) : dayName(row.at!, zone),
      text: pulse.value === null ? t('insights.point_none', { time: nameOf(row) }) : t('insights.point', {
        time: nameOf(row), pulse: number(pulse.value, 1), level: t(`level.${levelOfPulse(pulse.value)}`), count,
        previous: pulse.previous === null ? t('common.dash') : number(pulse.previous, 1),
      }),
    };
  });
  const picked = rows.find((each) => each.key === chosen);
  const goTo = (to: string) => {
    setChosen(to ? null : day);
    onDay(to);
  };
  const actions = (
    <>
      {day === '' && picked && <Text size={200} className={styles.chosen}>{picked.name}</Text>}
      {day === '' && <Button size="small" disabled={!picked} title={picked ? undefined : t('insights.hourly_hint')} onClick={() => picked && goTo(picked.key)}>{t('insights.hourly')}</Button>}
      {day !== '' && <Button size="small" icon={<Mirrored of={ArrowLeftRegular} />} onClick={() => goTo('')}>{t('insights.back')}</Button>}
      <Button size="small" appearance="subtle" aria-pressed={tabular} onClick={() => setTabular(!tabular)}>{tabular ? t('insights.as_chart') : t('insights.as_table')}</Button>
    </>
  );
  const title = day ? t('insights.trend_hours', { day: longDayName(`${day}T12:00:00Z`, 'UTC') }) : t('insights.trend');
  return (
    <Card title={title} actions={actions} className={className} note={`${t('insights.trend_legend')}${day ? '' : ` ${t('insights.day_hint')}`}${filters.agent ? ` ${t('insights.trend_small')}` : ''}`}>
      {series.isPending && <Loading label={t('common.loading')} />}
      {series.isError && <ErrorState compact title={t('failure.title')} text={failureText(series.error)} retry={t('common.retry')} onRetry={() => void series.refetch()} />}
      {series.data && rows.every((each) => each.pulse === null) && <EmptyState compact title={rows.some((each) => each.amount > 0) ? t('insights.trend_none') : t('insights.no_sentiment')} />}
      {series.data && rows.some((each) => each.pulse !== null) && (tabular ? (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
          <table className={styles.table} aria-label={title}>
            <thead>
              <tr>{[t('insights.time'), t('insights.average'), t('insights.previous'), t('insights.scored')].map((word) => <th key={word} scope="col" className={styles.th}>{word}</th>)}</tr>
            </thead>
            <tbody>
              {rows.map((each) => (
                <tr key={each.key}>
                  <td className={styles.td}>{each.name}</td>
                  <td className={styles.td}>{each.pulse === null ? t('common.dash') : `${number(each.pulse, 1)} · ${t(`level.${levelOfPulse(each.pulse)}`)}`}</td>
                  <td className={styles.td}>{each.previous === null ? t('common.dash') : number(each.previous, 1)}</td>
                  <td className={styles.td}>{number(each.amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <PulseChart points={rows} label={day ? t('insights.choose_hour') : t('insights.choose_day')} chosen={chosen} onChoose={setChosen} {...(day ? {} : { filtered: on, onPick: (key: string) => onOn(key === on ? '' : key) })} />
      ))}
    </Card>
  );
}
