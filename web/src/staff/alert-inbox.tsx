import {
  Button, CounterBadge, Popover, PopoverSurface, PopoverTrigger, Text, makeStyles, tokens,
} from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons/svg/alert';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router';
import { api } from '../api/client';
import type { Alert } from '../api/model';
import { useLive } from '../live/store';
import { ago, useText } from '../text';
import { cutLine } from '../ui/cut';
import { EmptyState, ErrorState, Loading } from '../ui/empty-state';
import { useNow } from '../ui/now';
import { SentimentFace } from '../ui/sentiment-badge';
import { Refusal, useDeed } from './deed';
import { failureText, titleOf } from './words';

const useStyles = makeStyles({
  anchor: { position: 'relative', display: 'inline-flex' },
  count: { position: 'absolute', top: '-2px', insetInlineEnd: '-4px', pointerEvents: 'none' },
  surface: { width: 'min(380px, calc(100vw - 32px))', padding: 0, maxHeight: '70vh', display: 'flex', flexDirection: 'column', overflow: 'hidden' },
  title: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  all: { order: 1, padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, color: tokens.colorBrandForegroundLink },
  fault: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}` },
  list: { listStyleType: 'none', margin: 0, padding: 0, overflowY: 'auto' },
  item: {
    display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  body: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  muted: { color: tokens.colorNeutralForeground3 },
  name: cutLine,
  act: { flexShrink: 0, whiteSpace: 'nowrap', minWidth: 'auto' },
});

/** The alerts that nobody has answered yet, also those that came while the reader was away. */
export function AlertInbox() {
  const t = useText();
  const styles = useStyles();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const alerts = useQuery({ queryKey: ['alerts', 'open'], queryFn: ({ signal }) => api.alerts('open', { signal }), select: (items) => items.filter((each) => each.audience === 'supervisor') });
  const go = (conversation: string) => {
    setOpen(false);
    void navigate(`/supervisor?conversation=${encodeURIComponent(conversation)}`);
  };
  const count = alerts.data?.length ?? 0;
  return (
    <Popover open={open} onOpenChange={(_, data) => setOpen(data.open)} positioning="below-end" trapFocus>
      <span className={styles.anchor}>
        <PopoverTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            icon={<AlertRegular />}
            aria-label={count > 0 ? t('alert.inbox_count', { count }) : t('alert.inbox')}
          />
        </PopoverTrigger>
        {count > 0 && <CounterBadge className={styles.count} count={count} overflowCount={99} size="small" color="danger" aria-hidden="true" />}
      </span>
      <PopoverSurface className={styles.surface} aria-label={t('alert.inbox')}>
        <Text as="h2" size={400} weight="semibold" className={styles.title} style={{ margin: 0 }}>{t('alert.inbox')}</Text>
        {alerts.isPending && <Loading label={t('common.loading')} />}
        {alerts.isError && <ErrorState compact title={t('failure.title')} text={failureText(alerts.error)} retry={t('common.retry')} onRetry={() => void alerts.refetch()} />}
        <RouterLink to="/alerts" className={styles.all} onClick={() => setOpen(false)}>{t('alert.all')}</RouterLink>
        {alerts.data && <OpenAlerts alerts={alerts.data} onOpen={go} />}
      </PopoverSurface>
    </Popover>
  );
}

/** Each with the way to put it away and to its conversation; a refusal stands over them. */
function OpenAlerts({ alerts, onOpen }: { alerts: readonly Alert[]; onOpen: (conversation: string) => void }) {
  const t = useText();
  const styles = useStyles();
  const queries = useQueryClient();
  const now = useNow(30000);
  const conversations = useLive((state) => state.conversations);
  const { busy, fault, act } = useDeed();
  const answer = (id: string, kind: 'ignore' | 'resolve') => act(async () => {
    try {
      await api.answerAlert(id, kind);
    } finally {
      await queries.invalidateQueries({ queryKey: ['alerts'] });
    }
  });
  return (
    <>
      {fault && <div className={styles.fault}><Refusal fault={fault} /></div>}
      {alerts.length === 0 && <EmptyState compact title={t('alert.inbox_empty')} text={t('alert.inbox_empty_text')} />}
      {alerts.length > 0 && (
        <ul className={styles.list}>
          {alerts.map((alert) => {
            const key = alert.conversation;
            const title = alert.customer?.name ?? titleOf(conversations[key]);
            return (
              <li key={alert.id} className={styles.item}>
                <SentimentFace level={alert.level} size={22} />
                <span className={styles.body}>
                  <Text weight="semibold" className={styles.name} title={title}><bdi>{title}</bdi></Text>
                  <Text size={200} className={styles.muted}>
                    {alert.taken_by
                      ? t('alert.taken', { name: alert.taken_by.name })
                      : t('alert.raised', { level: t(`level.${alert.level}`), time: ago(alert.created_at, now) })}
                  </Text>
                </span>
                <Button size="small" appearance="subtle" className={styles.act} disabledFocusable={busy} onClick={() => void answer(alert.id, alert.taken_by ? 'resolve' : 'ignore')}>
                  {alert.taken_by ? t('alert.resolve') : t('alert.set_aside')}
                </Button>
                <Button size="small" className={styles.act} aria-label={t('alert.inbox_open', { title })} onClick={() => onOpen(key)}>
                  {t('alert.monitor')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
