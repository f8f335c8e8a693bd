import { Button, Dropdown, Link as FluentLink, Option, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import type { Conversation } from '../../api/model';
import { failureText, titleOf } from '../../staff/words';
import { dateAndTime, dayName, hourName, languageName, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { isLevel, scoredLevels, zoneLevels } from '../../ui/levels';
import { SentimentBadge, SentimentFace } from '../../ui/sentiment-badge';
import { Card } from './card';
import { conversationQuery, states } from './conversation-filters';
import type { Which } from './conversation-filters';

const middle = '@media (max-width: 900px)';
const narrow = '@media (max-width: 640px)';

const useStyles = makeStyles({
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  choice: { minWidth: '150px' },
  list: { minWidth: 'max-content' },
  option: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  scroll: { overflowX: 'auto', margin: `0 calc(-1 * ${tokens.spacingHorizontalL})` },
  table: { width: '100%', borderCollapse: 'collapse' },
  th: { textAlign: 'start', whiteSpace: 'nowrap', fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, [narrow]: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}` } },
  td: { height: '40px', whiteSpace: 'nowrap', padding: `0 ${tokens.spacingHorizontalL}`, [narrow]: { padding: `0 ${tokens.spacingHorizontalXS} 0 ${tokens.spacingHorizontalM}` }, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  muted: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  customer: { textDecorationLine: 'none' },
  cut: { display: 'inline-block', verticalAlign: 'bottom', maxWidth: '22ch', overflow: 'hidden', textOverflow: 'ellipsis', [narrow]: { maxWidth: '12ch' } },
  hideMiddle: { [middle]: { display: 'none' } },
  hideNarrow: { [narrow]: { display: 'none' } },
});

interface ConversationsProps {
  /** Period, time zone, queue, agent and channel. */
  query: URLSearchParams;
  which: Which;
  onWhich: (which: Which) => void;
}

/** The conversations behind the figures, newest first; each leads to what was written. */
export function Conversations({ query, which, onWhich }: ConversationsProps) {
  const t = useText();
  const styles = useStyles();
  const zone = query.get('time_zone') ?? 'UTC';
  const wanted = conversationQuery(query, which).toString();
  const found = useInfiniteQuery({
    queryKey: ['insights', 'conversations', wanted],
    queryFn: ({ pageParam }) => api.conversationPage(wanted, pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: { name: string; hide?: 'hideMiddle' | 'hideNarrow'; cell: (row: Conversation) => ReactNode }[] = [
    { name: t('insights.began'), cell: (row) => <span className={styles.muted} dir="auto" title={dateAndTime(row.created_at)}>{t('insights.began_at', { day: dayName(row.created_at, zone), time: hourName(row.created_at, zone) })}</span> },
    {
      name: t('board.customer'), cell: (row) => (
        <Link to={`/supervisor?conversation=${encodeURIComponent(row.id)}`} className={styles.customer} aria-label={t('work.read', { customer: titleOf(row) })}>
          <FluentLink as="span" className={styles.cut}><span dir="auto">{titleOf(row)}</span></FluentLink>
        </Link>
      ),
    },
    { name: t('board.sentiment'), cell: (row) => <SentimentBadge level={row.level ?? 'none'} word={t(`level.${row.level ?? 'none'}`)} size="small" /> },
    { name: t('board.agent'), hide: 'hideNarrow', cell: (row) => (row.agent ? <Name of={row.agent.name} /> : t('common.dash')) },
    { name: t('board.queue'), hide: 'hideMiddle', cell: (row) => <Name of={row.queue.name} /> },
    { name: t('board.status'), hide: 'hideMiddle', cell: (row) => t(`state.${row.state}`) },
    { name: t('board.language'), hide: 'hideMiddle', cell: (row) => languageName(row.language) || t('common.dash') },
  ];
  return (
    <Card title={t('insights.conversations')} note={t('insights.conversations_note')}>
      <Choices which={which} onWhich={onWhich} />
      {found.isPending && <Loading label={t('common.loading')} />}
      {found.isError && <ErrorState compact title={t('failure.title')} text={failureText(found.error)} retry={t('common.retry')} onRetry={() => void found.refetch()} />}
      {found.data && rows.length === 0 && <EmptyState compact title={t('insights.none_fits')} text={t('insights.none_text')} />}
      {rows.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('insights.conversations')}>
          <table className={styles.table} aria-label={t('insights.conversations')}>
            <thead>
              <tr>{columns.map((column) => <th key={column.name} scope="col" className={mergeClasses(styles.th, column.hide && styles[column.hide])}>{column.name}</th>)}</tr>
            </thead>
            <tbody>
              {rows.map((row) => <tr key={row.id}>{columns.map((column) => <td key={column.name} className={mergeClasses(styles.td, column.hide && styles[column.hide])}>{column.cell(row)}</td>)}</tr>)}
            </tbody>
          </table>
        </div>
      )}
      {found.hasNextPage && <div><Button disabledFocusable={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('alerts.more')}</Button></div>}
    </Card>
  );
}

function Name({ of }: { of: string }) {
  const styles = useStyles();
  return <bdi className={styles.cut} title={of}>{of}</bdi>;
}

/** Which of them: by zone or level, and by state. */
function Choices({ which, onWhich }: Pick<ConversationsProps, 'which' | 'onWhich'>) {
  const t = useText();
  const styles = useStyles();
  const levels: [string, string][] = [
    ['', t('board.all_levels')],
    ...Object.keys(zoneLevels).map((zone): [string, string] => [zone, t(`insights.zone.${zone as keyof typeof zoneLevels}`)]),
    ...scoredLevels.map((level): [string, string] => [level, t(`level.${level}`)]),
    ['none', t('level.none')],
  ];
  const choice = (label: string, key: keyof Which, options: [string, string][]) => (
    <Dropdown
      className={styles.choice}
      aria-label={label}
      listbox={{ className: styles.list }}
      value={options.find(([value]) => value === which[key])?.[1] ?? ''}
      selectedOptions={[which[key]]}
      onOptionSelect={(_, data) => onWhich({ ...which, [key]: data.optionValue ?? '' })}
    >
      {options.map(([value, text]) => (
        <Option key={value} value={value} text={text}>{isLevel(value) ? <span className={styles.option}><SentimentFace level={value} size={18} />{text}</span> : <Text>{text}</Text>}</Option>
      ))}
    </Dropdown>
  );
  return (
    <div className={styles.choices} role="group" aria-label={t('insights.which')}>
      {choice(t('board.filter_level'), 'level', levels)}
      {choice(t('board.status'), 'state', [['', t('insights.all_states')], ...states.map((state): [string, string] => [state, t(`state.${state}`)])])}
    </div>
  );
}
