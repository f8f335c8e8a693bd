import { Button, MessageBar, MessageBarBody, MessageBarTitle, Text, Tooltip, makeStyles, tokens } from '@fluentui/react-components';
import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { PanelRightExpandRegular } from '@fluentui/react-icons/svg/panel-right-expand';
import { PanelRightContractRegular } from '@fluentui/react-icons/svg/panel-right-contract';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../api/client';
import type { Conversation } from '../../api/model';
import { focusOn, loadTranscript, openConversation, takeOver, useLive } from '../../live/store';
import { sparkPoints, useItems } from '../../staff/messages';
import { failureText, titleOf } from '../../staff/words';
import { languageName, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { Sparkline } from '../../ui/sparkline';
import { Transcript } from '../../ui/transcript';

const useStyles = makeStyles({
  panel: { height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0, backgroundColor: tokens.colorNeutralBackground1, borderInlineStartWidth: tokens.strokeWidthThin, borderInlineStartStyle: 'solid', borderInlineStartColor: tokens.colorNeutralStroke2, outlineStyle: 'none' },
  head: { flexShrink: 0, display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  names: { flexGrow: 1, flexBasis: 0, minWidth: '120px', display: 'flex', flexDirection: 'column' },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  muted: { color: tokens.colorNeutralForeground3 },
  buttons: { display: 'flex', columnGap: tokens.spacingHorizontalXS },
  mood: { order: 3, flexBasis: '100%', display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  bar: { flexShrink: 0, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0` },
});

interface MonitorPanelProps {
  conversation: string;
  full: boolean;
  onFull: () => void;
  onClose: () => void;
}

type Standing = { kind: 'asking' } | { kind: 'monitoring' } | { kind: 'refused'; reason: string };

/** Asks the server to monitor, once for each conversation opened, and leaves it again on closing. */
function useMonitoring(key: string): Standing {
  const [standing, setStanding] = useState<{ key: string; value: Standing }>({ key, value: { kind: 'asking' } });
  useEffect(() => {
    let left = false;
    let began = false;
    const set = (value: Standing) => {
      if (!left) setStanding({ key, value });
    };
    focusOn(key);
    openConversation(key).catch(() => undefined);
    api.act(key, 'monitor').then(
      (answer) => {
        began = true;
        takeOver(answer);
        set({ kind: 'monitoring' });
        if (left) void api.act(key, 'leave').catch(() => undefined);
      },
      (cause: unknown) => set({ kind: 'refused', reason: failureText(cause) }),
    );
    return () => {
      left = true;
      focusOn(null);
      if (began) void api.act(key, 'leave').catch(() => undefined);
    };
  }, [key]);
  return standing.key === key ? standing.value : { kind: 'asking' };
}

/** The monitored conversation beside the board: the transcript with its readings, and the notice that one reads along. */
export function MonitorPanel({ conversation: key, full, onFull, onClose }: MonitorPanelProps) {
  const t = useText();
  const styles = useStyles();
  const panel = useRef<HTMLElement>(null);
  const standing = useMonitoring(key);
  const conversation = useLive((state) => state.conversations[key]);
  const transcript = useLive((state) => state.transcripts[key]);
  const title = titleOf(conversation);
  const items = useItems(transcript?.messages ?? [], { customer: title, agent: conversation?.agent?.name, openReadings: true });
  useEffect(() => {
    panel.current?.focus();
  }, [key]);
  return (
    <section
      ref={panel}
      className={styles.panel}
      aria-label={t('monitor.panel')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <Header conversation={conversation} full={full} onFull={onFull} onClose={onClose} title={title} standing={standing} />
      <div className={styles.bar}>
        {standing.kind === 'asking' && <Text size={200} className={styles.muted}>{t('monitor.starting')}</Text>}
        {standing.kind === 'monitoring' && (
          <MessageBar intent="info" layout="auto">
            <MessageBarBody><MessageBarTitle>{t('monitor.notice')}</MessageBarTitle>{t('monitor.notice_text')}</MessageBarBody>
          </MessageBar>
        )}
        {standing.kind === 'refused' && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody><MessageBarTitle>{t('monitor.refused')}</MessageBarTitle>{standing.reason}</MessageBarBody>
          </MessageBar>
        )}
        {conversation?.state === 'closed' && <Text size={200} className={styles.muted}>{t('monitor.ended')}</Text>}
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
          items={items}
          empty={<EmptyState icon={<ChatRegular />} title={t('agent.no_messages')} text={t('agent.no_messages_text', { name: title })} />}
        />
      )}
    </section>
  );
}

function Header({ conversation, full, title, standing, onFull, onClose }: Omit<MonitorPanelProps, 'conversation'> & { conversation?: Conversation; title: string; standing: Standing }) {
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
        <Text as="h2" size={400} weight="semibold" className={styles.cut} style={{ margin: 0 }}>
          {standing.kind === 'monitoring' ? t('monitor.title', { title }) : title}
        </Text>
        {conversation && <Text size={200} className={`${styles.muted} ${styles.cut}`}>{facts.filter(Boolean).join(' · ')}</Text>}
      </div>
      {conversation && (
        <div className={styles.mood}>
          <SentimentBadge level={level} word={word} label={t('sentiment.customer', { level: word })} />
          {points.length > 0 && <Sparkline points={points} label={t('sentiment.line', { count: points.length, level: word })} interactive />}
        </div>
      )}
      <div className={styles.buttons}>
        <Tooltip relationship="label" content={full ? t('monitor.narrow') : t('monitor.widen')}>
          <Button appearance="subtle" icon={full ? <PanelRightContractRegular /> : <PanelRightExpandRegular />} onClick={onFull} />
        </Tooltip>
        <Tooltip relationship="label" content={t('monitor.close')}>
          <Button appearance="subtle" icon={<DismissRegular />} onClick={onClose} />
        </Tooltip>
      </div>
    </div>
  );
}
