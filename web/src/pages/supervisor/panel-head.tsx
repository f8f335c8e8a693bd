import { Button, Text, Tooltip, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { PanelRightContractRegular } from '@fluentui/react-icons/svg/panel-right-contract';
import { PanelRightExpandRegular } from '@fluentui/react-icons/svg/panel-right-expand';
import type { Action } from '../../api/client';
import type { Conversation, SupervisorActions } from '../../api/model';
import { useLive } from '../../live/store';
import { useAccount } from '../../staff/account';
import { mayBlock } from '../../staff/block';
import { finishOf, finishWords } from '../../staff/finish';
import { sparkPoints } from '../../staff/messages';
import { isShown } from '../../staff/words';
import { languageName, useText } from '../../text';
import { cutLine } from '../../ui/cut';
import { Facts } from '../../ui/facts';
import { Mirrored } from '../../ui/mirrored';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { Sparkline } from '../../ui/sparkline';
import type { Act, Choice } from './acts';
import { actsFor } from './acts';
import type { Standing } from './standing';

const useStyles = makeStyles({
  head: { flexShrink: 0, display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}` },
  names: { flexGrow: 1, flexBasis: 0, minWidth: '120px', display: 'flex', flexDirection: 'column' },
  cut: cutLine,
  muted: { color: tokens.colorNeutralForeground3 },
  buttons: { display: 'flex', columnGap: tokens.spacingHorizontalXS },
  widen: { '@media (max-width: 900px)': { display: 'none' } },
  mood: { order: 3, flexBasis: '100%', display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  actions: { flexShrink: 0, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
});

interface HeaderProps {
  conversation?: Conversation;
  full: boolean;
  title: string;
  standing: Standing['kind'];
  onFull: () => void;
  onClose: () => void;
}

/** Whose conversation it is, how the customer feels, and the ways out of the panel. */
export function PanelHeader({ conversation, full, title, standing, onFull, onClose }: HeaderProps) {
  const t = useText();
  const styles = useStyles();
  const transcript = useLive((state) => (conversation ? state.transcripts[conversation.id] : undefined));
  const level = conversation?.level ?? 'none';
  const word = t(`level.${level}`);
  const scored = useLive((state) => (conversation ? state.points[conversation.id] : undefined));
  const points = sparkPoints(scored ?? [], transcript?.messages.filter((message) => message.sender === 'customer'));
  const facts = [conversation?.agent?.name ?? t('board.unassigned'), conversation?.queue.name, languageName(conversation?.language)];
  return (
    <div className={styles.head}>
      <div className={styles.names}>
        <Text as="h2" size={400} weight="semibold" className={styles.cut} style={{ margin: 0 }} title={title}>
          {standing === 'monitoring' ? t('monitor.title', { title }) : title}
        </Text>
        {conversation && <Text size={200} className={`${styles.muted} ${styles.cut}`}><Facts of={facts} /></Text>}
      </div>
      {conversation && isShown(conversation) && (
        <div className={styles.mood}>
          <SentimentBadge level={level} word={word} label={t('sentiment.customer', { level: word })} />
          {points.length > 0 && <Sparkline points={points} label={t('sentiment.line', { count: points.length, level: word })} interactive />}
        </div>
      )}
      <div className={styles.buttons}>
        <Tooltip relationship="label" content={full ? t('monitor.narrow') : t('monitor.widen')}>
          <Button className={styles.widen} appearance="subtle" icon={<Mirrored of={full ? PanelRightContractRegular : PanelRightExpandRegular} />} onClick={onFull} />
        </Tooltip>
        <Tooltip relationship="label" content={standing === 'monitoring' || standing === 'asking' ? t('monitor.close') : t('monitor.close_panel')}>
          <Button appearance="subtle" icon={<DismissRegular />} onClick={onClose} />
        </Tooltip>
      </div>
    </div>
  );
}

interface ActionsProps {
  conversation: Conversation;
  me: string;
  switches?: SupervisorActions;
  standing: Standing['kind'];
  busy: boolean;
  onAct: (act: Choice) => void;
  onOwn: (action: Action) => void;
}

/** Acts that have their own place: the panel itself and the box to write in. */
const elsewhere: readonly Act[] = ['open', 'monitor', 'whisper'];

/** What its reader can do with the conversation now; what they have as its agent comes first. */
export function PanelActions({ conversation, me, switches, standing, busy, onAct, onOwn }: ActionsProps) {
  const t = useText();
  const styles = useStyles();
  const finish = standing === 'own' ? finishOf(conversation) : undefined;
  const own: [Action, string][] = standing === 'offered' ? [['accept', t('agent.accept')], ['reject', t('agent.reject')]]
    : finish ? [[finish, t(finishWords[finish])]] : [];
  const offered = actsFor(conversation, me, switches).filter((act) => !elsewhere.includes(act) || (act === 'monitor' && (standing === 'apart' || standing === 'refused' || standing === 'failed')));
  const blocks = mayBlock(conversation, useAccount());
  if (own.length + offered.length === 0 && !blocks) return null;
  return (
    <div className={styles.actions} role="group" aria-label={t('supervise.group')}>
      {own.map(([action, word], index) => (
        <Button key={action} size="small" appearance={index === 0 ? 'primary' : 'secondary'} disabledFocusable={busy} onClick={() => onOwn(action)}>{word}</Button>
      ))}
      {offered.map((act) => <Button key={act} size="small" disabledFocusable={busy} onClick={() => onAct(act)}>{t(`supervise.${act}`)}</Button>)}
      {blocks && <Button size="small" disabledFocusable={busy} onClick={() => onAct('block')}>{t('block.act')}</Button>}
    </div>
  );
}
