import { Avatar, Button, Dropdown, Option, PresenceBadge, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useAddress } from '../../ui/address';
import { api } from '../../api/client';
import type { Presence, Work } from '../../api/model';
import { onLiveEvent, useLive } from '../../live/store';
import { presenceBadges, presences } from '../../staff/presence';
import { failureText } from '../../staff/words';
import { clock, dateAndTime, duration, listed, useText } from '../../text';
import { ErrorState, Loading } from '../../ui/empty-state';
import { Mirrored } from '../../ui/mirrored';
import { useNow } from '../../ui/now';
import { useTitle } from '../../ui/title';
import { Tiles } from './tiles';
import { endsOf, presenceSpans, presenceTotals } from './timeline';
import { PresencesTable, RunningTable, SessionsTable } from './work-tables';
import { WorkTimeline } from './work-timeline';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, overflowY: 'auto' },
  body: { maxWidth: '1280px', margin: '0 auto', boxSizing: 'border-box', padding: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, minHeight: '100%', '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM } },
  head: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalS },
  names: { flexGrow: 1, flexBasis: 0, minWidth: '200px', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  facts: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground2 },
  presence: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  muted: { color: tokens.colorNeutralForeground3 },
  choice: { minWidth: '160px' },
  card: { padding: tokens.spacingHorizontalL, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, minWidth: 0 },
  cardHead: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  heading: { flexGrow: 1, margin: 0 },
  totals: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none', fontSize: tokens.fontSizeBase200, fontVariantNumeric: 'tabular-nums' },
});

const periods = [1, 8, 24, 168] as const;
const usual = 8;
const hour = 60 * 60 * 1000;
const everyMilliseconds = 60000;

/** The work of an agent, asked for anew when the agent's presence or conversations change and once a minute. */
function useWork(agent: string, hours: number) {
  const queries = useQueryClient();
  const work = useQuery({ queryKey: ['work', agent, hours], queryFn: () => api.work(agent, hours), placeholderData: keepPreviousData, refetchInterval: everyMilliseconds, staleTime: 0, retry: false });
  const id = work.data?.user.id ?? agent;
  const has = useLive((state) => Object.values(state.conversations)
    .filter((each) => each.agent?.id === id && each.state !== 'closed')
    .map((each) => `${each.id} ${each.state} ${each.accepted_at ?? ''}`).sort().join('\n'));
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['work', agent] });
  }, [queries, agent, has]);
  useEffect(() => onLiveEvent((event) => {
    if (event.event === 'presence' && event.user?.id === id) void queries.invalidateQueries({ queryKey: ['work', agent] });
  }), [queries, agent, id]);
  return work;
}

/** What one agent does now and did of late: presence and sessions in time, and the conversations behind them. */
export function WorkPage() {
  const t = useText();
  const styles = useStyles();
  const agent = useParams()['agent'] ?? '';
  const [search, setSearch] = useAddress();
  const hours = periods.find((each) => String(each) === search.get('hours')) ?? usual;
  const work = useWork(agent, hours);
  const navigate = useNavigate();
  const from = (useLocation().state as { from?: unknown } | null)?.from;
  const back = () => void (typeof from === 'string' ? navigate(-1) : navigate('/supervisor'));
  useTitle(t('work.title', { name: work.data?.user.name ?? '' }));
  const named = (each: number) => (each === 168 ? t('work.week') : t('work.hours', { count: each }));
  return (
    <div className={styles.page}>
      <div className={styles.body}>
        <div><Button size="small" icon={<Mirrored of={ArrowLeftRegular} />} onClick={back}>{typeof from === 'string' ? t('work.back') : t('work.to_board')}</Button></div>
        {work.isPending && <Loading label={t('common.loading')} />}
        {work.isError && <ErrorState title={t('failure.title')} text={failureText(work.error)} retry={t('common.retry')} onRetry={() => void work.refetch()} />}
        {work.data && !work.isError && (
          <Shown
            work={work.data}
            hours={hours}
            updated={work.dataUpdatedAt}
            period={(
              <Dropdown
                className={styles.choice}
                aria-label={t('work.period')}
                value={named(hours)}
                selectedOptions={[String(hours)]}
                onOptionSelect={(_, data) => setSearch((before) => {
                  const next = new URLSearchParams(before);
                  next.set('hours', data.optionValue ?? String(usual));
                  return next;
                }, { replace: true, state: { from } })}
              >
                {periods.map((each) => <Option key={each} value={String(each)} text={named(each)}>{named(each)}</Option>)}
              </Dropdown>
            )}
          />
        )}
      </div>
    </div>
  );
}

