import { Tooltip, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { Message, Point, Reading } from '../api/model';
import type { Outgoing } from '../live/outbox';
import { clock, dateAndTime, languageName, number, percent, t, useText } from '../text';
import { MarkedText } from '../ui/marked-text';
import { SentimentFace } from '../ui/sentiment-badge';
import type { SparkPoint } from '../ui/sparkline';
import type { TranscriptItem } from '../ui/transcript';
import { levelColour } from '../ui/levels';

const useStyles = makeStyles({
  reading: {
    display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, flexShrink: 0,
    padding: tokens.spacingHorizontalXXS, border: 'none', borderRadius: tokens.borderRadiusMedium, backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground3, fontFamily: 'inherit', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2 },
  },
  quiet: { opacity: 0.75, ':hover': { opacity: 1 }, ':focus-visible': { opacity: 1 } },
  word: { fontWeight: tokens.fontWeightSemibold },
  facts: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
});

/** The reading of one message: its face at the bubble's edge, everything else on hover or focus. */
function ReadingMark({ reading, open }: { reading: Reading; open: boolean }) {
  const text = useText();
  const styles = useStyles();
  const word = text(`level.${reading.level}`);
  const language = languageName(reading.language);
  const facts = [
    reading.pulse === null ? text('sentiment.reading_none') : text('sentiment.reading_pulse', { level: word, pulse: number(reading.pulse, 1) }),
    reading.pulse === null ? '' : text('sentiment.confidence', { value: percent(reading.confidence) }),
    reading.mixed !== null && reading.mixed >= 0.3 ? text('sentiment.mixed', { value: percent(reading.mixed) }) : '',
    language,
    reading.profanity && (reading.profane || reading.profanity.aim === 'person') ? text(`sentiment.profanity_${reading.profanity.aim}`) : '',
    reading.partial ? text('sentiment.partial') : '',
    reading.model ? text('sentiment.model', { value: reading.model }) : '',
  ].filter(Boolean);
  return (
    <Tooltip
      relationship="description"
      content={{ children: <ul className={styles.facts}>{facts.map((fact) => <li key={fact}>{fact}</li>)}</ul> }}
    >
      <button type="button" className={mergeClasses(styles.reading, !open && styles.quiet)} aria-label={text('sentiment.reading', { level: word })}>
        <SentimentFace level={reading.level} size={16} />
        {open && <span className={styles.word} style={{ color: levelColour(reading.level) }}>{word}</span>}
      </button>
    </Tooltip>
  );
}

interface View {
  customer: string;
  agent?: string;
  me?: string;
  /** Readings with their word beside the face. */
  openReadings: boolean;
  /** No reading is shown: the feeling is not monitored now. */
  hideReadings?: boolean;
}

const together = 5 * 60 * 1000;

/** Turns stored messages into what the transcript draws; neighbours by the same sender form a group. */
export function useItems(messages: readonly Message[], view: View): TranscriptItem[] {
  const text = useText();
  const { customer, agent, me, openReadings, hideReadings } = view;
  return useMemo(() => messages.map((message, index) => {
    const sender = message.sender;
    const internal = message.visibility === 'internal';
    const before = messages[index - 1];
    const starts = !before || before.sender !== sender || (before.visibility === 'internal') !== internal ||
      Date.parse(message.created_at) - Date.parse(before.created_at) > together;
    const named = message.sender_name ?? undefined;
    const author = sender === 'customer' ? customer
      : sender === 'agent' ? (me && (named ?? agent ?? me) === me ? text('common.you') : (named ?? agent ?? text('transcript.agent')))
      : (me && named === me ? text('common.you') : (named ?? text(`transcript.${sender}`)));
    const reading = hideReadings ? undefined : message.reading;
    const at = text('transcript.at', { author: internal ? `${author} · ${text('transcript.note')}` : author, time: clock(message.created_at) });
    return {
      id: message.id,
      side: sender === 'customer' ? 'start' : sender === 'system' ? 'middle' : 'end',
      look: internal ? 'note' : sender === 'system' ? 'quiet' : sender === 'customer' ? 'plain' : 'own',
      author,
      head: starts && sender !== 'system' ? <time dateTime={message.created_at} title={dateAndTime(message.created_at)}>{at}</time> : undefined,
      body: <MarkedText text={message.text} marks={reading?.phrases ?? []} />,
      edge: reading && sender === 'customer' ? <ReadingMark reading={reading} open={openReadings} /> : undefined,
      language: reading && reading.language !== 'und' ? reading.language : undefined,
    } satisfies TranscriptItem;
  }), [messages, customer, agent, me, openReadings, hideReadings, text]);
}

/** Messages of one's own that are still under way. */
export function pendingItems(box: readonly Outgoing[], foot: (each: Outgoing) => React.ReactNode): TranscriptItem[] {
  return box.map((each) => ({
    id: each.client_id,
    side: 'end',
    look: each.internal ? 'note' : 'own',
    author: t('common.you'),
    body: each.text,
    foot: foot(each),
    pending: each.status !== 'failed',
  }));
}

/** The points of a conversation as the sparkline takes them, with a gap for each customer message without score. */
export function sparkPoints(points: readonly Point[], messages: readonly Message[] = []): SparkPoint[] {
  const scored = points.map((point) => ({
    at: point.at, message: point.message, pulse: point.pulse, level: point.level,
    text: t('sentiment.point', { level: t(`level.${point.level}`), pulse: number(point.pulse ?? 0), time: clock(point.at) }),
  }));
  const known = new Set(points.map((point) => point.message));
  const gaps = messages
    .filter((message) => message.sender === 'customer' && !known.has(message.id) && message.reading)
    .map((message) => ({
      at: message.created_at, message: message.id, pulse: null, level: 'none' as const,
      text: t('sentiment.point_none', { time: clock(message.created_at) }),
    }));
  return [...scored, ...gaps].sort((a, b) => a.at.localeCompare(b.at));
}
