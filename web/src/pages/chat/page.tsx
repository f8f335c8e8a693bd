import {
  Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, DialogTrigger, Field, Input, Link, Text, Textarea,
  makeStyles, mergeClasses, tokens,
} from '@fluentui/react-components';
import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { SendFilled } from '@fluentui/react-icons/svg/send';
import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Conversation, Message } from '../../api/model';
import type { Outgoing } from '../../live/outbox';
import { outboxLimit, unconfirmed } from '../../live/outbox';
import { clock, dateAndTime, useText } from '../../text';
import { isComposing } from '../../ui/composing';
import { EmptyState, Loading } from '../../ui/empty-state';
import { enterSends } from '../../ui/enter-sends';
import { useTitle } from '../../ui/title';
import type { TranscriptItem } from '../../ui/transcript';
import { Transcript } from '../../ui/transcript';
import { useGrowing } from '../../ui/use-growing';
import { brandOf } from './brand';
import { ConsentBox, ConsentBar } from './consent';
import { chat, useChat, waits } from './chat-store';
import { bytesLeft } from './visit';

const useStyles = makeStyles({
  page: {
    height: '100%', display: 'flex', flexDirection: 'column', maxWidth: '720px', margin: '0 auto', boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400,
    '@media (min-width: 760px)': { borderInlineStartWidth: tokens.strokeWidthThin, borderInlineStartStyle: 'solid', borderInlineStartColor: tokens.colorNeutralStroke2, borderInlineEndWidth: tokens.strokeWidthThin, borderInlineEndStyle: 'solid', borderInlineEndColor: tokens.colorNeutralStroke2 },
  },
  back: { height: '100%', backgroundColor: tokens.colorNeutralBackground3 },
  head: {
    flexShrink: 0, minHeight: '56px', display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`, backgroundColor: 'var(--chatBrand)', color: 'var(--chatOnBrand)',
  },
  names: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  end: { color: 'var(--chatOnBrand)', border: `${tokens.strokeWidthThin} solid var(--chatOnBrand)`, backgroundColor: 'transparent', minHeight: '36px', whiteSpace: 'nowrap', ':hover': { color: 'var(--chatOnBrand)', backgroundColor: 'rgba(255, 255, 255, 0.16)' }, ':hover:active': { color: 'var(--chatOnBrand)', backgroundColor: 'rgba(255, 255, 255, 0.24)' } },
  start: { flexGrow: 1, minHeight: 0, overflowY: 'auto', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalL}` },
  welcome: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  notice: { margin: 0, padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, borderRadius: tokens.borderRadiusLarge, backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  bar: { flexShrink: 0, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorNeutralForeground1, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  form: { flexShrink: 0, display: 'flex', alignItems: 'flex-end', columnGap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, paddingBottom: `max(${tokens.spacingVerticalS}, env(safe-area-inset-bottom))`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  box: { flexGrow: 1, minWidth: 0, '& textarea': { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, minHeight: '44px', maxHeight: '160px' } },
  send: { minHeight: '44px', minWidth: '44px', '@media (max-width: 400px)': { paddingInline: tokens.spacingHorizontalM } },
  over: { flexShrink: 0, display: 'flex', flexDirection: 'column', alignItems: 'center', rowGap: tokens.spacingVerticalM, textAlign: 'center', padding: tokens.spacingHorizontalXL, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  left: { flexShrink: 0, padding: `0 ${tokens.spacingHorizontalL}`, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  wrong: { color: tokens.colorStatusDangerForeground1 },
  large: { minHeight: '44px' },
  failed: { color: tokens.colorStatusDangerForeground1 },
});

/** The channel's brand colour where the embedding page names one: six hexadecimal digits, dark enough for white text. */
function useBrand() {
  const [search] = useSearchParams();
  const asked = search.get('color');
  return useMemo(() => brandOf(asked), [asked]);
}

/** Escape closes the frame of the widget around this page; the message tells nothing of the chat, so that any page may get it. */
function useEscape() {
  useEffect(() => {
    if (window.parent === window) return;
    const pressed = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isComposing(event)) window.parent.postMessage('undertone: close', '*');
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

/** The visitor's page. */
export function ChatPage() {
  const t = useText();
  const styles = useStyles();
  const [search] = useSearchParams();
  const queue = search.get('queue') ?? '';
  const brand = useBrand();
  const { stage, lamp, conversation, fault, box } = useChat();
  useTitle(t('chat.title'));
  useEscape();
  useEffect(() => (queue ? chat.open(queue) : undefined), [queue]);
  if (!queue) return <Blank title={t('chat.no_queue')} text={t('chat.no_queue_text')} />;
  if (stage === 'unavailable') return <Blank title={t('chat.unavailable')} text={t('chat.unavailable_text', { queue })} retry={t('common.retry')} />;
  const waits = box.some((each) => each.status === 'waiting');
  const reason = box.find((each) => each.status === 'waiting')?.reason ?? fault;
  const trouble = waits && reason === 429 ? t('chat.too_many') : waits && reason !== undefined && reason >= 500 ? t('chat.busy')
    : lamp === 'offline' || (waits && reason === 0) ? t('chat.offline') : '';
  return (
    <div className={styles.back}>
      <main className={styles.page} style={brand as React.CSSProperties}>
        <header className={styles.head}>
          <ChatRegular fontSize={24} aria-hidden="true" />
          <div className={styles.names}>
            <h1 className={styles.title}>{t('chat.heading')}</h1>
            <Text size={200} className={styles.cut}>{conversation?.agent?.name && stage === 'talking' ? conversation.agent.name : t('chat.queue', { queue: conversation?.queue.name ?? queue })}</Text>
          </div>
          {stage === 'talking' && <EndButton />}
        </header>
        {stage === 'restoring' && <Loading label={t('chat.restoring')} />}
        {stage === 'fresh' && box.length === 0 && <Start />}
        {(stage === 'talking' || stage === 'over' || (stage === 'fresh' && box.length > 0)) && <Talk />}
        {stage === 'talking' && <ConsentBar />}
        {trouble && <div role="status" className={styles.bar}>{trouble}</div>}
        {stage === 'over' ? <Over /> : <WriteBox disabled={stage === 'restoring'} />}
      </main>
    </div>
  );
}

function Blank({ title, text, retry }: { title: string; text: string; retry?: string }) {
  const styles = useStyles();
  return (
    <div className={styles.back}>
      <main className={styles.page}>
        <EmptyState icon={<ChatRegular />} title={title} text={text} action={retry && <Button onClick={() => chat.startAnew()}>{retry}</Button>} />
      </main>
    </div>
  );
}

function Start() {
  const t = useText();
  const styles = useStyles();
  const { name, notice } = useChat();
  return (
    <div className={styles.start}>
      <h2 className={styles.welcome}>{t('chat.welcome')}</h2>
      <p className={styles.text}>{t('chat.welcome_text')}</p>
      <Field label={t('chat.name')}>
        <Input size="large" value={name} maxLength={100} autoComplete="name" onChange={(_, data) => chat.name(data.value)} />
      </Field>
      <p className={styles.notice}>{notice?.notice || t('chat.notice')}</p>
      <ConsentBox label={t('chat.consent')} />
    </div>
  );
}

/** How often a visitor's page asks how far the line has moved. */
const placeMilliseconds = 15000;

/** That somebody comes, and when, as far as the server knows. */
function placeText({ queue_position: place, expected_wait_seconds: seconds }: Conversation, t: ReturnType<typeof useText>): string {
  const minutes = seconds == null ? 0 : Math.max(1, Math.round(seconds / 60));
  return [
    t('chat.waiting'), place === undefined ? '' : place === 1 ? t('chat.next') : t('chat.place', { place }),
    place !== undefined && minutes > 0 ? t('chat.wait', { count: minutes }) : '',
  ].filter(Boolean).join(' ');
}

/** What the desk says when a chat begins, such as its hours, answers the visitor's first words and stands under them. */
function answered(items: TranscriptItem[]): TranscriptItem[] {
  const first = items.findIndex((each) => each.side !== 'middle');
  if (first <= 0 || items[first]!.side !== 'end') return items;
  return [items[first]!, ...items.slice(0, first), ...items.slice(first + 1)];
}

function Talk() {
  const t = useText();
  const { messages, box, conversation, stage, joinedAfter } = useChat();
  const items = useMemo(() => messages.map((message, index): TranscriptItem => {
    const sender = message.sender;
    const before: Message | undefined = messages[index - 1];
    const starts = !before || before.sender !== sender;
    const named = message.sender_name ?? undefined;
    const author = sender === 'customer' ? t('chat.you') : sender === 'bot' ? t('transcript.bot') : (named ?? conversation?.agent?.name ?? t('chat.staff'));
    return {
      id: message.id,
      side: sender === 'customer' ? 'end' : sender === 'system' ? 'middle' : 'start',
      look: sender === 'customer' ? 'filled' : sender === 'system' ? 'quiet' : 'plain',
      author,
      head: starts && sender !== 'system'
        ? <time dateTime={message.created_at} title={dateAndTime(message.created_at)}>{t('transcript.at', { author, time: clock(message.created_at) })}</time>
        : undefined,
      body: message.text,
    };
  }), [messages, conversation?.agent?.name, t]);
  const pending = unconfirmed(box, messages).map((each): TranscriptItem => ({
    id: each.client_id, side: 'end', look: 'filled', author: t('chat.you'), body: each.text, pending: each.status !== 'failed',
    foot: <Foot each={each} />,
  }));
  const waiting = stage !== 'over' && conversation !== undefined && waits(conversation);
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => chat.refresh(), placeMilliseconds);
    return () => clearInterval(timer);
  }, [waiting]);
  const hint: TranscriptItem[] = waiting && !conversation.out_of_hours
    ? [{ id: 'waiting', side: 'middle', look: 'quiet', author: '', body: placeText(conversation, t) }] : [];
  const joined: TranscriptItem[] = joinedAfter !== undefined && conversation?.agent
    ? [{ id: 'joined', side: 'middle', look: 'quiet', author: '', body: conversation.agent.name ? t('chat.joined', { name: conversation.agent.name }) : t('chat.joined_open') }] : [];
  const before = messages.filter((message) => message.created_at <= (joinedAfter ?? '')).length;
  return (
    <Transcript large label={t('chat.log')} latest={t('transcript.latest')} items={[...answered([...items.slice(0, before), ...joined, ...items.slice(before), ...pending]), ...hint]} />
  );
}

function Foot({ each }: { each: Outgoing }) {
  const t = useText();
  const styles = useStyles();
  if (each.status === 'sending') return <>{t('chat.sending')}</>;
  if (each.status === 'stored') return <>{t('chat.sent')}</>;
  if (each.status === 'waiting') {
    return <>{`${t('chat.waiting_to_send')} `}<Link as="button" onClick={() => chat.again(each.client_id)}>{t('chat.again')}</Link></>;
  }
  return <span role="status" className={styles.failed}>{each.reason === 413 ? t('chat.too_long') : t('chat.refused')}</span>;
}

function WriteBox({ disabled }: { disabled: boolean }) {
  const t = useText();
  const styles = useStyles();
  const [text, setText] = useState('');
  const box = useGrowing(text);
  const full = useChat((state) => state.box.length >= outboxLimit);
  const left = bytesLeft(text);
  const ready = text.trim() !== '' && left >= 0 && !disabled && !full;
  const send = () => {
    if (!ready) return;
    chat.send(text.trim());
    setText('');
    box.current?.focus();
  };
  return (
    <>
      {left < 2000 && (
        <div role="status" className={mergeClasses(styles.left, left < 0 && styles.wrong)}>
          {left < 0 ? t('chat.too_long') : t('chat.characters_left', { count: left })}
        </div>
      )}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Textarea
          className={styles.box}
          size="large"
          textarea={{ ref: box, dir: 'auto', enterKeyHint: 'send' }}
          aria-label={t('chat.message')}
          placeholder={t('chat.placeholder')}
          rows={1}
          resize="none"
          value={text}
          onChange={(_, data) => setText(data.value)}
          onKeyDown={enterSends(send)}
        />
        <Button type="submit" appearance="primary" size="large" className={styles.send} icon={<SendFilled />} disabled={!ready}>{t('chat.send')}</Button>
      </form>
    </>
  );
}

function EndButton() {
  const t = useText();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const end = async () => {
    setFailed(false);
    if (await chat.end()) setOpen(false);
    else setFailed(true);
  };
  return (
    <Dialog open={open} onOpenChange={(_, data) => { setOpen(data.open); setFailed(false); }} modalType="alert">
      <DialogTrigger disableButtonEnhancement><Button className={styles.end}>{t('chat.end')}</Button></DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('chat.end_title')}</DialogTitle>
          <DialogContent>
            {t('chat.end_text')}
            {failed && <p role="alert" className={styles.failed}>{t('chat.end_failed')}</p>}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement><Button className={styles.large}>{t('chat.end_keep')}</Button></DialogTrigger>
            <Button appearance="primary" className={styles.large} onClick={() => void end()}>{t('chat.end')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Over() {
  const t = useText();
  const styles = useStyles();
  return (
    <div className={styles.over} role="status">
      <div>
        <Text as="p" block align="center" weight="semibold" size={400} style={{ margin: 0 }}>{t('chat.ended')}</Text>
        <Text as="p" block align="center" size={300} style={{ margin: 0 }}>{t('chat.ended_text')}</Text>
      </div>
      <Button appearance="primary" size="large" className={styles.large} onClick={() => chat.startAnew()}>{t('chat.again_new')}</Button>
    </div>
  );
}
