import { Button, Tab, TabList, Text, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { DataTrendingRegular } from '@fluentui/react-icons/svg/data-trending';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useAddress } from '../../ui/address';
import { api } from '../../api/client';
import type { InsightsRow } from '../../api/model';
import { useAccount } from '../../staff/account';
import { failureText } from '../../staff/words';
import { clock, longDayName, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Mirrored } from '../../ui/mirrored';
import { useNow } from '../../ui/now';
import { useTitle } from '../../ui/title';
import { Agreement } from './agreement';
import { InsightsChips } from './chips';
import { whichIn } from './conversation-filters';
import { Conversations } from './conversations';
import { Export } from './export';
import { allKpis, answeredKpis, botKpis, conversationsBefore, leastBefore, messageKpis, presenceKpis, sentimentKpis, serviceKpis } from './figures';
import { FilterBar } from './filter-bar';
import type { Filters, View } from './filters';
import { daysOf, filtersIn, isDay, isOrdered, keepFilters, keptFilters, noFilters, ownZone, queryOf, views, withFilters } from './filters';
import { Groups } from './groups';
import { Tiles } from './tiles';
import { Trend } from './trend';
import { Zones } from './zones';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, overflowY: 'auto' },
  body: { maxWidth: '1280px', margin: '0 auto', boxSizing: 'border-box', padding: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, minHeight: '100%', '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM } },
  head: { display: 'flex', alignItems: 'baseline', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  gap: { flexGrow: 1 },
  muted: { color: tokens.colorNeutralForeground3 },
  cards: { display: 'grid', gridTemplateColumns: 'repeat(12, minmax(0, 1fr))', gap: tokens.spacingHorizontalM },
  wide: { gridColumn: 'span 8', '@media (max-width: 960px)': { gridColumn: 'span 12' } },
  slim: { gridColumn: 'span 4', '@media (max-width: 960px)': { gridColumn: 'span 12' } },
  blank: { display: 'flex', flexGrow: 1, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  section: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  tabs: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalM})`, overflowX: 'auto' },
  heading: { margin: 0 },
  how: { color: tokens.colorNeutralForeground2, '& summary': { cursor: 'pointer', width: 'fit-content', fontSize: tokens.fontSizeBase200 } },
  formulas: { display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, '& dd': { margin: 0, color: tokens.colorNeutralForeground3 }, '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' } },
});

/** Filters, dashboard, day and the dashboard one came from, all in the address. */
function useChoices(user: string) {
  const [search, setSearch] = useAddress();
  const fresh = search.size === 0 || (search.size === 1 && search.has('dir'));
  useEffect(() => {
    if (!fresh) return;
    const kept = keptFilters(user);
    if (JSON.stringify(kept) !== JSON.stringify(noFilters)) setSearch((before) => withFilters(before, kept), { replace: true });
  }, [fresh, user, setSearch]);
  const view = views.find((each) => each === search.get('view')) ?? 'summary';
  const day = search.get('day') ?? '';
  const on = search.get('on') ?? '';
  const change = (by: Record<string, string>, filters?: Filters) => setSearch((before) => {
    const next = filters ? withFilters(before, filters) : new URLSearchParams(before);
    for (const [key, value] of Object.entries(by)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    return next;
  });
  return { filters: filtersIn(search), view, day: isDay(day) ? day : '', on: isDay(on) ? on : '', which: whichIn(search), language: search.get('language') ?? '', origin: views.find((each) => each === search.get('origin')), change };
}

/** What the history says: a summary, and the same figures by queue and by agent. */
export function InsightsPage() {
  const t = useText();
  const styles = useStyles();
  const account = useAccount();
  const now = useNow(60000);
  const { filters, view, day, on, which, language, origin, change } = useChoices(account.id);
  const query = queryOf(filters, now, on || undefined);
  useTitle(t('insights.title'));
  const apply = (next: Filters) => {
    if (isOrdered(next)) keepFilters(account.id, next);
    change({ day: '', on: '', origin: '' }, next);
  };
  const show = (next: View) => change({ view: next === 'summary' ? '' : next, day: '', origin: '' });
  const without = (key: keyof Filters | 'on' | 'level' | 'state') => {
    if (!(key in filters)) change({ [key]: '' });
    else apply({ ...filters, [key]: '' });
  };
  const zone = filters.time_zone || ownZone();
  const { first, last } = daysOf(filters, now);
  const ordered = isOrdered(filters);
  const named = (date: string) => longDayName(`${date}T12:00:00Z`, 'UTC');
  return (
    <div className={styles.page}>
      <div className={styles.body}>
        <div className={styles.head}>
          <h1 className={styles.title}>{t('insights.title')}</h1>
          {ordered && <Text size={200} className={styles.muted}>{t('insights.covered', { first: named(first), last: named(last), zone: zone.replaceAll('_', ' ') })}</Text>}
          <span className={styles.gap} />
          {ordered && view !== 'agreement' && <Export name="conversations.csv" address={api.conversationsAddress(query)} load={() => api.conversationsFile(query)} word={t('insights.csv')} />}
        </div>
        <FilterBar filters={filters} now={now} short={view === 'agreement'} onFilters={apply} />
        <InsightsChips filters={view === 'agreement' ? { ...filters, agent: '', channel: '' } : filters} on={on} which={view === 'conversations' ? which : { level: '', state: '' }} onRemove={without} />
        <Views view={view} onView={show} />
        {origin && view === 'summary' && (
          <div>
            <Button size="small" icon={<Mirrored of={ArrowLeftRegular} />} onClick={() => change({ view: origin, origin: '', day: '' }, { ...filters, ...(origin === 'agents' ? { agent: '' } : { queue: '' }) })}>
              {`${t('insights.back')}: ${t(`insights.${origin}`)}`}
            </Button>
          </div>
        )}
        {ordered && view === 'conversations' && <Conversations query={query} which={which} onWhich={(next) => change({ ...next })} />}
        {ordered && view === 'agreement' && <Agreement query={query} language={language} onLanguage={(next) => change({ language: next })} />}
        {ordered && view === 'summary' && (
          <Summary
            filters={filters}
            query={query}
            now={now}
            day={day}
            on={on}
            onDay={(next) => change({ day: next })}
            onOn={(next) => change({ on: next })}
            onLevel={(level) => change({ view: 'conversations', level, state: '', day: '' })}
          />
        )}
        {ordered && (view === 'queues' || view === 'agents') && (
          <Groups key={view} what={view} query={query} onDetails={(id) => change({ view: '', origin: view, day: '' }, { ...filters, ...(view === 'agents' ? { agent: id } : { queue: id }) })} />
        )}
        {ordered && view !== 'agreement' && <How />}
      </div>
    </div>
  );
}

/** The dashboards in one line, which scrolls where it is too long; the one that is shown is in sight. */
function Views({ view, onView }: { view: View; onView: (view: View) => void }) {
  const t = useText();
  const styles = useStyles();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [view]);
  return (
    <TabList ref={list} className={styles.tabs} selectedValue={view} onTabSelect={(_, data) => onView(data.value as View)} aria-label={t('insights.views')}>
      {views.map((each) => <Tab key={each} value={each}>{t(`insights.${each}`)}</Tab>)}
    </TabList>
  );
}

interface SummaryProps {
  filters: Filters;
  query: URLSearchParams;
  now: number;
  day: string;
  onDay: (day: string) => void;
  on: string;
  onOn: (day: string) => void;
  onLevel: (level: string) => void;
}

function Summary({ filters, query, now, day, onDay, on, onOn, onLevel }: SummaryProps) {
  const t = useText();
  const styles = useStyles();
  const summary = useQuery({ queryKey: ['insights', 'summary', query.toString()], queryFn: () => api.insights(query), placeholderData: keepPreviousData, retry: false });
  if (summary.isError) return <ErrorState title={t('failure.title')} text={failureText(summary.error)} retry={t('common.retry')} onRetry={() => void summary.refetch()} />;
  if (!summary.data) return <Loading label={t('common.loading')} />;
  const data = summary.data;
  if (!data.conversations.value) {
    return <div className={styles.blank}><EmptyState icon={<DataTrendingRegular />} title={t('insights.none')} text={t('insights.none_text')} /></div>;
  }
  return (
    <>
      <Feelings data={data}>
        <div className={styles.cards}>
          <Trend key={day} filters={filters} now={now} day={day} onDay={onDay} on={on} onOn={onOn} className={styles.wide} />
          <Zones shares={data.sentiment} before={conversationsBefore(data, true)} onLevel={onLevel} className={styles.slim} />
        </div>
      </Feelings>
      <section className={styles.section}>
        <Text as="h2" size={400} weight="semibold" className={styles.heading}>{t('insights.service')}</Text>
        <Tiles label={t('insights.service')} kpis={serviceKpis} figures={data} before={conversationsBefore(data, false)} />
      </section>
      <section className={styles.section}>
        <Text as="h2" size={400} weight="semibold" className={styles.heading}>{t('insights.answered')}</Text>
        <Tiles label={t('insights.answered')} kpis={answeredKpis} figures={data} before={conversationsBefore(data, false)} />
      </section>
      <section className={styles.section}>
        <Text as="h2" size={400} weight="semibold" className={styles.heading}>{t('insights.messages')}</Text>
        <Tiles label={t('insights.messages')} kpis={messageKpis} figures={data} before={conversationsBefore(data, false)} />
      </section>
      <Bots data={data} />
      {data.presence && (
        <section className={styles.section}>
          <Text as="h2" size={400} weight="semibold" className={styles.heading}>{t('insights.presence')}</Text>
          <Tiles label={t('insights.presence')} kpis={presenceKpis} figures={data.presence} before={conversationsBefore(data, false)} />
        </section>
      )}
      <Text size={200} className={styles.muted}>{`${t('insights.compared')}. ${t('insights.updated', { time: clock(summary.dataUpdatedAt) })}.`}</Text>
    </>
  );
}

/** The figures about bots, where there was one. */
function Bots({ data }: { data: InsightsRow }) {
  const t = useText();
  const styles = useStyles();
  const { value, previous } = data.bots.bot_conversations;
  if (!value && !previous) return null;
  return (
    <section className={styles.section}>
      <Text as="h2" size={400} weight="semibold" className={styles.heading}>{t('insights.bots')}</Text>
      <Tiles label={t('insights.bots')} kpis={botKpis} figures={data.bots} before={previous ?? 0} />
    </section>
  );
}

/** The figures about feelings, or why there are none. */
function Feelings({ data, children }: { data: InsightsRow; children: React.ReactNode }) {
  const t = useText();
  const styles = useStyles();
  const scored = data.sentiment.conversations_with_sentiment.value ?? 0;
  const hidden = data.sentiment.percent_positive.hidden === true;
  if (scored === 0) return <div className={styles.blank}><EmptyState compact title={t('insights.no_sentiment')} text={t('insights.no_sentiment_text')} /></div>;
  if (hidden) return <div className={styles.blank}><EmptyState compact title={t('insights.small_sample', { count: data.minimum_sample ?? 0 })} /></div>;
  return (
    <section className={styles.section}>
      <Text as="h2" size={400} weight="semibold" className={styles.heading}>{t('insights.feelings')}</Text>
      <Tiles label={t('insights.feelings')} kpis={sentimentKpis} figures={data.sentiment} before={conversationsBefore(data, true)} />
      {children}
    </section>
  );
}

function How() {
  const t = useText();
  const styles = useStyles();
  return (
    <details className={styles.how}>
      <summary>{t('insights.how')}</summary>
      <dl className={styles.formulas}>
        {allKpis.map(({ name }) => (
          <FormulaLine key={name} name={t(`insights.kpi.${name}`)} formula={t(`insights.formula.${name}`)} />
        ))}
      </dl>
      <Text as="p" size={200} className={styles.muted}>{t('insights.how_compared', { count: leastBefore })}</Text>
    </details>
  );
}

function FormulaLine({ name, formula }: { name: string; formula: string }) {
  return <><dt>{name}</dt><dd>{formula}</dd></>;
}
