import {
  Button, Link, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, Text, makeStyles, tokens,
} from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { PersonInfoRegular } from '@fluentui/react-icons/svg/person-info';
import type { Alert, Conversation, Point } from '../../api/model';
import type { Transcript as Held } from '../../live/apply';
import type { Outgoing } from '../../live/outbox';
import { loadTranscript } from '../../live/store';
import { pendingItems, sparkPoints, useItems } from '../../staff/messages';
import { shownToAgent, titleOf } from '../../staff/words';
import { languageName, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { Sparkline } from '../../ui/sparkline';
import { Transcript } from '../../ui/transcript';
import type { Draft } from './composer';
import { Composer } from './composer';
import { needsAccept } from './sessions';

const useStyles = makeStyles({
  head: {
    flexShrink: 0, display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, minHeight: '56px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 700px)': { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`, columnGap: tokens.spacingHorizontalS },
    '@media (max-width: 480px)': { flexWrap: 'wrap', rowGap: tokens.spacingVerticalXS },
  },
  names: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', '@media (max-width: 480px)': { flexBasis: '70%' } },
  narrowing: { '@media (max-width: 700px)': { minWidth: 'auto' } },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  muted: { color: tokens.colorNeutralForeground3 },
  wide: { display: 'inline-flex', '@media (max-width: 900px)': { display: 'none' } },
  bars: { flexShrink: 0, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, ':empty': { display: 'none' } },
  foot: { flexShrink: 0, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalM },
});

interface ConversationViewProps {
  conversation: Conversation;
  transcript?: Held;
  points?: Point[];
  me: { id: string; name: string };
  narrow: boolean;
  cardHidden: boolean;
  busy: boolean;
  fault: string;
  alert?: Alert;
  outbox: readonly Outgoing[];
  draft: Draft;
  reasonFor: (each: Outgoing) => string;
  onDraft: (draft: Draft) => void;
  onSend: (draft: Draft) => void;
  onAgain: (clientId: string) => void;
  onDiscard: (clientId: string) => void;
  onAct: (action: 'accept' | 'end' | 'close') => void;
  onBack: () => void;
  onCard: () => void;
  onDismiss: () => void;
}

/** The conversation in focus: its level at the right of the title, the messages, and the place to write. */
export function ConversationView(props: ConversationViewProps) {
  const t = useText();
  const styles = useStyles();
  const { conversation, transcript, me, outbox, draft, fault, alert } = props;
  const title = titleOf(conversation);
  const items = useItems(transcript?.messages ?? [], { customer: title, agent: conversation.agent?.name, me: me.name, openReadings: false });
  const pending = pendingItems(outbox, (each) => <OutgoingFoot each={each} {...props} />);
  const mine = conversation.agent?.id === me.id;
  const unaccepted = needsAccept(conversation, me.id);
  const level = shownToAgent(conversation.level);
  return (
    <>
      <Header {...props} title={title} mine={mine} unaccepted={unaccepted} />
      <div className={styles.bars}>
        {fault && <MessageBar intent="error"><MessageBarBody>{fault}</MessageBarBody></MessageBar>}
        {alert && (
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
        <ErrorState title={t('failure.title')} text={t('failure.offline')} retry={t('common.retry')} onRetry={() => void loadTranscript(conversation.id)} />
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
      {mine && !unaccepted && (conversation.state === 'active' || conversation.state === 'waiting') && (
        <Composer name={title} draft={draft} onDraft={props.onDraft} onSend={props.onSend} />
      )}
      {mine && conversation.state === 'wrap_up' && (
        <>
          <div className={styles.foot}>
            <Text>{t('agent.wrap_up')}</Text>
            <Button appearance="primary" disabled={props.busy} onClick={() => props.onAct('close')}>{t('agent.finish')}</Button>
          </div>
          <Composer name={title} draft={draft} noteOnly onDraft={props.onDraft} onSend={props.onSend} />
        </>
      )}
      {(conversation.state === 'open' || unaccepted) && <div className={styles.foot}><Text>{t('agent.open_hint')}</Text></div>}
      {conversation.state === 'closed' && <div className={styles.foot}><Text>{t('agent.closed')}</Text></div>}
      {!mine && conversation.agent && conversation.state !== 'closed' && conversation.state !== 'open' && (
        <div className={styles.foot}><Text>{t('agent.elsewhere', { name: conversation.agent.name })}</Text></div>
      )}
    </>
  );
}

function Header({ conversation, transcript, points, title, mine, unaccepted, narrow, cardHidden, busy, onBack, onCard, onAct }: ConversationViewProps & { title: string; mine: boolean; unaccepted: boolean }) {
  const t = useText();
  const styles = useStyles();
  const level = shownToAgent(conversation.level);
  const word = t(`level.${level}`);
  const line = sparkPoints(points ?? [], transcript?.messages.filter((message) => message.sender === 'customer'));
  const language = languageName(conversation.language);
  return (
    <div className={styles.head}>
      {narrow && <Button appearance="subtle" icon={<ArrowLeftRegular />} aria-label={t('agent.sessions_list')} onClick={onBack} />}
      <div className={styles.names}>
        <Text as="h2" size={400} weight="semibold" className={styles.cut} style={{ margin: 0 }}><bdi>{title}</bdi></Text>
        <Text size={200} className={`${styles.muted} ${styles.cut}`}>
          {[conversation.queue.name, language, conversation.state === 'active' ? '' : t(`state.${conversation.state}`)].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <SentimentBadge level={level} word={word} label={t('sentiment.customer', { level: word })} />
      {line.length > 0 && (
        <span className={styles.wide}>
          <Sparkline points={line} label={t('sentiment.line', { count: line.length, level: word })} interactive />
        </span>
      )}
      {cardHidden && <Button appearance="subtle" icon={<PersonInfoRegular />} aria-label={t('agent.details')} onClick={onCard} />}
      {narrow && (conversation.state === 'open' || unaccepted) && <Button className={styles.narrowing} appearance="primary" disabled={busy} onClick={() => onAct('accept')}>{t('agent.accept')}</Button>}
      {mine && !unaccepted && (conversation.state === 'active' || conversation.state === 'waiting') && (
        <Button className={styles.narrowing} disabled={busy} title={t('agent.end_hint')} onClick={() => onAct('end')}>{t('agent.end')}</Button>
      )}
    </div>
  );
}

function OutgoingFoot({ each, reasonFor, onAgain, onDiscard }: ConversationViewProps & { each: Outgoing }) {
  const t = useText();
  if (each.status === 'stored') return null;
  if (each.status === 'sending') return <>{t('agent.sending')}</>;
  return (
    <span role="status">
      {`${t('agent.unsent', { reason: reasonFor(each) })} `}
      <Link as="button" onClick={() => onAgain(each.client_id)}>{t('agent.send_again')}</Link>
      {' · '}
      <Link as="button" onClick={() => onDiscard(each.client_id)}>{t('agent.discard')}</Link>
    </span>
  );
}
