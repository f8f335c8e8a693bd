import { Button, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../api/client';
import type { Pop } from '../live/apply';
import { dismissPop, useLive } from '../live/store';
import { useText } from '../text';
import { Facts } from '../ui/facts';
import { SentimentBadge } from '../ui/sentiment-badge';
import { levelColour } from '../ui/levels';
import { noticeHeight } from './notice';
import { filled, levelNow, useDesktopNotification, useNotificationTemplate, valuesOf, wantsPermission } from './notification';
import { failureText } from './words';

const shownAtOnce = 3;

const useStyles = makeStyles({
  stack: {
    position: 'fixed', insetInlineEnd: tokens.spacingHorizontalL, bottom: `calc(${noticeHeight} + ${tokens.spacingVerticalM})`, zIndex: 1000,
    display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS,
    width: `min(380px, calc(100vw - 2 * ${tokens.spacingHorizontalL}))`,
  },
  /** Beside the panel with the monitored conversation, whose latest messages and box to write stand in the corner. */
  aside: { '@media (min-width: 901px)': { insetInlineEnd: `calc(max(380px, 40%) + ${tokens.spacingHorizontalL})` } },
  card: {
    position: 'relative', overflow: 'hidden', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`,
    backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1,
    borderRadius: tokens.borderRadiusLarge, boxShadow: tokens.shadow28,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    animationName: { from: { opacity: 0, transform: 'translateY(16px)' }, to: { opacity: 1, transform: 'none' } },
    animationDuration: tokens.durationSlow,
    animationTimingFunction: tokens.curveDecelerateMid,
    '@media (prefers-reduced-motion: reduce)': { animationDuration: '1ms' },
  },
  band: { position: 'absolute', insetInlineStart: 0, top: 0, bottom: 0, width: '4px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalM, flexWrap: 'wrap' },
  who: { fontWeight: tokens.fontWeightSemibold, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  title: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  fields: { margin: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS, fontSize: tokens.fontSizeBase200 },
  field: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  header: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  allow: { marginInlineEnd: 'auto' },
  words: {
    margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere',
    display: '-webkit-box', WebkitLineClamp: 3, WebkitBoxOrient: 'vertical', overflow: 'hidden',
  },
  buttons: { display: 'flex', columnGap: tokens.spacingHorizontalS, justifyContent: 'flex-end' },
  fault: { color: tokens.colorStatusDangerForeground1 },
  track: { position: 'absolute', insetInlineStart: 0, insetInlineEnd: 0, bottom: 0, height: '3px', backgroundColor: tokens.colorNeutralStroke2 },
  rest: { height: '100%', backgroundColor: tokens.colorNeutralForeground3, transitionProperty: 'width', transitionDuration: '1s', transitionTimingFunction: 'linear', '@media (prefers-reduced-motion: reduce)': { transitionProperty: 'none' }, '@media (forced-colors: active)': { backgroundColor: 'CanvasText' } },
  more: {
    alignSelf: 'flex-end', padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`, borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackgroundInverted, color: tokens.colorNeutralForegroundInverted, fontSize: tokens.fontSizeBase200,
  },
});

function Notification({ pop }: { pop: Pop }) {
  const t = useText();
  const styles = useStyles();
  const navigate = useNavigate();
  const { template, loaded } = useNotificationTemplate();
  /** Seconds that it has stayed; time under the pointer or with focus does not count. */
  const [passed, setPassed] = useState(0);
  const [asked, setAsked] = useState(false);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const held = useRef(false);
  const [search] = useSearchParams();
  const { alert, words } = pop;
  const rest = template.countdown_seconds - passed;
  const values = valuesOf(pop);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!held.current) setPassed((now) => now + 1);
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (rest <= 0) dismissPop(alert.id);
  }, [rest, alert.id]);
  /** The panel monitors what it opens, and so takes the alert; where it is open already nothing would take this one. */
  const monitor = () => {
    dismissPop(alert.id);
    if (search.get('conversation') === alert.conversation) void api.act(alert.conversation, 'monitor').catch(() => api.answerAlert(alert.id, 'acknowledge')).catch(() => undefined);
    void navigate(`/supervisor?conversation=${encodeURIComponent(alert.conversation)}`);
  };
  useDesktopNotification(pop, template, loaded, monitor);
  const allow = () => void window.Notification.requestPermission().then(() => setAsked(true));
  const ignore = async () => {
    setBusy(true);
    setFault('');
    try {
      await api.answerAlert(alert.id, 'ignore');
      dismissPop(alert.id);
    } catch (cause) {
      setFault(t('alert.failed', { reason: failureText(cause) }));
      setBusy(false);
    }
  };
  const level = levelNow(pop);
  return (
    <div
      role="alert"
      aria-label={filled(template.title, values)}
      className={styles.card}
      onPointerEnter={() => { held.current = true; }}
      onPointerLeave={() => { held.current = false; }}
      onFocus={() => { held.current = true; }}
      onBlur={() => { held.current = false; }}
    >
      <span className={styles.band} style={{ backgroundColor: levelColour(level) }} aria-hidden="true" />
      <Text size={200} className={styles.title}>{filled(template.title, values)}</Text>
      <div className={styles.head}>
        <Text className={styles.who}><Facts of={[values.agentName, values.customerName]} /></Text>
        <SentimentBadge level={level} word={t(`level.${level}`)} size="small" />
      </div>
      {words && <Text as="p" className={styles.words} dir="auto">{t('alert.words', { words })}</Text>}
      {template.fields.length > 0 && (
        <dl className={styles.fields}>
          {template.fields.map(({ header, value }) => (
            <div key={header} className={styles.field}><dt className={styles.header}>{header}</dt><dd className={styles.value} dir="auto">{filled(value, values)}</dd></div>
          ))}
        </dl>
      )}
      {alert.taken_by && <Text size={200}>{t('alert.taken', { name: alert.taken_by.name })}</Text>}
      {fault && <Text className={styles.fault} size={200}>{fault}</Text>}
      <div className={styles.buttons}>
        {wantsPermission(template) && !asked && <Button size="small" appearance="subtle" className={styles.allow} onClick={allow}>{t('alert.allow_desktop')}</Button>}
        {template.reject_visible && <Button size="small" disabled={busy} onClick={() => void ignore()}>{template.reject_label}</Button>}
        <Button size="small" appearance="primary" icon={<EyeRegular />} onClick={monitor}>{template.accept_label}</Button>
      </div>
      {template.show_timeout && (
        <div className={styles.track} aria-hidden="true">
          <div className={styles.rest} style={{ width: `${(100 * Math.max(rest, 0)) / template.countdown_seconds}%` }} />
        </div>
      )}
    </div>
  );
}

/** Notifications at the lower corner: the latest three, then how many older ones wait behind them. */
export function AlertStack() {
  const t = useText();
  const styles = useStyles();
  const pops = useLive((state) => state.pops);
  const [search] = useSearchParams();
  if (pops.length === 0) return null;
  const more = pops.length - shownAtOnce;
  return (
    <section className={mergeClasses(styles.stack, search.has('conversation') && styles.aside)} aria-label={t('alert.stack')}>
      {pops.slice(-shownAtOnce).reverse().map((pop) => <Notification key={pop.alert.id} pop={pop} />)}
      {more > 0 && <span className={styles.more}>{t('alert.more', { count: more })}</span>}
    </section>
  );
}
