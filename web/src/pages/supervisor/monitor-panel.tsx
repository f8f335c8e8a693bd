import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, Text, makeStyles, tokens } from '@fluentui/react-components';
import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { useEffect, useRef } from 'react';
import type { Conversation, SupervisorActions } from '../../api/model';
import { loadTranscript, useLive } from '../../live/store';
import { useAccount } from '../../staff/account';
import { Composer } from '../../staff/composer';
import type { Draft } from '../../staff/composer';
import { useItems } from '../../staff/messages';
import { outboxes } from '../../staff/outboxes';
import { useUnsent } from '../../staff/unsent';
import { isShown, titleOf } from '../../staff/words';
import { WrapUpPanel, WrapUpWords } from '../../staff/wrap-up';
import { useText } from '../../text';
import { isComposing } from '../../ui/composing';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Transcript } from '../../ui/transcript';
import type { Choice } from './acts';
import { PanelActions, PanelHeader } from './panel-head';
import type { Standing } from './standing';
import { useStanding } from './standing';

const useStyles = makeStyles({
  panel: { height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0, backgroundColor: tokens.colorNeutralBackground1, borderInlineStartWidth: tokens.strokeWidthThin, borderInlineStartStyle: 'solid', borderInlineStartColor: tokens.colorNeutralStroke2, outlineStyle: 'none' },
  muted: { color: tokens.colorNeutralForeground3 },
  bar: { flexShrink: 0, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
});

interface MonitorPanelProps {
  conversation: string;
  full: boolean;
  switches?: SupervisorActions;
  /** The place to write gets the focus when this grows. */
  asked: number;
  /** Joins as soon as the panel has opened the conversation. */
  joining: boolean;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  /** Actions that ask first. */
  onAsk: (act: Choice) => void;
  onFull: () => void;
  onClose: () => void;
  /** The monitoring of a conversation could not be ended. */
  onStuck: (conversation: string, cause: unknown) => void;
}

/** The conversation in the panel, and how its reader stands to it. */
export function MonitorPanel(props: MonitorPanelProps) {
  const { conversation: key, switches, asked, joining, draft, onDraft, onClose } = props;
  const t = useText();
  const styles = useStyles();
  const me = useAccount();
  const panel = useRef<HTMLElement>(null);
  const { standing, busy, fault, act, again, monitor } = useStanding(key, me.id, joining, props.onStuck);
  const conversation = useLive((state) => state.conversations[key]);
  const transcript = useLive((state) => state.transcripts[key]);
  const title = titleOf(conversation);
  const items = useItems(transcript?.messages ?? [], { conversation: key, customer: title, me: me.name, openReadings: true, hideReadings: conversation && !isShown(conversation) });
  const pending = useUnsent(key);
  const voice = conversation ? voiceOf(conversation, standing) : 'none';
  const wrapping = conversation?.state === 'wrap_up' && standing.kind === 'own';
  const shown = useRef(key);
  useEffect(() => {
    shown.current = key;
    panel.current?.focus();
  }, [key]);
  const ask = (which: Choice) => {
    if (which === 'join') void act('join');
    else if (which === 'leave') void act('leave').then((done) => done && shown.current === key && onClose());
    else if (which === 'monitor') anew(monitor);
    else props.onAsk(which);
  };
  /** The button that was pressed goes; the keyboard stays in the panel. */
  const anew = (begin: () => void) => {
    begin();
    panel.current?.focus();
  };
  return (
    <section
      ref={panel}
      className={styles.panel}
      aria-label={t('monitor.panel')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && !isComposing(event.nativeEvent)) onClose();
      }}
    >
      <PanelHeader {...props} conversation={conversation} title={title} standing={standing.kind} />
      {conversation && (
        <PanelActions conversation={conversation} me={me.id} switches={switches} standing={standing.kind} busy={busy} onAct={ask} onOwn={(which) => void act(which)} />
      )}
      <div className={styles.bar}>
        <StandingNotice standing={standing} state={conversation?.state} onAgain={() => anew(again)} />
        {fault && <div role="alert"><MessageBar intent="error" layout="multiline"><MessageBarBody>{fault}</MessageBarBody></MessageBar></div>}
        {conversation?.wrap_up && !wrapping && <section aria-label={t('wrap_up.title')}><WrapUpWords wrapUp={conversation.wrap_up} /></section>}
        {conversation?.raised_hand && (
          <MessageBar intent="warning"><MessageBarBody>{t('supervise.hand', { agent: conversation.agent?.name ?? t('transcript.agent') })}</MessageBarBody></MessageBar>
        )}
      </div>
      {transcript?.status === 'failed' ? (
        <ErrorState title={t('failure.title')} text={t('failure.offline')} retry={t('common.retry')} onRetry={() => void loadTranscript(key)} />
      ) : !transcript || (transcript.status === 'loading' && items.length === 0) ? (
        <Loading label={t('common.loading')} />
      ) : (
        <Transcript
          key={key}
          label={t('agent.messages')}
          latest={t('transcript.latest')}
          items={[...items, ...pending]}
          empty={<EmptyState icon={<ChatRegular />} title={t('agent.no_messages')} text={t('agent.no_messages_text', { name: title })} />}
        />
      )}
      {wrapping && <WrapUpPanel key={key} conversation={conversation} busy={busy} onFinish={() => void act('close')} />}
      {voice !== 'none' && (!wrapping || draft.text !== '') && (
        <Composer
          name={title}
          draft={draft}
          noteOnly={voice === 'inside'}
          inside={standing.kind === 'own' ? 'note' : 'whisper'}
          asked={asked}
          onDraft={onDraft}
          onSend={(written) => {
            outboxes.send(key, written.text, written.note);
            onDraft({ text: '', note: written.note });
          }}
        />
      )}
    </section>
  );
}

