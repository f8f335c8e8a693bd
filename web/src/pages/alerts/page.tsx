import { Button, Tab, TabList, makeStyles, tokens } from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons/svg/alert';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useAddress } from '../../ui/address';
import { api } from '../../api/client';
import type { Alert } from '../../api/model';
import { useAccount } from '../../staff/account';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useMedia, useNow } from '../../ui/now';
import { useTitle } from '../../ui/title';
import { AlertItem } from './item';
import { Resolve } from './resolve';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, overflowY: 'auto' },
  body: { maxWidth: '1120px', margin: '0 auto', boxSizing: 'border-box', padding: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, minHeight: '100%', '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM } },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold, outlineStyle: 'none', width: 'fit-content' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  /** The words of the first tab stand under the title: as far out as a tab is padded. */
  tabs: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalM})`, overflowX: 'auto', '@media (max-width: 640px)': { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` } },
  card: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, overflow: 'hidden' },
  blank: { display: 'flex', flexGrow: 1 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  more: { alignSelf: 'center' },
});

const states = ['open', 'acknowledged', 'resolved', 'ignored', 'all'] as const;

/** Every alert that the reader was told or may see: what is open first, and who handled the others, when and why. */
export function AlertsPage() {
  const t = useText();
  const styles = useStyles();
  const account = useAccount();
  const now = useNow(30000);
  const narrow = useMedia('(max-width: 640px)');
  const [search, setSearch] = useAddress();
  const heading = useRef<HTMLHeadingElement>(null);
  /** An alert that left the list takes the button with it that had the focus. */
  const keepFocus = () => {
    if (document.activeElement === document.body) heading.current?.focus();
  };
  const [resolving, setResolving] = useState<Alert | null>(null);
  const state = states.find((each) => each === search.get('state')) ?? 'open';
  useTitle(t('alerts.title'));
  const wanted = state === 'all' ? '' : state;
  const alerts = useInfiniteQuery({
    queryKey: ['alerts', 'pages', wanted], queryFn: ({ pageParam }) => api.alertPage(wanted, pageParam), initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined, staleTime: 0, retry: false,
  });
  const items = alerts.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (next: string) => setSearch((before) => {
    const after = new URLSearchParams(before);
    if (next === 'open') after.delete('state');
    else after.set('state', next);
    return after;
  });
  return (
    <div className={styles.page}>
      <div className={styles.body}>
        <h1 className={styles.title} ref={heading} tabIndex={-1}>{t('alerts.title')}</h1>
        <p className={styles.text}>{account.role === 'agent' ? t('alerts.text_agent') : t('alerts.text_supervisor')}</p>
        <TabList className={styles.tabs} size={narrow ? 'small' : 'medium'} selectedValue={state} onTabSelect={(_, data) => choose(data.value as string)} aria-label={t('alerts.states')}>
          {states.map((each) => <Tab key={each} value={each}>{t(`alerts.${each}`)}</Tab>)}
        </TabList>
        {alerts.isPending && <Loading label={t('common.loading')} />}
        {alerts.isError && <ErrorState title={t('failure.title')} text={failureText(alerts.error)} retry={t('common.retry')} onRetry={() => void alerts.refetch()} />}
        {alerts.data && items.length === 0 && (
          <div className={`${styles.card} ${styles.blank}`}>
            <EmptyState icon={<AlertRegular />} title={state === 'open' ? t('alerts.none_open') : t('alerts.none')} text={t('alerts.none_text')} />
          </div>
        )}
        {items.length > 0 && (
          <div className={styles.card}>
            <ul className={styles.list} aria-label={t('alerts.list')}>
              {items.map((alert) => <AlertItem key={alert.id} alert={alert} now={now} agent={account.role === 'agent'} onResolve={() => setResolving(alert)} onHandled={keepFocus} />)}
            </ul>
          </div>
        )}
        {alerts.hasNextPage && <Button className={styles.more} disabledFocusable={alerts.isFetchingNextPage} onClick={() => void alerts.fetchNextPage()}>{t('alerts.more')}</Button>}
      </div>
      {resolving && <Resolve alert={resolving} onDone={() => { setResolving(null); requestAnimationFrame(keepFocus); }} />}
    </div>
  );
}
