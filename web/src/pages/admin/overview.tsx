import { Link, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router';
import { api } from '../../api/client';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  card: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, overflow: 'hidden' },
  head: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, display: 'flex', flexDirection: 'column' },
  link: { color: tokens.colorBrandForegroundLink },
  muted: { color: tokens.colorNeutralForeground3 },
  table: { width: '100%', borderCollapse: 'collapse', borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  th: { textAlign: 'start', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold },
  td: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, overflowWrap: 'anywhere' },
});

function Card({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.card}>
      <div className={styles.head}>
        <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>{title}</Text>
        <Text size={200} className={styles.muted}>{text}</Text>
      </div>
      {children}
    </section>
  );
}

function Table({ label, columns, rows }: { label: string; columns: string[]; rows: { key: string; cells: ReactNode[] }[] }) {
  const styles = useStyles();
  return (
    <table className={styles.table} aria-label={label}>
      <thead><tr>{columns.map((column) => <th key={column} scope="col" className={styles.th}>{column}</th>)}</tr></thead>
      <tbody>
        {rows.map((row) => <tr key={row.key}>{row.cells.map((cell, index) => <td key={columns[index]} className={styles.td}>{typeof cell === 'string' ? <bdi>{cell}</bdi> : cell}</td>)}</tr>)}
      </tbody>
    </table>
  );
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

/** What this server holds: its queues with their chat pages, and its people. */
export function AdminOverview() {
  const t = useText();
  const styles = useStyles();
  const queues = useQuery({ queryKey: ['queues'], queryFn: api.queues });
  const users = useQuery({ queryKey: ['users'], queryFn: ({ signal }) => api.users({ signal }) });
  useTitle(t('admin.title'));
  const broken = queues.error ?? users.error;
  if (broken) {
    return <ErrorState title={t('failure.title')} text={failureText(broken)} retry={t('common.retry')} onRetry={() => { void queues.refetch(); void users.refetch(); }} />;
  }
  if (!queues.data || !users.data) return <Loading label={t('common.loading')} />;
  return (
    <>
      <h1 className={styles.title}>{t('admin.title')}</h1>
      <Card title={t('admin.queues')} text={t('admin.queues_text')}>
        {queues.data.length === 0 ? <EmptyState compact title={t('admin.queues_none')} /> : (
          <Table
            label={t('admin.queues')}
            columns={[t('admin.name'), t('admin.chat_page')]}
            rows={[...queues.data].sort(byName).map((queue) => {
              const address = `/chat?queue=${encodeURIComponent(queue.name)}`;
              return { key: queue.id, cells: [<RouterLink key="name" to={`/admin/queues/${queue.id}`} className={styles.link}><bdi>{queue.name}</bdi></RouterLink>, <Link key="chat" href={address} target="_blank" aria-label={`${t('admin.open_chat', { name: queue.name })} ${address}`}>{address}</Link>] };
            })}
          />
        )}
      </Card>
      <Card title={t('admin.people')} text={t('admin.people_text')}>
        {users.data.length === 0 ? <EmptyState compact title={t('admin.people_none')} /> : (
          <Table
            label={t('admin.people')}
            columns={[t('admin.name'), t('admin.role'), t('admin.presence')]}
            rows={[...users.data].sort(byName).map((user) => ({
              key: user.id, cells: [user.name, t(`role.${user.role}`), user.presence ? t(`presence.${user.presence}`) : t('common.dash')],
            }))}
          />
        )}
      </Card>
    </>
  );
}
