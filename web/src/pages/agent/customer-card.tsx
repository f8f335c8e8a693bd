import { Button, Spinner, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '../../api/client';
import type { Conversation, Message, Phrase, Point } from '../../api/model';
import type { Transcript } from '../../live/apply';
import { isShown, shownToAgent, titleOf } from '../../staff/words';
import { WrapUpWords } from '../../staff/wrap-up';
import { ago, dateAndTime, languageName, number, percent, useText } from '../../text';
import { SentimentBadge, SentimentFace } from '../../ui/sentiment-badge';
import type { SparkPoint } from '../../ui/sparkline';
import { Sparkline } from '../../ui/sparkline';
import { useWidth } from '../../ui/use-width';
import { sparkPoints } from '../../staff/messages';
import { Earlier } from './earlier';
import { windowOf } from './window';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL, padding: tokens.spacingHorizontalL, overflowY: 'auto', height: '100%', boxSizing: 'border-box', backgroundColor: tokens.colorNeutralBackground2 },
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  facts: { display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, margin: 0 },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  muted: { color: tokens.colorNeutralForeground3 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  course: { minHeight: '56px' },
  share: { display: 'flex', columnGap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  said: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  words: { minWidth: 0, display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden', overflowWrap: 'anywhere' },
  weight: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
  ask: { alignSelf: 'flex-start' },
  phrases: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, listStyleType: 'none', margin: 0, padding: 0 },
  phrase: {
    display: 'inline-flex', columnGap: tokens.spacingHorizontalXS, padding: `0 ${tokens.spacingHorizontalS}`, borderRadius: tokens.borderRadiusCircular,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase300, backgroundColor: tokens.colorNeutralBackground1,
  },
  note: { borderInlineStartWidth: '3px', borderInlineStartStyle: 'solid', borderInlineStartColor: tokens.colorStatusWarningBorder2, paddingInlineStart: tokens.spacingHorizontalS, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', textAlign: 'start' },
});

function Part({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.part}>
      <Text as="h3" size={300} weight="semibold" style={{ margin: 0 }}>{title}</Text>
      {children}
    </section>
  );
}

/** Who the customer is, why the level is what it is, and the notes. */
export function CustomerCard({ conversation, transcript, points, now }: { conversation: Conversation; transcript?: Transcript; points?: Point[]; now: number }) {
  const t = useText();
  const styles = useStyles();
  const messages = transcript?.messages ?? [];
  const notes = messages.filter((message) => message.visibility === 'internal');
  const language = languageName(conversation.language);
  const facts: [string, ReactNode][] = [
    [t('card.queue'), conversation.queue.name],
    [t('card.channel'), conversation.channel === 'live_chat' ? t('card.live_chat') : conversation.channel],
    [t('card.language'), language || t('common.unknown')],
    [t('card.status'), t(`state.${conversation.state}`)],
    [t('card.started'), <time key="started" dateTime={conversation.created_at} title={dateAndTime(conversation.created_at)}>{ago(conversation.created_at, now)}</time>],
  ];
  return (
    <aside className={styles.card} aria-label={t('agent.customer')}>
      <section className={styles.part}>
        <Text as="h2" size={500} weight="semibold" style={{ margin: 0, overflowWrap: 'anywhere' }}><bdi>{titleOf(conversation)}</bdi></Text>
        <dl className={styles.facts}>
          {facts.map(([term, value]) => (
            <FactLine key={term} term={term} value={value} />
          ))}
        </dl>
      </section>
      {conversation.wrap_up && conversation.state !== 'wrap_up' && <Part title={t('wrap_up.title')}><WrapUpWords wrapUp={conversation.wrap_up} /></Part>}
      <Why conversation={conversation} messages={messages} status={transcript?.status} scored={points ?? []} />
      {conversation.customer.id && <Part title={t('earlier.title')}><Earlier key={conversation.id} conversation={conversation} /></Part>}
      <Part title={t('card.notes')}>
        {notes.length === 0 && <Text size={200} className={styles.muted}>{t('card.notes_none')}</Text>}
        {notes.length > 0 && (
          <ul className={styles.list}>
            {notes.map((note) => <li key={note.id} className={styles.note} dir="auto">{note.text}</li>)}
          </ul>
        )}
      </Part>
    </aside>
  );
}

function FactLine({ term, value }: { term: string; value: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{value}</dd>
    </>
  );
}

