import { Button, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api/client';
import type { Alert } from '../../api/model';
import { failureText } from '../../staff/words';
import { ago, dateAndTime, duration, useText } from '../../text';
import { Facts } from '../../ui/facts';
import { SentimentBadge } from '../../ui/sentiment-badge';

const useStyles = makeStyles({
  item: {
    display: 'grid', gridTemplateColumns: '170px minmax(0, 1fr) minmax(0, 1.2fr) auto', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, alignItems: 'center',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, ':not(:last-child)': { borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  muted: { color: tokens.colorNeutralForeground3 },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: tokens.spacingHorizontalXS, '@media (max-width: 900px)': { justifyContent: 'flex-start' } },
  fault: { gridColumn: '1 / -1', color: tokens.colorStatusDangerForeground1 },
});

/** The steps that a state still allows. */
const steps: Record<Alert['state'], readonly ('acknowledge' | 'resolve' | 'ignore')[]> = {
  open: ['acknowledge', 'resolve', 'ignore'], acknowledged: ['resolve', 'ignore'], resolved: [], ignored: [],
};

interface AlertItemProps {
  alert: Alert;
  now: number;
  /** The reader is an agent, whose conversations open in the workspace. */
  agent: boolean;
  onResolve: () => void;
  onHandled: () => void;
}

/** One alert: how far it fell, whose conversation it is, who handled it and when, and what can still be done. */
export function AlertItem({ alert, now, agent, onResolve, onHandled }: AlertItemProps) {
  const t = useText();
  const styles = useStyles();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const customer = alert.customer?.name ?? t('visitor');
  const answer = async (step: 'acknowledge' | 'ignore') => {
    setBusy(true);
    setFault('');
    try {
      await api.answerAlert(alert.id, step);
      await queries.invalidateQueries({ queryKey: ['alerts'] });
      setBusy(false);
      requestAnimationFrame(onHandled);
    } catch (cause) {
      setFault(t('common.failed', { reason: failureText(cause) }));
      setBusy(false);
    }
  };
  const open = () => void navigate(`${agent ? '/agent' : '/supervisor'}?conversation=${encodeURIComponent(alert.conversation)}`);
  const opening = agent ? t('alerts.open_session') : t('alerts.monitor');
  const about = [alert.agent?.name ?? t('alert.no_agent'), alert.queue?.name, agent ? '' : t(`alerts.for_${alert.audience}`), ...(alert.rules ?? []).map(({ name }) => t('alerts.rule', { name }))];
  return (
    <li className={styles.item}>
      <span className={styles.column}>
        <SentimentBadge level={alert.level} word={t(`level.${alert.level}`)} />
        {alert.before && alert.before !== 'none' && <Text size={200} className={styles.muted}>{t('alerts.fell', { before: t(`level.${alert.before}`) })}</Text>}
      </span>
      <span className={styles.column}>
        <Text weight="semibold"><bdi>{customer}</bdi></Text>
        <Text size={200} className={styles.muted}>
          <Facts of={about} />
        </Text>
      </span>
      <Handling alert={alert} now={now} />
      <span className={styles.buttons}>
        {steps[alert.state].map((step) => (
          <Button
            key={step}
            size="small"
            disabledFocusable={busy}
            aria-label={t('alerts.about', { action: t(`alerts.${step}`), customer })}
            onClick={() => (step === 'resolve' ? onResolve() : void answer(step))}
          >
            {t(`alerts.${step}`)}
          </Button>
        ))}
        <Button size="small" appearance="subtle" aria-label={t('alerts.about', { action: opening, customer })} onClick={open}>{opening}</Button>
      </span>
      {fault && <Text size={200} role="alert" className={styles.fault}>{fault}</Text>}
    </li>
  );
}

/** When it was raised, and who did what with it. */
function Handling({ alert, now }: { alert: Alert; now: number }) {
  const t = useText();
  const styles = useStyles();
  const { state, handled_by: by, handled_at: at } = alert;
  const said = state !== 'open' && by && at ? t(`alerts.${state}_by`, { name: by.name, time: ago(at, now) })
    : alert.taken_by ? t('alert.taken', { name: alert.taken_by.name }) : t('alerts.nobody_yet');
  const took = at ? t('alerts.after', { time: duration((Date.parse(at) - Date.parse(alert.created_at)) / 1000) }) : '';
  return (
    <span className={styles.column}>
      <time dateTime={alert.created_at} title={dateAndTime(alert.created_at)}>{ago(alert.created_at, now)}</time>
      <Text size={200} className={styles.muted}>{[said, took].filter(Boolean).join(' · ')}</Text>
      {alert.reason && <Text size={200} dir="auto">{t('alerts.reason', { reason: alert.reason })}</Text>}
    </span>
  );
}
