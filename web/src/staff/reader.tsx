import { Button, Drawer, DrawerBody, DrawerHeader, DrawerHeaderTitle, Text, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, api } from '../api/client';
import type { Conversation, Message } from '../api/model';
import { dateAndTime, useText } from '../text';
import { EmptyState, ErrorState, Loading } from '../ui/empty-state';
import { Facts } from '../ui/facts';
import { useMedia } from '../ui/now';
import { SentimentBadge } from '../ui/sentiment-badge';
import { Transcript } from '../ui/transcript';
import { useAccount } from './account';
import { useItems } from './messages';
import { failureText, isShown, titleOf } from './words';
import { WrapUpWords } from './wrap-up';

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw' },
  body: { padding: 0, display: 'flex', flexDirection: 'column', minHeight: 0 },
  head: {
    flexShrink: 0, display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalM}`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  facts: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  muted: { color: tokens.colorNeutralForeground3 },
  note: { flexShrink: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, maxHeight: '30%', overflowY: 'auto', padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground2 },
  title: { margin: 0 },
});

interface ReaderProps {
  /** Which conversation; null closes the drawer. */
  conversation: string | null;
  /** Its customer's name, until the conversation itself has come. */
  title: string;
  /** The message that the reader came for. */
  message?: string;
  onClose: () => void;
}

/** A conversation to be read, nothing more: its transcript, its last level and what was noted, in a drawer. */
export function Reader({ conversation: key, title, message, onClose }: ReaderProps) {
  const t = useText();
  const styles = useStyles();
  const narrow = useMedia('(max-width: 700px)');
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (key === null) return;
    opener.current = document.activeElement;
    return () => {
      const from = opener.current;
      requestAnimationFrame(() => from instanceof HTMLElement && from.isConnected && from.focus());
    };
  }, [key]);
  return (
    <Drawer type="overlay" position="end" size={narrow ? 'full' : 'medium'} className={styles.drawer} open={key !== null} onOpenChange={(_, data) => !data.open && onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={t('common.close')} onClick={onClose} />}>
          <bdi>{title}</bdi>
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>{key !== null && <Content conversation={key} message={message} />}</DrawerBody>
    </Drawer>
  );
}

function Content({ conversation: key, message }: { conversation: string; message?: string }) {
  const t = useText();
  const conversation = useQuery({ queryKey: ['read', key], queryFn: () => api.conversation(key), staleTime: 0, retry: false });
  const messages = useQuery({ queryKey: ['read', key, 'messages'], queryFn: () => api.messages(key), staleTime: 0, retry: false });
  const fault = conversation.error ?? messages.error;
  if (fault instanceof ApiError && (fault.status === 403 || fault.status === 404)) return <EmptyState title={t('reader.refused')} text={t('reader.refused_text')} />;
  if (fault) {
    const again = () => { void conversation.refetch(); void messages.refetch(); };
    return <ErrorState title={t('failure.title')} text={failureText(fault)} retry={t('common.retry')} onRetry={again} />;
  }
  if (!conversation.data || !messages.data) return <Loading label={t('common.loading')} />;
  return <Read conversation={conversation.data} messages={messages.data} message={message} />;
}

function Read({ conversation, messages, message }: { conversation: Conversation; messages: Message[]; message?: string }) {
  const t = useText();
  const styles = useStyles();
  const me = useAccount();
  const navigate = useNavigate();
  const level = conversation.level ?? 'none';
  const shown = isShown(conversation);
  const items = useItems(messages, { conversation: conversation.id, customer: titleOf(conversation), me: me.name, openReadings: false, hideReadings: !shown });
  const page = me.role === 'agent' ? '/agent' : '/supervisor';
  return (
    <>
      <div className={styles.head}>
        <span className={styles.facts}>
          <Text>{t('reader.began', { queue: conversation.queue.name, time: dateAndTime(conversation.created_at) })}</Text>
          <Text size={200} className={styles.muted}>
            <Facts of={[t(`state.${conversation.state}`), conversation.agent && t('reader.agent', { name: conversation.agent.name }), conversation.subject]} />
          </Text>
        </span>
        {shown && <SentimentBadge level={level} word={t(`level.${level}`)} label={t('sentiment.customer', { level: t(`level.${level}`) })} />}
        {conversation.state !== 'closed' && (
          <Button size="small" onClick={() => void navigate(`${page}?conversation=${encodeURIComponent(conversation.id)}`)}>{t('reader.go')}</Button>
        )}
      </div>
      {conversation.wrap_up && (
        <section className={styles.note} aria-label={t('wrap_up.title')}>
          <Text as="h3" size={300} weight="semibold" className={styles.title}>{t('wrap_up.title')}</Text>
          <WrapUpWords wrapUp={conversation.wrap_up} />
        </section>
      )}
      <Transcript
        key={`${conversation.id} ${message ?? ''}`}
        label={t('agent.messages')}
        latest={t('transcript.latest')}
        items={items}
        sought={message}
        empty={<EmptyState compact title={t('reader.empty')} />}
      />
    </>
  );
}
