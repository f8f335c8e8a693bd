import { Button, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { admin } from '../../api/admin';
import type { Block } from '../../api/admin';
import { useAccount } from '../../staff/account';
import { Confirm } from '../../staff/confirm';
import { failureText } from '../../staff/words';
import { dateAndTime, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';
import { LonePage } from './layout';
import { PageHead, Rows } from './parts';

const useStyles = makeStyles({
  link: { color: tokens.colorBrandForegroundLink, fontWeight: tokens.fontWeightSemibold },
  muted: { color: tokens.colorNeutralForeground3 },
  more: { alignSelf: 'center' },
});

const key = ['blocks'];

/** The blocks of their queues, for supervisors. */
export function SupervisorBlocks() {
  const t = useText();
  return <LonePage label={t('manage.blocks')}><AdminBlocks /></LonePage>;
}

/** Who may not write, why, since when and by whom; each block can be lifted. */
export function AdminBlocks() {
  const t = useText();
  const styles = useStyles();
  const { role } = useAccount();
  const queries = useQueryClient();
  const [lifting, setLifting] = useState<Block | null>(null);
  const blocks = useInfiniteQuery({ queryKey: key, queryFn: ({ pageParam }) => admin.blocks(pageParam), initialPageParam: '', getNextPageParam: (page) => page.next ?? undefined, staleTime: 0, retry: false });
  useTitle(t('manage.blocks'));
  const nameOf = (block: Block) => block.customer.name || t('visitor');
  const cellsOf = (block: Block) => [
    <span key="who">
      <RouterLink to={`/supervisor?conversation=${encodeURIComponent(block.conversation)}`} className={styles.link}><bdi>{nameOf(block)}</bdi></RouterLink>
      <Text block size={200} className={styles.muted}>{t(`manage.block_${block.kind}`)}</Text>
    </span>,
    <span key="reason">
      <bdi>{block.reason}</bdi>
      <Text block size={200} className={styles.muted}>{t('manage.blocked_by', { name: block.created_by.name, time: dateAndTime(block.created_at) })}</Text>
    </span>,
    <bdi key="until">{block.until ? dateAndTime(block.until) : t('manage.until_lifted')}</bdi>,
    <Button key="lift" size="small" appearance="subtle" aria-label={t('manage.lift_named', { name: nameOf(block) })} onClick={() => setLifting(block)}>{t('manage.lift')}</Button>,
  ];
  return (
    <>
      <PageHead title={t('manage.blocks')} text={t(role === 'supervisor' ? 'manage.blocks_text_supervisor' : 'manage.blocks_text')} />
      {blocks.isPending && <Loading label={t('common.loading')} />}
      {blocks.isError && <ErrorState title={t('failure.title')} text={failureText(blocks.error)} retry={t('common.retry')} onRetry={() => void blocks.refetch()} />}
      {blocks.data && (
        <Rows
          label={t('manage.blocks')}
          columns={[t('manage.blocked'), t('manage.reason'), t('manage.until')]}
          actions={t('board.actions')}
          empty={<EmptyState compact title={t('manage.no_block')} text={t('manage.no_block_text')} />}
          rows={blocks.data.pages.flatMap((page) => page.items).map((block) => ({ key: block.id, cells: cellsOf(block) }))}
        />
      )}
      {blocks.hasNextPage && <Button className={styles.more} disabledFocusable={blocks.isFetchingNextPage} onClick={() => void blocks.fetchNextPage()}>{t('alerts.more')}</Button>}
      {lifting && (
        <Confirm
          title={t('manage.lift_title', { name: nameOf(lifting) })}
          text={t('manage.lift_text')}
          proceed={t('manage.lift')}
          run={async () => { await admin.liftBlock(lifting.id); await queries.invalidateQueries({ queryKey: key }); }}
          onDone={() => setLifting(null)}
        />
      )}
    </>
  );
}
