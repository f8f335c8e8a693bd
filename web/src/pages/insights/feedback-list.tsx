import { Button, Link, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { api } from '../../api/client';
import type { LevelName } from '../../api/model';
import { feedback } from '../../api/feedback';
import type { Feedback } from '../../api/feedback';
import { Reader } from '../../staff/reader';
import { failureText, titleOf } from '../../staff/words';
import { dateAndTime, useText } from '../../text';
import { ErrorState, Loading } from '../../ui/empty-state';
import { Facts } from '../../ui/facts';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { Card } from './card';

const narrow = '@media (max-width: 760px)';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', margin: `0 calc(-1 * ${tokens.spacingHorizontalL})` },
  table: { width: '100%', borderCollapse: 'collapse' },
  th: { textAlign: 'start', whiteSpace: 'nowrap', fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, [narrow]: { padding: tokens.spacingHorizontalS } },
  td: { height: '40px', padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, [narrow]: { padding: tokens.spacingHorizontalS } },
  below: { display: 'none', color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere', [narrow]: { display: 'block' } },
  minor: { [narrow]: { display: 'none' } },
  word: { [narrow]: { display: 'none' } },
  face: { display: 'none', [narrow]: { display: 'inline-flex' } },
  text: { textAlign: 'start', maxWidth: '60ch', display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden', overflowWrap: 'anywhere' },
  note: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
  who: { display: 'flex', flexDirection: 'column', whiteSpace: 'nowrap' },
  muted: { color: tokens.colorNeutralForeground3 },
});

/** What staff said of readings, newest first; each leads to the message in its conversation. */
export function FeedbackList({ query }: { query: URLSearchParams }) {
  const t = useText();
  const styles = useStyles();
  const [open, setOpen] = useState<Feedback | null>(null);
  const conversation = useQuery({ queryKey: ['read', open?.conversation], queryFn: () => api.conversation(open!.conversation), enabled: open !== null, retry: false });
  const found = useInfiniteQuery({
    queryKey: ['feedback', 'report', 'list', query.toString()],
    queryFn: ({ pageParam }) => feedback.list(query, pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: { name: string; minor?: boolean; cell: (row: Feedback) => ReactNode }[] = [
    { name: t('agreement.message'), cell: (row) => <><Link as="button" dir="auto" className={styles.text} aria-label={t('agreement.open', { text: row.text })} onClick={() => setOpen(row)}>{row.text}</Link><Text size={200} className={styles.below}><Facts of={[row.by.name, row.note]} /></Text></> },
    { name: t('agreement.read'), cell: (row) => <Level level={row.reading.level} /> },
    { name: t('agreement.said'), cell: (row) => <Level level={row.level} /> },
    { name: t('agreement.note'), minor: true, cell: (row) => <Text size={200} className={styles.note} dir="auto">{row.note}</Text> },
    { name: t('agreement.by'), minor: true, cell: (row) => <span className={styles.who}><bdi>{row.by.name}</bdi><Text size={200} className={styles.muted}>{dateAndTime(row.at)}</Text></span> },
  ];
  return (
    <Card title={t('agreement.list')}>
      {found.isPending && <Loading label={t('common.loading')} />}
      {found.isError && <ErrorState compact title={t('failure.title')} text={failureText(found.error)} retry={t('common.retry')} onRetry={() => void found.refetch()} />}
      {rows.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('agreement.list')}>
          <table className={styles.table} aria-label={t('agreement.list')}>
            <thead><tr>{columns.map(({ name, minor }) => <th key={name} scope="col" className={mergeClasses(styles.th, minor && styles.minor)}>{name}</th>)}</tr></thead>
            <tbody>
              {rows.map((row) => <tr key={row.id}>{columns.map(({ name, minor, cell }) => <td key={name} className={mergeClasses(styles.td, minor && styles.minor)}>{cell(row)}</td>)}</tr>)}
            </tbody>
          </table>
        </div>
      )}
      {found.hasNextPage && <div><Button disabledFocusable={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('alerts.more')}</Button></div>}
      <Reader conversation={open?.conversation ?? null} title={conversation.data ? titleOf(conversation.data) : ''} message={open?.message} onClose={() => setOpen(null)} />
    </Card>
  );
}

/** A level with its word, and by its face alone where there is no room. */
function Level({ level }: { level: LevelName }) {
  const t = useText();
  const styles = useStyles();
  const word = t(`level.${level}`);
  return (
    <>
      <SentimentBadge className={styles.word} level={level} word={word} size="small" />
      <SentimentBadge className={styles.face} level={level} word={word} faceOnly size="small" />
    </>
  );
}