function Shown({ work, hours, updated, period }: { work: Work; hours: number; updated: number; period: ReactNode }) {
  const t = useText();
  const styles = useStyles();
  const now = useNow(10000);
  const to = Math.max(now, updated);
  const whole = { from: to - hours * hour, to };
  const ends = endsOf(work.sessions);
  const { user, capacity } = work;
  const addressOf = (conversation: string) => `/supervisor?conversation=${encodeURIComponent(conversation)}`;
  return (
    <>
      <Head work={work}>{period}</Head>
      <Tiles
        label={t('work.glance')}
        tiles={[
          { name: t('work.tile.capacity'), value: t('work.tile.capacity_value', { used: capacity.used, units: capacity.units }), alarming: capacity.used > capacity.units },
          { name: t('work.tile.running'), value: String(work.conversations.length) },
          { name: t('work.tile.accepted'), value: String(ends.accepted) },
          { name: t('work.tile.missed'), value: String(ends.rejected + ends.timed_out) },
          { name: t('work.tile.transferred'), value: String(ends.transferred) },
        ]}
      />
      <TimeCard work={work} whole={whole} addressOf={addressOf} />
      <Section title={t('work.running')}><RunningTable held={work.conversations} name={user.name} addressOf={addressOf} /></Section>
      <Section title={t('work.sessions')}><SessionsTable sessions={work.sessions} name={user.name} now={to} addressOf={addressOf} /></Section>
      <Text size={200} className={styles.muted}>{`${work.partial ? `${t('work.partial')} ` : ''}${t('work.fair')} ${t('work.updated', { time: clock(updated) })}.`}</Text>
    </>
  );
}

/** Who it is, how they are there, what they can and where they belong. */
function Head({ work: { user, presence_since }, children }: { work: Work; children: ReactNode }) {
  const t = useText();
  const styles = useStyles();
  const presence = user.presence ?? 'offline';
  const word = t(`presence.${presence}`);
  const queues = user.queues ?? [];
  const skills = user.skills ?? [];
  return (
    <div className={styles.head}>
      <Avatar name={user.name} size={40} color="neutral" badge={{ status: presenceBadges[presence] }} aria-hidden="true" />
      <div className={styles.names}>
        <h1 className={styles.title}><bdi>{user.name}</bdi></h1>
        <span className={styles.facts}>
          <Text size={200}>{presence_since ? t('work.since', { presence: word, time: shortTime(presence_since) }) : word}</Text>
          <Text size={200}>{queues.length > 0 ? t('work.queues', { names: listed(queues.map(({ name }) => name)) }) : t('work.no_queue')}</Text>
          <Text size={200}>{skills.length > 0 ? t('work.skills', { names: listed(skills) }) : t('work.no_skills')}</Text>
        </span>
      </div>
      {children}
    </div>
  );
}

function shortTime(at: string): string {
  return new Date(at).toDateString() === new Date().toDateString() ? clock(at) : dateAndTime(at);
}

function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.cardHead}>
        <Text as="h2" size={400} weight="semibold" className={styles.heading}>{title}</Text>
        {actions}
      </div>
      {children}
    </section>
  );
}

function TimeCard({ work, whole, addressOf }: { work: Work; whole: { from: number; to: number }; addressOf: (conversation: string) => string }) {
  const t = useText();
  const styles = useStyles();
  const [tabular, setTabular] = useState(false);
  const totals = presenceTotals(presenceSpans(work.presences, whole));
  const lasted = presences.filter((each): each is Presence => totals[each] !== undefined);
  const actions = <Button size="small" appearance="subtle" aria-pressed={tabular} onClick={() => setTabular(!tabular)}>{tabular ? t('work.as_chart') : t('work.as_table')}</Button>;
  return (
    <Section title={t('work.timeline')} actions={actions}>
      <ul className={mergeClasses(styles.totals, styles.muted)} aria-label={t('work.presences')}>
        {lasted.map((each) => (
          <li key={each} className={styles.presence}><PresenceBadge status={presenceBadges[each]} size="small" aria-hidden="true" />{`${t(`presence.${each}`)} ${duration(totals[each]!)}`}</li>
        ))}
      </ul>
      {tabular ? <PresencesTable presences={work.presences} now={whole.to} /> : <WorkTimeline work={work} whole={whole} addressOf={addressOf} />}
      {!tabular && <Text size={200} className={styles.muted}>{t('work.timeline_note')}</Text>}
    </Section>
  );
}
