import { Button, CounterBadge, Text, Tooltip, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { HandRightFilled } from '@fluentui/react-icons/svg/hand-right';
import { HomeRegular } from '@fluentui/react-icons/svg/home';
import { useId } from 'react';
import type { Conversation } from '../../api/model';
import type { Load } from '../../staff/load';
import { loadWords } from '../../staff/load';
import { isWaiting, waitOf } from '../../staff/wait';
import { handWords, isShown, shownToAgent, sessionDescription, titleOf, unreadMark } from '../../staff/words';
import { duration, useText } from '../../text';
import { cutLine } from '../../ui/cut';
import { EmptyState } from '../../ui/empty-state';
import { Facts } from '../../ui/facts';
import { Hidden } from '../../ui/hidden';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { needsAccept } from './sessions';

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', minHeight: 0, height: '100%', backgroundColor: tokens.colorNeutralBackground2 },
  head: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXS}`, display: 'flex', justifyContent: 'space-between', alignItems: 'baseline' },
  muted: { color: tokens.colorNeutralForeground3 },
  list: { listStyleType: 'none', margin: 0, padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM}`, overflowY: 'auto', flexGrow: 1, minHeight: 0 },
  item: { display: 'flex', flexDirection: 'column' },
  entry: {
    position: 'relative', display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, flexGrow: 1, minWidth: 0, minHeight: '48px', textAlign: 'start',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`, border: 'none', borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent', color: tokens.colorNeutralForeground1, fontFamily: 'inherit', fontSize: tokens.fontSizeBase300, cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2, outlineOffset: '-2px' },
  },
  top: { padding: `0 ${tokens.spacingHorizontalS}` },
  home: { minHeight: '40px' },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected, fontWeight: tokens.fontWeightSemibold,
    '::before': {
      content: '""', position: 'absolute', insetInlineStart: 0, top: '12px', bottom: '12px', width: '3px',
      borderRadius: tokens.borderRadiusCircular, backgroundColor: tokens.colorBrandStroke1,
    },
  },
  names: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  cut: cutLine,
  since: { display: 'flex', minWidth: 0 },
  wait: { flexShrink: 0, whiteSpace: 'pre' },
  sign: { width: '20px', display: 'inline-flex', justifyContent: 'center', flexShrink: 0 },
  urgent: {
    width: '18px', height: '18px', display: 'inline-flex', alignItems: 'center', justifyContent: 'center', borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorStatusDangerBackground3, color: tokens.colorNeutralForegroundOnBrand,
    fontWeight: tokens.fontWeightBold, fontSize: tokens.fontSizeBase200, lineHeight: 1,
  },
  calm: { width: '8px', height: '8px', borderRadius: tokens.borderRadiusCircular, backgroundColor: tokens.colorNeutralStrokeAccessible },
  over: { backgroundColor: 'transparent', border: `2px solid ${tokens.colorNeutralStrokeAccessible}`, boxSizing: 'border-box' },
  caption: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}`, color: tokens.colorNeutralForeground3 },
  hand: { flexShrink: 0, fontSize: '16px', color: tokens.colorStatusDangerForeground1 },
  lines: { flexWrap: 'wrap', justifyContent: 'flex-end', paddingBottom: tokens.spacingVerticalS },
  whole: { flexBasis: '100%' },
  line: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
});

interface SessionListProps {
  me: string;
  mine: Conversation[];
  consulted: Conversation[];
  /** Of those, the ones that this agent has handed on and whose next agent has not accepted yet. */
  handedOn: Conversation[];
  load: Load;
  open: Conversation[];
  focused: string | null;
  unread: Record<string, number>;
  urgent: Record<string, unknown>;
  now: number;
  capacity?: number;
  /** Those whose answer is awaited. */
  busy: ReadonlySet<string>;
  onChoose: (key: string | null) => void;
  onAnswer: (key: string, answer: 'accept' | 'reject') => void;
}

/** The agent's sessions and those they were asked about, then what is offered to them, then what waits in their queues. */
export function SessionList(props: SessionListProps) {
  const t = useText();
  const styles = useStyles();
  const { me, mine, consulted, handedOn, load, open, focused, now, capacity, onChoose } = props;
  const asked = consulted.filter((each) => !handedOn.includes(each));
  const offered = open.filter((each) => needsAccept(each, me));
  const queued = open.filter((each) => !needsAccept(each, me));
  const captions = new Map<string, string>();
  const first = (list: Conversation[], words: string) => { if (list[0]) captions.set(list[0].id, words); };
  first(asked, t('agent.consulted', { count: asked.length }));
  first(handedOn, t('agent.handed_on_list', { count: handedOn.length }));
  first(offered, t('agent.offered', { count: offered.length }));
  first(queued, t('agent.waiting', { count: queued.length }));
  return (
    <div className={styles.column}>
      <div className={styles.head}>
        <Text as="h2" size={300} weight="semibold" style={{ margin: 0 }}>{t('agent.sessions')}</Text>
        <Text size={200} className={styles.muted}>
          {loadWords(load, capacity)}
        </Text>
      </div>
      <div className={styles.top}><div className={styles.item}>
        <button
          type="button"
          className={mergeClasses(styles.entry, styles.home, focused === null && styles.chosen)}
          aria-current={focused === null ? 'true' : undefined}
          onClick={() => onChoose(null)}
        >
          <span className={styles.sign} aria-hidden="true"><HomeRegular fontSize={18} /></span>
          {t('agent.home')}
        </button>
      </div></div>
      <ul className={styles.list} aria-label={t('agent.sessions')}>
        {[...mine, ...asked, ...handedOn].map((each) => <Session key={each.id} conversation={each} caption={captions.get(each.id)} {...props} />)}
        {[...offered, ...queued].map((each) => (
          <Waiting key={each.id} conversation={each} caption={captions.get(each.id)} offered={needsAccept(each, me)} {...props} now={now} />
        ))}
      </ul>
      {mine.length + consulted.length + open.length === 0 && <EmptyState compact title={t('agent.no_sessions')} text={t('agent.no_sessions_text')} />}
    </div>
  );
}