/** Why there is no score; nothing is claimed about messages that are not here. */
function whyNone(conversation: Conversation, messages: Message[], status: Transcript['status'] | undefined) {
  if (status === 'failed') return 'card.why_unknown';
  if (status !== 'ready') return null;
  if (conversation.consent === false) return 'card.why_refused';
  return messages.some((message) => message.sender === 'customer' && message.reading?.level === 'none') ? 'card.why_unscored' : 'card.why_none';
}

function Why({ conversation, messages, status, scored }: { conversation: Conversation; messages: Message[]; status?: Transcript['status']; scored: Point[] }) {
  const t = useText();
  const styles = useStyles();
  const level = shownToAgent(conversation.level);
  const share = windowOf(messages);
  const none = whyNone(conversation, messages, status);
  const points = sparkPoints(scored, messages.filter((message) => message.sender === 'customer'));
  const line = points.length > 0
    ? t('sentiment.line', { count: points.length, level: t(`level.${level}`) })
    : t('sentiment.line_empty');
  if (!isShown(conversation))
    return <Part title={t('card.why')}><Text size={200} className={styles.muted}>{t('card.not_monitored')}</Text></Part>;
  return (
    <Part title={t('card.why')}>
      <SentimentBadge level={level} word={t(`level.${level}`)} />
      {points.length > 0 && <Course points={points} label={line} />}
      {share.length === 0 && none && <Text size={200} className={styles.muted}>{t(none)}</Text>}
      {share.length > 0 && (
        <>
          {conversation.pulse != null && <Text size={200}>{t('card.pulse', { value: number(conversation.pulse, 1) })}</Text>}
          <ul className={styles.list}>
            {share.map(({ message, weight }) => (
              <li key={message.id} className={styles.share}>
                <SentimentFace level={message.reading!.level} size={18} />
                <span className={styles.said}>
                  <Text size={200} className={styles.words} dir="auto">{message.text}</Text>
                  {message.reading?.own_phrase && <Text size={200} className={styles.muted}>{t('feedback.own_phrase', { phrase: message.reading.own_phrase })}</Text>}
                </span>
                <Text size={200} className={styles.weight}>{t('card.share', { share: percent(weight) })}</Text>
              </li>
            ))}
          </ul>
          {share.some((each) => each.message.reading?.profane && each.message.reading.language === 'en') && (
            <Text size={200} className={styles.muted}>{t('card.why_profane')}</Text>
          )}
          <Text size={200} className={styles.muted}>{t('card.why_text')}</Text>
          <AskedPhrases key={conversation.id} conversation={conversation.id} messages={share.map((each) => each.message)} />
        </>
      )}
    </Part>
  );
}

/** The pulse over the messages, as wide as what stands under it. */
function Course({ points, label }: { points: SparkPoint[]; label: string }) {
  const styles = useStyles();
  const { ref, width } = useWidth<HTMLDivElement>();
  return <div ref={ref} className={styles.course}>{width > 0 && <Sparkline points={points} label={label} width={width} height={56} interactive />}</div>;
}

/** Finding phrases costs many readings of a text, so they are looked for when somebody asks. */
function AskedPhrases({ conversation, messages }: { conversation: string; messages: Message[] }) {
  const t = useText();
  const styles = useStyles();
  const [asked, setAsked] = useState(false);
  const answers = useQueries({
    queries: messages.map(({ id }) => ({
      queryKey: ['explained', conversation, id], queryFn: () => api.message(conversation, id), enabled: asked, staleTime: Infinity, retry: false,
    })),
  });
  const phrases = answers.flatMap((answer) => answer.data?.reading?.phrases ?? []);
  if (!asked) return <Button size="small" className={styles.ask} onClick={() => setAsked(true)}>{t('card.phrases_show')}</Button>;
  if (answers.some((answer) => answer.isPending)) return <Spinner size="tiny" labelPosition="after" label={t('card.phrases_finding')} />;
  if (answers.every((answer) => answer.isError)) return <Text size={200} className={styles.muted} role="alert">{t('card.phrases_failed')}</Text>;
  return phrases.length > 0 ? <Phrases phrases={phrases} /> : <Text size={200} className={styles.muted}>{t('card.phrases_none')}</Text>;
}

function Phrases({ phrases }: { phrases: Phrase[] }) {
  const t = useText();
  const styles = useStyles();
  const strongest = [...new Map(phrases.map((each) => [each.text.toLocaleLowerCase(), each])).values()]
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, 6);
  return (
    <>
      <Text size={200} weight="semibold">{t('card.phrases')}</Text>
      <ul className={styles.phrases}>
        {strongest.map((each) => (
          <li key={each.text} className={styles.phrase}>
            <span dir="auto">{each.text}</span>
            <span className={styles.muted}>{each.weight < 0 ? t('card.lowers') : t('card.raises')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
