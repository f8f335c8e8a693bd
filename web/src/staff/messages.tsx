import { useMemo } from 'react';
import type { Message, Point } from '../api/model';
import type { Outgoing } from '../live/outbox';
import { clock, dateAndTime, isolated, number, t, useText } from '../text';
import { MarkedText } from '../ui/marked-text';
import type { SparkPoint } from '../ui/sparkline';
import type { TranscriptItem } from '../ui/transcript';
import { ReadingMark } from './reading';
import { Said } from './said';

interface View {
  /** Its id; what is said of its readings stands there. */
  conversation: string;
  customer: string;
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
  const { conversation, customer, me, openReadings, hideReadings } = view;
  return useMemo(() => messages.map((message, index) => {
    const sender = message.sender;
    const internal = message.visibility === 'internal';
    const before = messages[index - 1];
    const starts = !before || before.sender !== sender || (before.visibility === 'internal') !== internal ||
      Date.parse(message.created_at) - Date.parse(before.created_at) > together;
    const named = message.sender_name ?? undefined;
    const author = sender === 'customer' ? customer
      : (me && named === me ? text('common.you') : (named ?? text(`transcript.${sender}`)));
    const reading = hideReadings ? undefined : message.reading;
    const judged = (sender === 'customer' && reading) || undefined;
    const at = text('transcript.at', { author: internal ? `${isolated(author)} · ${text('transcript.note')}` : isolated(author), time: clock(message.created_at) });
    return {
      id: message.id,
      side: sender === 'customer' ? 'start' : sender === 'system' ? 'middle' : 'end',
      look: internal ? 'note' : sender === 'system' ? 'quiet' : sender === 'customer' ? 'plain' : 'own',
      author,
      head: starts && sender !== 'system' ? <time dateTime={message.created_at} title={dateAndTime(message.created_at)}>{at}</time> : undefined,
      body: <MarkedText text={message.text} marks={reading?.phrases ?? []} />,
      edge: judged && <ReadingMark conversation={conversation} message={message.id} reading={judged} open={openReadings} />,
      foot: judged && <Said conversation={conversation} message={message.id} />,
      language: reading && reading.language !== 'und' ? reading.language : undefined,
    } satisfies TranscriptItem;
  }), [messages, conversation, customer, me, openReadings, hideReadings, text]);
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
