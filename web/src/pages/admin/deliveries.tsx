import { Badge, Button, Dropdown, MessageBar, MessageBarBody, Option, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { admin } from '../../api/admin';
import type { Delivery, DeliveryState } from '../../api/admin';
import type { Fault } from '../../staff/form';
import { FaultBar, faultOf } from '../../staff/form';
import { failureText } from '../../staff/words';
import { ago, dateAndTime, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useNow } from '../../ui/now';
import { useTitle } from '../../ui/title';
import { BackLink, PageHead, Rows } from './parts';

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  time: { '@media (min-width: 641px)': { whiteSpace: 'nowrap' } },
  muted: { color: tokens.colorNeutralForeground3 },
  more: { alignSelf: 'center' },
});

const states: readonly (DeliveryState | '')[] = ['', 'pending', 'delivered', 'dead'];
const colours = { pending: 'informative', delivered: 'success', dead: 'danger' } as const;

/** What one webhook was told, how that went, and another try. */
export function AdminDeliveries() {
  const t = useText();
  const styles = useStyles();
  const key = useParams()['webhook'] ?? '';
  const now = useNow(30000);
  const queries = useQueryClient();
  const [state, setState] = useState<DeliveryState | ''>('');
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const webhook = useQuery({ queryKey: ['webhooks', key], queryFn: () => admin.webhook(key), retry: false, staleTime: 0 });
  const deliveries = useInfiniteQuery({
    queryKey: ['webhooks', key, 'deliveries', state], queryFn: ({ pageParam }) => admin.deliveries(key, state, pageParam), initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined, retry: false, staleTime: 0,
  });
  useTitle(t('manage.deliveries'));
  const replay = async (delivery?: Delivery) => {
    setFault(null);
    setSaid('');
    try {
      setSaid(t('manage.replayed', { count: (await admin.replay(key, delivery?.id)).replayed }));
      await queries.invalidateQueries({ queryKey: ['webhooks'] });
    } catch (cause) {
      setFault(faultOf(cause));
    }
  };
  const broken = webhook.error ?? deliveries.error;
  const refetch = () => void queries.invalidateQueries({ queryKey: ['webhooks', key] });
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  const word = (each: DeliveryState | '') => t(`manage.delivery_${each || 'all'}`);
  return (
    <>
      <BackLink to="/admin/webhooks" word={t('manage.webhooks')} />
      <PageHead title={t('manage.deliveries')} text={webhook.data?.url} />
      {broken && <ErrorState title={t('failure.title')} text={failureText(broken)} retry={t('common.retry')} onRetry={refetch} />}
      {!broken && (
        <div className={styles.bar}>
          <Dropdown aria-label={t('manage.delivery_state')} value={word(state)} selectedOptions={[state]} onOptionSelect={(_, data) => setState((data.optionValue ?? '') as DeliveryState | '')}>
            {states.map((each) => <Option key={each} value={each} text={word(each)}>{word(each)}</Option>)}
          </Dropdown>
          <Button onClick={refetch}>{t('manage.refresh')}</Button>
          <Button disabled={!webhook.data?.dead} onClick={() => void replay()}>{t('manage.replay_all')}</Button>
        </div>
      )}
      <div role="status">
        {said && <MessageBar intent="success"><MessageBarBody>{said}</MessageBarBody></MessageBar>}
        <FaultBar fault={fault} />
      </div>
      {!broken && deliveries.isPending && <Loading label={t('common.loading')} />}
      {!broken && deliveries.data && (
        <Rows
          label={t('manage.deliveries')}
          columns={[t('manage.time'), t('manage.event'), t('admin.status'), t('manage.attempts')]}
          secondary={[3]}
          actions={t('board.actions')}
          empty={<EmptyState compact title={t('manage.no_delivery')} text={t('manage.no_delivery_text')} />}
          rows={items.map((each) => ({
            key: each.id,
            cells: [
              <time key="time" className={styles.time} dateTime={each.created_at} title={dateAndTime(each.created_at)}>{ago(each.created_at, now)}</time>,
              t(`manage.event_${each.event}`),
              <Outcome key="state" delivery={each} />,
              each.attempts,
              <Button key="replay" size="small" appearance="subtle" aria-label={t('manage.replay_of', { time: dateAndTime(each.created_at) })} onClick={() => void replay(each)}>{t('manage.replay')}</Button>,
            ],
          }))}
        />
      )}
      {deliveries.hasNextPage && <Button className={styles.more} disabledFocusable={deliveries.isFetchingNextPage} onClick={() => void deliveries.fetchNextPage()}>{t('alerts.more')}</Button>}
    </>
  );
}

function Outcome({ delivery }: { delivery: Delivery }) {
  const t = useText();
  const styles = useStyles();
  const why = delivery.error || (delivery.status ? t('manage.http', { status: delivery.status }) : '');
  return (
    <>
      <Badge appearance="tint" color={colours[delivery.state]}>{t(`manage.delivery_${delivery.state}`)}</Badge>
      {why && <Text block size={200} className={styles.muted}><bdi>{why}</bdi></Text>}
    </>
  );
}
