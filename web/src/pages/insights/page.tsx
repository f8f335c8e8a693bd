import { Dropdown, Option, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { DataTrendingRegular } from '@fluentui/react-icons/svg/data-trending';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { ApiError, api } from '../../api/client';
import { UseNotice } from '../../staff/notice';
import { failureText } from '../../staff/words';
import { number, percent, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';
import type { Figure } from './figures';
import { changeOf, figuresOf, periodStart, wordsOf } from './figures';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, overflowY: 'auto' },
  body: { maxWidth: '1200px', margin: '0 auto', boxSizing: 'border-box', padding: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, minHeight: '100%', '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM } },
  head: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  title: { margin: 0, flexGrow: 1, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  choice: { minWidth: '150px' },
  grid: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))', gap: tokens.spacingHorizontalM, '@media (max-width: 640px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' } },
  card: { padding: tokens.spacingHorizontalL, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  figure: { fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  change: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, color: tokens.colorNeutralForeground2 },
  muted: { color: tokens.colorNeutralForeground3 },
  zones: { display: 'flex', height: '20px', borderRadius: tokens.borderRadiusMedium, overflow: 'hidden', columnGap: '2px' },
  legend: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL },
  key: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  dot: { width: '10px', height: '10px', borderRadius: tokens.borderRadiusSmall },
  blank: { display: 'flex', flexGrow: 1, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  link: { color: tokens.colorBrandForegroundLink },
});

const periods = [7, 30, 90] as const;
const zones = [['percent_positive', 'positive'], ['percent_neutral', 'neutral'], ['percent_negative', 'negative']] as const;
const known = ['conversations_with_sentiment', 'average_conversation_sentiment', 'percent_positive', 'percent_neutral', 'percent_negative'] as const;

/** What the history says, as far as the server summarises it. */
export function InsightsPage() {
  const t = useText();
  const styles = useStyles();
  const [days, setDays] = useState<(typeof periods)[number]>(30);
  const [queue, setQueue] = useState('');
  const queues = useQuery({ queryKey: ['queues'], queryFn: api.queues, retry: false });
  const summary = useQuery({
    queryKey: ['insights', days, queue],
    queryFn: () => {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const query = new URLSearchParams({ from: periodStart(days, Date.now()), to: new Date().toISOString(), time_zone: zone, ...(queue ? { queue } : {}) });
      return api.insights(`?${query.toString()}`);
    },
    retry: false,
  });
  useTitle(t('insights.title'));
  const nameOf = { 7: t('insights.days_7'), 30: t('insights.days_30'), 90: t('insights.days_90') };
  const absent = summary.error instanceof ApiError && (summary.error.status === 404 || summary.error.status === 405);
  return (
    <div className={styles.page}>
      <div className={styles.body}>
        <div className={styles.head}>
          <h1 className={styles.title}>{t('insights.title')}</h1>
          {!absent && (
            <>
              <Dropdown className={styles.choice} aria-label={t('insights.period')} value={nameOf[days]} selectedOptions={[String(days)]} onOptionSelect={(_, data) => setDays(Number(data.optionValue) as typeof days)}>
                {periods.map((each) => <Option key={each} value={String(each)} text={nameOf[each]}>{nameOf[each]}</Option>)}
              </Dropdown>
              <Dropdown className={styles.choice} aria-label={t('insights.queue')} value={queues.data?.find((each) => each.id === queue)?.name ?? t('board.all_queues')} selectedOptions={[queue]} onOptionSelect={(_, data) => setQueue(data.optionValue ?? '')}>
                {[{ id: '', name: t('board.all_queues') }, ...(queues.data ?? [])].map((each) => <Option key={each.id} value={each.id} text={each.name}>{each.name}</Option>)}
              </Dropdown>
            </>
          )}
        </div>
        {summary.isPending && <Loading label={t('common.loading')} />}
        {absent && (
          <div className={styles.blank}>
            <EmptyState icon={<DataTrendingRegular />} title={t('insights.empty')} text={t('insights.empty_text')} action={<RouterLink to="/supervisor" className={styles.link}>{t('insights.open_board')}</RouterLink>} />
          </div>
        )}
        {summary.isError && !absent && <ErrorState title={t('failure.title')} text={failureText(summary.error)} retry={t('common.retry')} onRetry={() => void summary.refetch()} />}
        {summary.data && <Summary data={summary.data} />}
        <UseNotice />
      </div>
    </div>
  );
}

function Summary({ data }: { data: Record<string, unknown> }) {
  const t = useText();
  const styles = useStyles();
  const sentiment = new Map(figuresOf(data['sentiment']));
  const others = figuresOf(data);
  if (sentiment.size === 0 && others.length === 0) return <div className={styles.blank}><EmptyState title={t('insights.none')} text={t('insights.none_text')} /></div>;
  const scored = sentiment.get('conversations_with_sentiment')?.value ?? 0;
  return (
    <>
      {sentiment.size > 0 && scored === 0 && <div className={styles.blank}><EmptyState title={t('insights.none')} text={t('insights.none_text')} /></div>}
      {scored > 0 && (
        <>
          <div className={styles.grid}>
            {known.map((name) => {
              const figure = sentiment.get(name);
              return figure && <Tile key={name} name={t(`insights.kpi.${name}`)} figure={figure} share={name.startsWith('percent')} digits={name === 'average_conversation_sentiment' ? 1 : 0} />;
            })}
          </div>
          <Zones sentiment={sentiment} />
        </>
      )}
      {others.length > 0 && (
        <>
          <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>{t('insights.figures')}</Text>
          <div className={styles.grid}>{others.map(([name, figure]) => <Tile key={name} name={t(`insights.kpi.${name}` as 'insights.kpi.conversations', { defaultValue: wordsOf(name) })} figure={figure} digits={1} />)}</div>
        </>
      )}
    </>
  );
}

function Tile({ name, figure, share = false, digits }: { name: string; figure: Figure; share?: boolean; digits: number }) {
  const t = useText();
  const styles = useStyles();
  const change = changeOf(figure);
  const shown = figure.value === null ? t('common.dash') : share ? percent(figure.value / 100) : number(figure.value, Number.isInteger(figure.value) ? 0 : digits);
  const value = percent(Math.abs(change ?? 0));
  return (
    <section className={styles.card} aria-label={name}>
      <Text size={200} className={styles.muted}>{name}</Text>
      <span className={styles.figure}>{shown}</span>
      <Text size={200} className={styles.change}>
        {change !== null && change > 0 && <ArrowUpRegular aria-hidden="true" />}
        {change !== null && change < 0 && <ArrowDownRegular aria-hidden="true" />}
        {change === null ? t('insights.no_previous') : change > 0 ? t('insights.up', { value }) : change < 0 ? t('insights.down', { value }) : t('insights.same')}
      </Text>
    </section>
  );
}

function Zones({ sentiment }: { sentiment: Map<string, Figure> }) {
  const t = useText();
  const styles = useStyles();
  const shares = zones.map(([name, zone]) => ({ zone, value: sentiment.get(name)?.value ?? 0 }));
  const colour = { positive: 'var(--levelPositive)', neutral: 'var(--levelNeutral)', negative: 'var(--levelNegative)' };
  const said = Object.fromEntries(shares.map(({ zone, value }) => [zone, percent(value / 100)])) as Record<'positive' | 'neutral' | 'negative', string>;
  return (
    <section className={styles.card} aria-label={t('insights.zones')}>
      <Text as="h2" size={300} weight="semibold" style={{ margin: 0 }}>{t('insights.zones')}</Text>
      <div className={styles.zones} role="img" aria-label={t('insights.zones_label', said)}>
        {shares.map(({ zone, value }) => value > 0 && <span key={zone} style={{ flexGrow: value, backgroundColor: colour[zone] }} />)}
      </div>
      <div className={styles.legend} aria-hidden="true">
        {shares.map(({ zone }) => (
          <Text key={zone} size={200} className={styles.key}><span className={mergeClasses(styles.dot)} style={{ backgroundColor: colour[zone] }} />{`${t(`insights.${zone}`)} ${said[zone]}`}</Text>
        ))}
      </div>
      <Text size={200} className={styles.muted}>{t('insights.how')}</Text>
    </section>
  );
}
