import { Link, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Conversation } from '../../api/model';
import { records } from '../../api/records';
import { Reader } from '../../staff/reader';
import { isShown, titleOf } from '../../staff/words';
import { dateAndTime, useText } from '../../text';
import { Facts } from '../../ui/facts';
import { SentimentBadge } from '../../ui/sentiment-badge';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: `0 calc(-1 * ${tokens.spacingHorizontalS})`, padding: 0, display: 'flex', flexDirection: 'column' },
  entry: {
    width: '100%', boxSizing: 'border-box', minHeight: '44px', display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalS, textAlign: 'start',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`, border: 'none', borderRadius: tokens.borderRadiusMedium, backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1, fontFamily: 'inherit', cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2, outlineOffset: '-2px' },
  },
  names: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  muted: { color: tokens.colorNeutralForeground3 },
});

/** What the same customer wrote about before, newest first; each opens to be read. */
export function Earlier({ conversation }: { conversation: Conversation }) {
  const t = useText();
  const styles = useStyles();
  const [read, setRead] = useState<string | null>(null);
  const earlier = useInfiniteQuery({
    queryKey: ['earlier', conversation.id], queryFn: ({ pageParam }) => records.earlier(conversation.id, pageParam), initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined, retry: false,
  });
  const items = earlier.data?.pages.flatMap((page) => page.items) ?? [];
  if (earlier.isPending) return <Text size={200} className={styles.muted}>{t('common.loading')}</Text>;
  if (earlier.isError && items.length === 0) {
    return <Text size={200} role="alert">{t('earlier.failed')} <Link as="button" onClick={() => void earlier.refetch()}>{t('common.retry')}</Link></Text>;
  }
  if (items.length === 0) return <Text size={200} className={styles.muted}>{t('earlier.none')}</Text>;
  return (
    <>
      <ul className={styles.list} aria-label={t('earlier.title')}>
        {items.map((each) => <Entry key={each.id} conversation={each} onRead={() => setRead(each.id)} />)}
      </ul>
      {earlier.hasNextPage && <Text size={200}><Link as="button" disabledFocusable={earlier.isFetchingNextPage} onClick={() => void earlier.fetchNextPage()}>{t('earlier.more')}</Link></Text>}
      <Reader conversation={read} title={titleOf(conversation)} onClose={() => setRead(null)} />
    </>
  );
}

function Entry({ conversation, onRead }: { conversation: Conversation; onRead: () => void }) {
  const t = useText();
  const styles = useStyles();
  const level = conversation.level ?? 'none';
  const time = dateAndTime(conversation.created_at);
  return (
    <li>
      <button type="button" className={styles.entry} title={t('earlier.open')} onClick={onRead}>
        <span className={styles.names}>
          <time dateTime={conversation.created_at}>{time}</time>
          <Text size={200} className={`${styles.muted} ${styles.cut}`}><Facts of={[conversation.queue.name, conversation.subject]} /></Text>
        </span>
        {isShown(conversation) && <SentimentBadge level={level} word={t(`level.${level}`)} size="small" />}
      </button>
    </li>
  );
}
