import { Button, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { admin } from '../../api/admin';
import type { AuditEntry } from '../../api/admin';
import { channelName } from '../../staff/channels';
import { failureText } from '../../staff/words';
import { dateAndTime, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Facts } from '../../ui/facts';
import { useTitle } from '../../ui/title';
import { changedPairs } from './changes';
import { PageHead, Rows } from './parts';

const useStyles = makeStyles({
  more: { alignSelf: 'center' },
  below: { display: 'none', '@media (max-width: 640px)': { display: 'block' } },
  list: { overflowWrap: 'anywhere', listStyleType: 'none', margin: 0, padding: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  old: { color: tokens.colorNeutralForeground3, textDecorationLine: 'line-through' },
  arrow: { display: 'inline-block', ':dir(rtl)': { transform: 'scaleX(-1)' } },
  time: { '@media (min-width: 641px)': { whiteSpace: 'nowrap' } },
  muted: { color: tokens.colorNeutralForeground3 },
});

/** Who changed what and when, with the values before and after. */
export function AdminAudit() {
  const t = useText();
  const styles = useStyles();
  const audit = useInfiniteQuery({ queryKey: ['audit'], queryFn: ({ pageParam }) => admin.audit(pageParam), initialPageParam: '', getNextPageParam: (page) => page.next ?? undefined, staleTime: 0, retry: false });
  const named = useNames();
  useTitle(t('manage.audit'));
  const did = ({ action }: AuditEntry): string => t(`manage.did_${action}` as 'manage.did_change', { defaultValue: action.replaceAll('_', ' ') });
  const entries = audit.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHead title={t('manage.audit')} text={t('manage.audit_text')} />
      {audit.isPending && <Loading label={t('common.loading')} />}
      {audit.isError && <ErrorState title={t('failure.title')} text={failureText(audit.error)} retry={t('common.retry')} onRetry={() => void audit.refetch()} />}
      {audit.data && (
        <Rows
          label={t('manage.audit')}
          columns={[t('manage.time'), t('manage.who'), t('manage.object'), t('manage.action'), t('manage.values')]}
          secondary={[1, 3, 4]}
          empty={<EmptyState compact title={t('manage.no_entry')} text={t('manage.no_entry_text')} />}
          rows={entries.map((entry) => ({
            key: entry.id,
            cells: [
              <span key="time">
                <bdi className={styles.time}>{dateAndTime(entry.at)}</bdi>
                <Text block size={200} className={mergeClasses(styles.below, styles.muted)}><bdi>{entry.who.name}</bdi></Text>
              </span>,
              entry.who.name,
              <span key="object">
                {named(entry)}
                <Text block size={200} className={styles.below}>{did(entry)}</Text>
                {changedPairs(entry.before, entry.after).length > 0 && <span className={styles.below}><Values entry={entry} /></span>}
              </span>,
              did(entry), <Values key="values" entry={entry} />,
            ],
          }))}
        />
      )}
      {audit.hasNextPage && <Button className={styles.more} disabledFocusable={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>{t('alerts.more')}</Button>}
    </>
  );
}

function Values({ entry }: { entry: AuditEntry }) {
  const t = useText();
  const styles = useStyles();
  const pairs = changedPairs(entry.before, entry.after);
  if (pairs.length === 0) return <Text className={styles.muted}>{t('common.dash')}</Text>;
  return (
    <ul className={styles.list}>
      {pairs.map(({ name, before, after }) => (
        <li key={name}>
          {name && `${name}: `}
          {before && <bdi className={styles.old}>{before}</bdi>}
          {before && after && <> <span className={styles.arrow}>→</span> </>}
          {after && <bdi>{after}</bdi>}
        </li>
      ))}
    </ul>
  );
}

const isId = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** Objects are named by id in the log; where queue, person or conversation is still there, by name here. */
function useNames() {
  const queues = useQuery({ queryKey: ['queues'], queryFn: admin.queues, retry: false });
  const people = useQuery({ queryKey: ['users'], queryFn: admin.people, retry: false });
  const known = new Map([...(queues.data ?? []), ...(people.data ?? [])].map((each) => [each.id, each.name]));
  const shown = (part: string) => known.get(part) ?? (isId.test(part) ? `…\u2060${part.slice(-6)}` : part);
  return ({ object, customer, channel }: AuditEntry) => {
    const parts = object.split(/[/ ]/).map(shown);
    const conversation = customer !== undefined && [parts[0], customer, channelName(channel ?? '')];
    return <span title={object}><Facts of={conversation || parts} between=" / " /></span>;
  };
}