/** What the reader may write: to the customer too after joining or as the agent, else to the agent alone. */
function voiceOf(conversation: Conversation, standing: Standing): 'both' | 'inside' | 'none' {
  const state = conversation.state;
  if (standing.kind === 'own' && !conversation.awaiting_acceptance) return state === 'wrap_up' ? 'inside' : state === 'closed' ? 'none' : 'both';
  if (standing.kind === 'joined') return state === 'active' || state === 'waiting' ? 'both' : 'none';
  return standing.kind === 'monitoring' && state !== 'closed' && state !== 'open' ? 'inside' : 'none';
}

function StandingNotice({ standing, state, onAgain }: { standing: Standing; state?: Conversation['state']; onAgain: () => void }) {
  const t = useText();
  const styles = useStyles();
  if (state === 'closed') return <Text size={200} className={styles.muted}>{t('monitor.ended')}</Text>;
  if (standing.kind === 'asking') return <Text size={200} className={styles.muted}>{t('monitor.starting')}</Text>;
  if (standing.kind === 'refused') {
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody><MessageBarTitle>{t('monitor.refused')}</MessageBarTitle>{standing.reason}</MessageBarBody>
      </MessageBar>
    );
  }
  if (standing.kind === 'failed') {
    return (
      <div role="alert">
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody><MessageBarTitle>{t('monitor.failed')}</MessageBarTitle>{standing.reason}</MessageBarBody>
          <MessageBarActions><Button onClick={onAgain}>{t('common.retry')}</Button></MessageBarActions>
        </MessageBar>
      </div>
    );
  }
  const [head, text] = {
    monitoring: [t('monitor.notice'), t('monitor.notice_text')],
    joined: [t('supervise.joined'), t(state === 'wrap_up' ? 'supervise.joined_after' : 'supervise.joined_text')],
    own: [t('supervise.own'), t('supervise.own_text')],
    offered: [t('supervise.to_accept'), t('supervise.to_accept_text')],
    apart: [t('supervise.apart'), t('supervise.apart_text')],
    open: [t('monitor.open'), t('monitor.open_text')],
  }[standing.kind];
  return (
    <MessageBar intent="info" layout="auto">
      <MessageBarBody><MessageBarTitle>{head}</MessageBarTitle>{text}</MessageBarBody>
    </MessageBar>
  );
}