function Session({ conversation, caption, me, focused, unread, urgent, onChoose }: SessionListProps & { conversation: Conversation; caption?: string }) {
  const t = useText();
  const styles = useStyles();
  const descriptionId = useId();
  const key = conversation.id;
  const chosen = key === focused;
  const title = titleOf(conversation);
  const count = chosen ? 0 : (unread[key] ?? 0);
  const isUrgent = !chosen && key in urgent;
  const description = sessionDescription(title, count, isUrgent);
  const level = shownToAgent(conversation.level);
  const button = (
    <button
      type="button"
      className={mergeClasses(styles.entry, chosen && styles.chosen)}
      aria-current={chosen ? 'true' : undefined}
      aria-describedby={description ? descriptionId : undefined}
      onClick={() => onChoose(key)}
    >
      <span className={styles.sign} aria-hidden="true">
        {isUrgent ? <span className={styles.urgent}>!</span> : <span className={mergeClasses(styles.calm, conversation.state !== 'active' && styles.over)} />}
      </span>
      <span className={styles.names}>
        <span className={styles.cut} title={title}><bdi>{title}</bdi></span>
        <Text size={200} className={mergeClasses(styles.muted, styles.cut)}>
          <Facts of={[conversation.queue.name, conversation.state === 'active' ? '' : t(`state.${conversation.state}`)]} />
        </Text>
      </span>
      {conversation.raised_hand && <HandRightFilled className={styles.hand} role="img" aria-label={handWords(conversation, me)} />}
      {count > 0 && <CounterBadge count={count} overflowCount={9} size="medium" aria-hidden="true">{unreadMark(count)}</CounterBadge>}
      {isShown(conversation) && <SentimentBadge level={level} word={t(`level.${level}`)} size="medium" faceOnly />}
    </button>
  );
  return (
    <li className={styles.item} aria-describedby={description ? descriptionId : undefined}>
      {caption && <Text size={200} weight="semibold" className={styles.caption}>{caption}</Text>}
      {description ? (
        <Tooltip relationship="inaccessible" content={description} positioning="after">{button}</Tooltip>
      ) : button}
      {description && <Hidden id={descriptionId}>{description}</Hidden>}
    </li>
  );
}

/** The first of each kind carries the caption and, with each one offered to this agent, the prominent button. */
function Waiting({ conversation, caption, offered, focused, now, busy, onChoose, onAnswer }: SessionListProps & { conversation: Conversation; caption?: string; offered: boolean }) {
  const t = useText();
  const styles = useStyles();
  const hintId = useId();
  const title = titleOf(conversation);
  const chosen = conversation.id === focused;
  const level = shownToAgent(conversation.level);
  return (
    <li className={styles.item}>
      {caption && <Text size={200} weight="semibold" className={styles.caption}>{caption}</Text>}
      <div className={mergeClasses(styles.line, offered && styles.lines)}>
        <button
          type="button"
          className={mergeClasses(styles.entry, offered && styles.whole, chosen && styles.chosen)}
          aria-current={chosen ? 'true' : undefined}
          onClick={() => onChoose(conversation.id)}
        >
          <span className={styles.names}>
            <span className={styles.cut} title={title}><bdi>{title}</bdi></span>
            <Text size={200} className={mergeClasses(styles.muted, styles.since)} id={hintId}>
              <span className={styles.cut} title={conversation.queue.name}><bdi>{conversation.queue.name}</bdi></span>
              {isWaiting(conversation) && <span className={styles.wait}>{` · ${duration(waitOf(conversation, now))}`}</span>}
            </Text>
          </span>
          {isShown(conversation) && <SentimentBadge level={level} word={t(`level.${level}`)} size="medium" faceOnly />}
        </button>
        <Button
          size="small"
          appearance={caption || offered ? 'primary' : 'secondary'}
          disabled={busy.has(conversation.id)}
          aria-describedby={hintId}
          onClick={() => onAnswer(conversation.id, 'accept')}
        >
          {t('agent.accept')}
        </Button>
        {offered && (
          <Button size="small" disabled={busy.has(conversation.id)} aria-describedby={hintId} onClick={() => onAnswer(conversation.id, 'reject')}>
            {t('agent.reject')}
          </Button>
        )}
      </div>
    </li>
  );
}
