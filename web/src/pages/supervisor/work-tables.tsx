import { Link as FluentLink, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Conversation, PresencePeriod, Work, WorkSession } from '../../api/model';
import { mergePoints } from '../../live/apply';
import { useLive } from '../../live/store';
import { isShown, titleOf } from '../../staff/words';
import { ago, clock, dateAndTime, duration, useText } from '../../text';
import { EmptyState } from '../../ui/empty-state';
import { SentimentBadge, SentimentFace } from '../../ui/sentiment-badge';
import { Course } from './course';
import { wasMissed } from './timeline';

const middle = '@media (max-width: 900px)';
const narrow = '@media (max-width: 640px)';

/** Columns stand closer in a narrow window; the outer edges stay in line with the title. */
const close = {
  [narrow]: {
    ':not(:first-child)': { paddingInlineStart: tokens.spacingHorizontalS }, ':not(:last-child)': { paddingInlineEnd: tokens.spacingHorizontalS },
  },
};

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', margin: `0 calc(-1 * ${tokens.spacingHorizontalL})` },
  low: { maxHeight: '420px', overflowY: 'auto' },
  table: { width: '100%', borderCollapse: 'separate', borderSpacing: 0 },
  th: { position: 'sticky', top: 0, zIndex: 1, textAlign: 'start', whiteSpace: 'nowrap', fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2, backgroundColor: tokens.colorNeutralBackground1, padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`, ...close },
  td: { height: '40px', whiteSpace: 'nowrap', padding: `0 ${tokens.spacingHorizontalL}`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, ...close },
  cut: { maxWidth: '20ch', overflow: 'hidden', textOverflow: 'ellipsis', [narrow]: { maxWidth: '14ch' } },
  line: { display: 'inline-block', verticalAlign: 'bottom' },
  figure: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  muted: { color: tokens.colorNeutralForeground3 },
  lowest: { display: 'inline-flex', verticalAlign: 'middle', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  hideMiddle: { [middle]: { display: 'none' } },
  hideNarrow: { [narrow]: { display: 'none' } },
});

type Styles = ReturnType<typeof useStyles>;

interface Column<Row> {
  name: string;
  figure?: boolean;
  /** From which width on it is left out. */
  hide?: 'hideMiddle' | 'hideNarrow';
  cell: (row: Row, styles: Styles) => ReactNode;
}

function Rows<Row>({ label, rows, keyOf, columns }: { label: string; rows: readonly Row[]; keyOf: (row: Row) => string; columns: readonly Column<Row>[] }) {
  const styles = useStyles();
  const look = (column: Column<Row>) => mergeClasses(column.figure && styles.figure, column.hide && styles[column.hide]);
  return (
    <div className={mergeClasses(styles.scroll, styles.low)} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>{columns.map((column) => <th key={column.name} scope="col" className={mergeClasses(styles.th, look(column))}>{column.name}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>{columns.map((column) => <td key={column.name} className={mergeClasses(styles.td, look(column))}>{column.cell(row, styles)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type AddressOf = (conversation: string) => string;

/** Whose conversation it is; a link to it. */
function Customer({ name, address, styles }: { name: string; address: string; styles: Styles }) {
  const t = useText();
  return (
    <Link to={address} className={styles.muted} aria-label={t('work.read', { customer: name })} style={{ textDecorationLine: 'none' }}>
      <FluentLink as="span" className={styles.cut} style={{ display: 'block' }}><span dir="auto">{name}</span></FluentLink>
    </Link>
  );
}

function Queue({ name, styles }: { name: string; styles: Styles }) {
  return <bdi className={mergeClasses(styles.cut, styles.line)} title={name}>{name}</bdi>;
}

/** What the agent has now, as live as the board. */
export function RunningTable({ held, name, addressOf }: { held: Work['conversations']; name: string; addressOf: AddressOf }) {
  const t = useText();
  const live = useLive((state) => state.conversations);
  const points = useLive((state) => state.points);
  const rows = held.map(({ conversation, course }) => {
    const known = live[conversation.id];
    return { conversation: known && known.version >= conversation.version ? known : conversation, course: mergePoints(course, points[conversation.id] ?? []) };
  });
  if (rows.length === 0) return <EmptyState compact title={t('work.running_none')} text={t('work.running_none_text', { name })} />;
  const level = ({ conversation }: { conversation: Conversation }) => conversation.level ?? 'none';
  return (
    <Rows
      label={t('work.running')}
      rows={rows}
      keyOf={({ conversation }) => conversation.id}
      columns={[
        { name: t('work.customer'), cell: ({ conversation }, styles) => <Customer name={titleOf(conversation)} address={addressOf(conversation.id)} styles={styles} /> },
        { name: t('work.sentiment'), cell: (row) => (isShown(row.conversation) ? <SentimentBadge level={level(row)} word={t(`level.${level(row)}`)} /> : t('common.dash')) },
        { name: t('work.trend'), hide: 'hideNarrow', cell: ({ conversation, course }) => (isShown(conversation) ? <Course conversation={conversation} points={course} /> : t('common.dash')) },
        { name: t('work.queue'), hide: 'hideNarrow', cell: ({ conversation }, styles) => <Queue name={conversation.queue.name} styles={styles} /> },
        { name: t('work.status'), cell: ({ conversation }) => t(`state.${conversation.state}`) },
        { name: t('work.unanswered'), figure: true, hide: 'hideMiddle', cell: ({ conversation }) => conversation.unanswered ?? 0 },
      ]}
    />
  );
}

/** The sessions of the period, newest first. */
export function SessionsTable({ sessions, name, now, addressOf }: { sessions: readonly WorkSession[]; name: string; now: number; addressOf: AddressOf }) {
  const t = useText();
  if (sessions.length === 0) return <EmptyState compact title={t('work.sessions_none')} text={t('work.sessions_none_text', { name })} />;
  const between = (from: string, to: string | undefined) => duration(((to ? Date.parse(to) : now) - Date.parse(from)) / 1000);
  return (
    <Rows
      label={t('work.sessions')}
      rows={sessions}
      keyOf={(session) => session.id}
      columns={[
        { name: t('work.began'), cell: (session, styles) => <span className={styles.muted} dir="auto" title={dateAndTime(session.began_at)}>{ago(session.began_at, now)}</span> },
        { name: t('work.customer'), cell: (session, styles) => <Customer name={session.customer.name} address={addressOf(session.conversation)} styles={styles} /> },
        { name: t('work.queue'), hide: 'hideMiddle', cell: (session, styles) => <Queue name={session.queue.name} styles={styles} /> },
        { name: t('work.accepted_after'), figure: true, hide: 'hideMiddle', cell: (session) => (session.accepted_at ? between(session.began_at, session.accepted_at) : t('common.dash')) },
        { name: t('work.length'), figure: true, hide: 'hideNarrow', cell: (session) => (wasMissed(session) ? t('common.dash') : between(session.began_at, session.ended_at)) },
        { name: t('work.messages'), figure: true, hide: 'hideMiddle', cell: (session) => session.messages },
        { name: t('work.at_end'), cell: (session) => <SentimentBadge level={session.level} word={t(`level.${session.level}`)} size="small" /> },
        {
          name: t('work.lowest'), hide: 'hideMiddle', cell: ({ lowest }, styles) => (lowest
            ? <span className={mergeClasses(styles.lowest, styles.muted)}><SentimentFace level={lowest.level} size={16} />{`${t(`level.${lowest.level}`)}, ${clock(lowest.at)}`}</span>
            : t('common.dash')),
        },
        { name: t('work.ended'), hide: 'hideNarrow', cell: (session, styles) => (session.ended_by ? t(`work.end.${session.ended_by}`) : <Text weight="semibold" className={styles.muted}>{t('work.runs')}</Text>) },
      ]}
    />
  );
}

/** The presences of the period, newest first. */
export function PresencesTable({ presences, now }: { presences: readonly PresencePeriod[]; now: number }) {
  const t = useText();
  return (
    <Rows
      label={t('work.presences')}
      rows={presences}
      keyOf={(period) => period.since}
      columns={[
        { name: t('work.presence'), cell: (period) => t(`presence.${period.presence}`) },
        { name: t('work.from'), cell: (period) => dateAndTime(period.since) },
        { name: t('work.to'), cell: (period) => (period.until ? dateAndTime(period.until) : t('work.still')) },
        { name: t('work.length'), figure: true, cell: (period) => duration(((period.until ? Date.parse(period.until) : now) - Date.parse(period.since)) / 1000) },
      ]}
    />
  );
}
