import {
  Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, Text, makeStyles, tokens,
} from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { PersonInfoRegular } from '@fluentui/react-icons/svg/person-info';
import type { ReactNode } from 'react';
import type { Alert, Conversation, Point } from '../../api/model';
import type { Transcript as Held } from '../../live/apply';
import { loadTranscript } from '../../live/store';
import { finishOf, finishWords } from '../../staff/finish';
import { sparkPoints, useItems } from '../../staff/messages';
import { useUnsent } from '../../staff/unsent';
import { WrapUpPanel } from '../../staff/wrap-up';
import { handWords, isShown, shownToAgent, titleOf } from '../../staff/words';
import { languageName, listed, useText } from '../../text';
import { cutLine } from '../../ui/cut';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Facts } from '../../ui/facts';
import { Mirrored } from '../../ui/mirrored';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { Sparkline } from '../../ui/sparkline';
import { Transcript } from '../../ui/transcript';
import type { Draft } from '../../staff/composer';
import { Composer } from '../../staff/composer';
import { HelpActions } from './help-actions';
import { isConsulted, needsAccept } from './sessions';

const useStyles = makeStyles({
  head: {
    flexShrink: 0, display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, minHeight: '56px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 700px)': { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`, columnGap: tokens.spacingHorizontalS },
    '@media (max-width: 480px)': { flexWrap: 'wrap', rowGap: tokens.spacingVerticalXS },
  },
  names: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', '@media (max-width: 480px)': { flexBasis: '70%' } },
  narrowing: { '@media (max-width: 700px)': { minWidth: 'auto' } },
  cut: cutLine,
  muted: { color: tokens.colorNeutralForeground3 },
  mood: { '@media (max-width: 480px)': { marginInlineEnd: 'auto' } },
  pair: { display: 'inline-flex', columnGap: tokens.spacingHorizontalS },
  wide: { display: 'inline-flex', '@media (max-width: 900px)': { display: 'none' } },
  bars: { flexShrink: 0, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, ':empty': { display: 'none' } },
  foot: { flexShrink: 0, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalM },
});

export type AgentAct = 'accept' | 'reject' | 'end' | 'close' | 'leave' | 'raise_hand' | 'lower_hand' | 'consult' | 'transfer' | 'block';

interface ConversationViewProps {
  conversation: Conversation;
  transcript?: Held;
  points?: Point[];
  me: { id: string; name: string };
  narrow: boolean;
  cardHidden: boolean;
  busy: boolean;
  fault: string;
  /** What the last action led to. */
  said: string;
  /** This agent has handed it on, and answers the customer until the next one accepts. */
  handedOn: boolean;
  alert?: Alert;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onSend: (draft: Draft) => void;
  onAct: (action: AgentAct) => void;
  onBack: () => void;
  onCard: () => void;
  onDismiss: () => void;
}

/** The conversation in focus: its level at the right of the title, the messages, and the place to write. */
export function ConversationView(props: ConversationViewProps) {
  const t = useText();
  const styles = useStyles();
  const { conversation, transcript, me, fault, said, alert } = props;
  const title = titleOf(conversation);
  const items = useItems(transcript?.messages ?? [], { conversation: conversation.id, customer: title, me: me.name, openReadings: false, hideReadings: !isShown(conversation) });
  const pending = useUnsent(conversation.id);
  const level = shownToAgent(conversation.level);
  return (
    <>
      <Header {...props} title={title} />
      <div className={styles.bars}>
        {fault && <div role="alert"><MessageBar intent="error" layout="multiline"><MessageBarBody>{fault}</MessageBarBody></MessageBar></div>}
        {said && <div role="status"><MessageBar intent="info" layout="multiline"><MessageBarBody>{said}</MessageBarBody></MessageBar></div>}
        {conversation.raised_hand && <div role="status"><MessageBar intent="info"><MessageBarBody>{handWords(conversation, me.id)}</MessageBarBody></MessageBar></div>}
        {alert && isShown(conversation) && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{t('agent.attention_here', { level: t(`level.${level}`) })}</MessageBarTitle>
              {t('agent.attention_advice')}
            </MessageBarBody>
            <MessageBarActions containerAction={
              <Button appearance="transparent" icon={<DismissRegular />} aria-label={t('agent.dismiss')} onClick={props.onDismiss} />
            } />
          </MessageBar>
        )}
      </div>
      {transcript?.status === 'failed' ? (
        <>
          <ErrorState title={t('failure.title')} text={t('failure.offline')} retry={t('common.retry')} onRetry={() => void loadTranscript(conversation.id)} />
          {items.length + pending.length > 0 && <Transcript key={conversation.id} label={t('agent.messages')} latest={t('transcript.latest')} items={[...items, ...pending]} />}
        </>
      ) : !transcript || (transcript.status === 'loading' && items.length === 0) ? (
        <Loading label={t('common.loading')} />
      ) : (
        <Transcript
          key={conversation.id}
          label={t('agent.messages')}
          latest={t('transcript.latest')}
          items={[...items, ...pending]}
          empty={<EmptyState icon={<ChatRegular />} title={t('agent.no_messages')} text={t('agent.no_messages_text', { name: title })} />}
        />
      )}
      <Foot {...props} title={title} />
    </>
  );
}

/** What the agent can do next: write, answer an offer, finish, or nothing and why. */
function Foot({ conversation, me, busy, handedOn, draft, title, onAct, onDraft, onSend }: ConversationViewProps & { title: string }) {
  const t = useText();
  const styles = useStyles();
  const { state } = conversation;
  const mine = conversation.agent?.id === me.id;
  const running = state === 'active' || state === 'waiting';
  const writing = (noteOnly: boolean) => <Composer name={title} draft={draft} noteOnly={noteOnly} onDraft={onDraft} onSend={onSend} />;
  const told = (words: string, action?: ReactNode) => <div className={styles.foot}><Text>{words}</Text>{action}</div>;
  if (state === 'closed') return told(t('agent.closed'));
  if (needsAccept(conversation, me.id)) {
    return told(t('agent.offered_by'), (
      <span className={styles.pair}>
        <Button disabled={busy} onClick={() => onAct('reject')}>{t('agent.reject')}</Button>
        <Button appearance="primary" disabled={busy} onClick={() => onAct('accept')}>{t('agent.accept')}</Button>
      </span>
    ));
  }
  if (mine && running) return writing(false);
  if (mine && state === 'wrap_up') {
    return <><WrapUpPanel key={conversation.id} conversation={conversation} busy={busy} onFinish={() => onAct('close')} />{draft.text !== '' && writing(true)}</>;
  }
  if (isConsulted(conversation, me.id) && state !== 'open') {
    const name = conversation.agent?.name ?? t('transcript.agent');
    const still = handedOn && conversation.awaiting_acceptance === true;
    const words = conversation.awaiting_acceptance ? t('agent.handed_on', { name }) : t('agent.consulted_here', { name });
    return <>{told(words, <Button disabled={busy} onClick={() => onAct('leave')}>{t('agent.leave')}</Button>)}{writing(!still)}</>;
  }
  if (state === 'open') return told(t('agent.open_hint'));
  return conversation.agent ? told(t('agent.elsewhere', { name: conversation.agent.name })) : null;
}

function Header({ conversation, transcript, points, title, me, narrow, cardHidden, busy, onBack, onCard, onAct }: ConversationViewProps & { title: string }) {
  const t = useText();
  const styles = useStyles();
  const level = shownToAgent(conversation.level);
  const word = t(`level.${level}`);
  const line = sparkPoints(points ?? [], transcript?.messages.filter((message) => message.sender === 'customer'));
  const language = languageName(conversation.language);
  const running = conversation.state === 'active' || conversation.state === 'waiting';
  const mine = conversation.agent?.id === me.id && !needsAccept(conversation, me.id);
  const finish = mine ? finishOf(conversation) : undefined;
  const others = (conversation.participants ?? []).filter((each) => each.mode !== 'primary' && each.user.id !== me.id).map((each) => each.user.name);
  return (
    <div className={styles.head}>
      {narrow && <Button appearance="subtle" icon={<Mirrored of={ArrowLeftRegular} />} aria-label={t('agent.sessions_list')} onClick={onBack} />}
      <div className={styles.names}>
        <Text as="h2" size={400} weight="semibold" className={styles.cut} style={{ margin: 0 }} title={title}><bdi>{title}</bdi></Text>
        <Text size={200} className={`${styles.muted} ${styles.cut}`}>
          <Facts
            of={[
              conversation.queue.name, language, conversation.state === 'active' ? '' : t(`state.${conversation.state}`),
              others.length > 0 ? t('agent.taking_part', { names: listed(others) }) : '',
            ]}
          />
        </Text>
      </div>
      {isShown(conversation) && <SentimentBadge level={level} word={word} label={t('sentiment.customer', { level: word })} className={styles.mood} />}
      {isShown(conversation) && line.length > 0 && (
        <span className={styles.wide}>
          <Sparkline points={line} label={t('sentiment.line', { count: line.length, level: word })} interactive />
        </span>
      )}
      {cardHidden && <Button appearance="subtle" icon={<PersonInfoRegular />} aria-label={t('agent.details')} onClick={onCard} />}
      {narrow && conversation.state === 'open' && <Button className={styles.narrowing} appearance="primary" disabled={busy} onClick={() => onAct('accept')}>{t('agent.accept')}</Button>}
      {mine && <HelpActions running={running} raised={conversation.raised_hand === true} narrow={narrow} busy={busy} onAct={onAct} />}
      {finish && <Button className={styles.narrowing} disabled={busy} title={t('agent.end_hint')} onClick={() => onAct(finish)}>{t(finishWords[finish])}</Button>}
    </div>
  );
}
