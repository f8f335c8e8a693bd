import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { api } from '../../api/client';
import type { InsightsRow } from '../../api/model';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { levelOfPulse } from '../../ui/levels';
import { SentimentFace } from '../../ui/sentiment-badge';
import { Card } from './card';
import { changeOf, changeText, conversationsBefore, serviceKpis, shownValue } from './figures';
import { ZoneBar } from './zones';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', margin: `0 calc(-1 * ${tokens.spacingHorizontalL})` },
  table: { width: '100%', borderCollapse: 'collapse' },
  th: { textAlign: 'start', whiteSpace: 'nowrap', fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}` },
  td: { height: '44px', whiteSpace: 'nowrap', padding: `0 ${tokens.spacingHorizontalL}`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  figure: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  feeling: { display: 'inline-flex', verticalAlign: 'middle', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  muted: { color: tokens.colorNeutralForeground3 },
});

interface GroupsProps {
  what: 'queues' | 'agents';
  query: URLSearchParams;
  /** Shows the days and hours of one of them. */
  onDetails: (id: string) => void;
}

const beside = serviceKpis.filter(({ name }) => ['engaged_conversations', 'abandon_rate_percent', 'average_speed_to_answer_seconds', 'average_first_response_minutes', 'average_handle_time_minutes'].includes(name));

/** The figures of each queue or agent, by name. */
export function Groups({ what, query, onDetails }: GroupsProps) {
  const t = useText();
  const styles = useStyles();
  const rows = useQuery({ queryKey: ['insights', what, query.toString()], queryFn: () => api.insightsBy(what, query), placeholderData: keepPreviousData, retry: false });
  const title = what === 'queues' ? t('insights.by_queue') : t('insights.by_agent');
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const of = (row: InsightsRow) => (what === 'queues' ? row.queue : row.agent)!;
  const columns: { name: string; figure?: boolean; cell: (row: InsightsRow) => ReactNode }[] = [
    { name: t('insights.average'), cell: (row) => <Feeling row={row} /> },
    { name: t('insights.share'), cell: (row) => (row.sentiment.percent_positive.value === null ? <None row={row} /> : <ZoneBar thin shares={row.sentiment} />) },
    { name: t('insights.scored'), figure: true, cell: (row) => shownValue(row.sentiment.conversations_with_sentiment.value, 'count') },
    ...beside.map((kpi) => ({ name: t(`insights.kpi.${kpi.name}`), figure: true, cell: (row: InsightsRow) => shownValue(row[kpi.name].value, kpi.unit) })),
    ...(what === 'agents' ? [{ name: t('insights.details'), cell: (row: InsightsRow) => (
      <Link as="button" aria-label={t('work.open', { name: of(row).name })} onClick={() => void navigate(`/supervisor/agents/${encodeURIComponent(of(row).id)}`, { state: { from: pathname + search } })}>{t('insights.work_show')}</Link>
    ) }] : []),
  ];
  return (
    <Card title={title} note={what === 'agents' ? t('insights.no_ranking') : t('insights.queue_note')}>
      {rows.isPending && <Loading label={t('common.loading')} />}
      {rows.isError && <ErrorState compact title={t('failure.title')} text={failureText(rows.error)} retry={t('common.retry')} onRetry={() => void rows.refetch()} />}
      {rows.data?.length === 0 && <EmptyState compact title={t('insights.none')} text={t('insights.none_text')} />}
      {rows.data && rows.data.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
          <table className={styles.table} aria-label={title}>
            <thead>
              <tr>
                <th scope="col" className={styles.th}>{t(`insights.${what === 'queues' ? 'queue' : 'agent'}`)}</th>
                {columns.map((column) => <th key={column.name} scope="col" className={mergeClasses(styles.th, column.figure && styles.figure)}>{column.name}</th>)}
              </tr>
            </thead>
            <tbody>
              {rows.data.map((row) => (
                <tr key={of(row).id}>
                  <td className={styles.td}><Link as="button" aria-label={t('insights.details_of', { name: of(row).name })} onClick={() => onDetails(of(row).id)}><bdi>{of(row).name}</bdi></Link></td>
                  {columns.map((column) => <td key={column.name} className={mergeClasses(styles.td, column.figure && styles.figure)}>{column.cell(row)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

/** Nothing was scored, or so little that it is hidden, which is said. */
function None({ row }: { row: InsightsRow }) {
  const t = useText();
  const styles = useStyles();
  if (!row.sentiment.percent_positive.hidden) return <>{t('common.dash')}</>;
  return <span className={styles.muted} title={t('insights.small_sample', { count: row.minimum_sample ?? 0 })}>{t('insights.too_few')}</span>;
}

function Feeling({ row }: { row: InsightsRow }) {
  const t = useText();
  const styles = useStyles();
  const figure = row.sentiment.average_conversation_sentiment;
  if (figure.value === null) return <None row={row} />;
  const change = changeOf(figure, { unit: 'pulse', good: 1 }, conversationsBefore(row, true));
  return (
    <span className={styles.feeling}>
      <SentimentFace level={levelOfPulse(figure.value)} size={18} />
      {`${shownValue(figure.value, 'pulse')} ${t(`level.${levelOfPulse(figure.value)}`)}`}
      {(change.way === 'up' || change.way === 'down') && <span className={styles.muted}>{changeText(change)}</span>}
    </span>
  );
}
