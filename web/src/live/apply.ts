import type { Alert, Conversation, LiveEvent, Message, Named, Point, WrapUp } from '../api/model';
import { levelNames } from '../api/model';
import { received, receivedWith } from './received';

/** What one page knows of the running conversations; the functions beside it and the store alone write it. */
export interface LiveState {
  conversations: Record<string, Conversation>;
  transcripts: Record<string, Transcript>;
  /** The level after each scored message, as far as it was fetched or came live. */
  points: Record<string, Point[]>;
  /** The latest customer message that came live, by conversation. */
  words: Record<string, { message: string; text: string }>;
  /** The conversation that the reader has before them. */
  focused: string | null;
  /** Customer messages that came while the conversation was out of focus. */
  unread: Record<string, number>;
  /** Agent alerts that the agent has not yet looked at, by conversation. */
  attention: Record<string, Alert>;
  /** Agent alerts about the conversation in focus, shown inside it. */
  here: Record<string, Alert>;
  /** Notifications on the screen, oldest first. */
  pops: Pop[];
  /** The newest alert that this page was told of, or found when it came; later ones were missed. */
  newestAlert: string | undefined;
  /** Conversations whose version jumped, or that went to another queue and perhaps out of reach: the page must fetch them. */
  gaps: string[];
}

export interface Transcript {
  status: 'loading' | 'ready' | 'failed';
  messages: Message[];
}

export interface Pop {
  alert: Alert;
  conversation?: Conversation;
  /** The customer's words that the alert is about. */
  words?: string;
}

/** The longest transcript kept in a page's memory, in messages. */
export const messagesKept = 2000;
/** Points kept for a row of the board. */
export const pointsKept = 200;
/** Closed conversations kept until the next snapshot. */
export const closedKept = 100;
/** Notifications kept waiting for a place on the screen. */
export const popsKept = 50;

export const emptyState: LiveState = {
  conversations: {}, transcripts: {}, points: {}, words: {}, focused: null, unread: {}, attention: {}, here: {}, pops: [], newestAlert: undefined, gaps: [],
};

const codes: Record<string, number> = Object.fromEntries(levelNames.map((name, index) => [name, index === 0 ? 0 : index + 6]));

export function codeOf(level: string | undefined): number {
  return codes[level ?? 'none'] ?? 0;
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  if (!(key in record)) return record;
  const rest = { ...record };
  delete rest[key];
  return rest;
}

/** Joins two lists of messages by id, the later value winning, oldest first. */
export function mergeMessages(known: Message[], fresh: Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of fresh) {
    const before = byId.get(message.id);
    byId.set(message.id, before ? { ...before, ...message, reading: message.reading ?? before.reading } : message);
  }
  return [...byId.values()]
    .sort((a, b) => a.created_at.localeCompare(b.created_at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .slice(-messagesKept);
}

export function mergePoints(known: Point[], fresh: Point[]): Point[] {
  const byMessage = new Map(known.map((point) => [point.message, point]));
  for (const point of fresh) byMessage.set(point.message, point);
  return [...byMessage.values()].sort((a, b) => a.at.localeCompare(b.at)).slice(-pointsKept);
}

/** Adds one message to a transcript that is open; whether the others have come stays as it was. */
export function applyMessage(state: LiveState, key: string, message: Message): LiveState {
  const transcript = state.transcripts[key];
  if (!transcript) return state;
  const next = { ...transcript, messages: mergeMessages(transcript.messages, [message]) };
  return { ...state, transcripts: { ...state.transcripts, [key]: next } };
}

function withTranscript(state: LiveState, { conversation, message }: LiveEvent): LiveState {
  return conversation && message ? applyMessage(state, conversation.id, message) : state;
}

/** A scored message adds the level that the conversation has after it; ids and numbers alone leave the level where it was. */
function withPoint(state: LiveState, event: LiveEvent): LiveState {
  const { conversation, message } = event;
  if (event.event !== 'message' || !conversation?.level || conversation.pulse == null) return state;
  if (!message?.reading || message.reading.level === 'none') return state;
  const point = {
    at: message.created_at, message: message.id, level: conversation.level, code: conversation.code ?? codeOf(conversation.level), pulse: conversation.pulse,
  };
  return { ...state, points: { ...state.points, [conversation.id]: mergePoints(state.points[conversation.id] ?? [], [point]) } };
}

/** What the customer writes and what a supervisor whispers are updates; the reader's own words are none. */
export function isUpdate(message: Message): boolean {
  return message.sender === 'customer' || message.sender === 'supervisor';
}

/** What the agent has read in another window is no longer new in this one. */
function withUnread(state: LiveState, event: LiveEvent): LiveState {
  const { conversation, message } = event;
  if (event.event === 'read' && event.by === 'agent' && conversation) return { ...state, unread: without(state.unread, conversation.id) };
  if (event.event !== 'message' || !conversation || !message) return state;
  if (!isUpdate(message) || conversation.id === state.focused) return state;
  return { ...state, unread: { ...state.unread, [conversation.id]: (state.unread[conversation.id] ?? 0) + 1 } };
}

/** The server counts what the agent has not read of their own conversations, also what came while this page was not there. */
function withCounted(state: LiveState, fetched: Conversation): LiveState {
  const { id, unread } = fetched;
  if (unread === undefined || id === state.focused) return state;
  return { ...state, unread: unread > 0 ? { ...state.unread, [id]: unread } : without(state.unread, id) };
}

function withWords(state: LiveState, event: LiveEvent): LiveState {
  const { conversation, message } = event;
  if (!conversation || message?.sender !== 'customer') return state;
  return { ...state, words: { ...state.words, [conversation.id]: { message: message.id, text: message.text } } };
}

/** An agent's mark ends when the level rises above the threshold that raised it. */
function withRecovery(state: LiveState, conversation: Conversation): LiveState {
  const key = conversation.id;
  const code = conversation.code ?? 0;
  const over = (alert: Alert | undefined) => alert !== undefined && code !== 0 && code > codeOf(alert.threshold);
  if (!over(state.attention[key]) && !over(state.here[key])) return state;
  return { ...state, attention: without(state.attention, key), here: without(state.here, key) };
}

/** Notifications on the screen tell of their conversation as it now is, and go where nothing is measured any more. */
function withPops(state: LiveState, conversation: Conversation): LiveState {
  const about = (pop: Pop) => pop.alert.conversation === conversation.id;
  if (!state.pops.some(about)) return state;
  const pops = conversation.monitored === false
    ? state.pops.filter((pop) => !about(pop))
    : state.pops.map((pop) => (about(pop) ? { ...pop, conversation } : pop));
  return { ...state, pops };
}

/** Ids grow with time. */
function laterOf(one: string | undefined, other: string): string {
  return one !== undefined && one > other ? one : other;
}

function withAlert(before: LiveState, event: LiveEvent): LiveState {
  const alert = event.alert;
  if (event.event !== 'alert' || !alert) return before;
  const state = { ...before, newestAlert: laterOf(before.newestAlert, alert.id) };
  const key = alert.conversation;
  if (alert.state !== 'open') {
    const marked = state.attention[key]?.id === alert.id ? without(state.attention, key) : state.attention;
    const here = state.here[key]?.id === alert.id ? without(state.here, key) : state.here;
    return { ...state, attention: marked, here, pops: state.pops.filter((pop) => pop.alert.id !== alert.id) };
  }
  if (alert.audience === 'agent') {
    if (key === state.focused) return { ...state, here: { ...state.here, [key]: alert } };
    return { ...state, attention: { ...state.attention, [key]: alert } };
  }
  if (state.pops.some((pop) => pop.alert.id === alert.id)) {
    return { ...state, pops: state.pops.map((pop) => (pop.alert.id === alert.id ? { ...pop, alert: { ...pop.alert, ...alert } } : pop)) };
  }
  if (alert.taken_by || !(alert.notify ?? event.notify)) return state;
  const heard = state.words[key];
  const words = event.message?.text ?? (alert.message === undefined || alert.message === heard?.message ? heard?.text : undefined);
  const pop: Pop = { alert, conversation: event.conversation ?? state.conversations[key], words };
  return { ...state, pops: [...state.pops, pop].slice(-popsKept) };
}

function withConversation(state: LiveState, conversation: Conversation): LiveState {
  const known = state.conversations[conversation.id];
  const jumped = known !== undefined && conversation.version > known.version + 1;
  const moved = known !== undefined && conversation.queue.id !== known.queue.id;
  const gaps = (jumped || moved) && !state.gaps.includes(conversation.id) ? [...state.gaps, conversation.id] : state.gaps;
  const others = conversation.state === 'closed' ? without(state.conversations, conversation.id) : state.conversations; // the closed in the order of their end
  return { ...state, gaps, conversations: { ...others, [conversation.id]: received(conversation) } };
}

/** Forgets the conversations that closed longest ago with all that is known of them, so that a page left open for days stays small. */
function bounded(state: LiveState): LiveState {
  const closed = Object.values(state.conversations).filter((each) => each.state === 'closed' && each.id !== state.focused);
  return closed.slice(0, Math.max(0, closed.length - closedKept)).reduce((before, { id }) => applyGone(before, id), state);
}

export function takesPart(conversation: Conversation, person: string): boolean {
  return conversation.agent?.id === person || (conversation.participants ?? []).some((each) => each.user.id === person);
}

/** Neither an agent's own nor open to anybody: a colleague has it, and the agent is told nothing more of it. */
export function isElsewhere(conversation: Conversation, agent: string): boolean {
  return conversation.state !== 'open' && !takesPart(conversation, agent);
}

/** An agent's page forgets what is elsewhere, unless it is before their eyes. */
export function applyOwn(state: LiveState, agent: string): LiveState {
  return Object.values(state.conversations)
    .filter((each) => each.id !== state.focused && isElsewhere(each, agent))
    .reduce((before, { id }) => applyGone(before, id), state);
}

/** A queue has another name, or its conversations take other units: one event tells it for all of them. */
function withQueue(state: LiveState, { id, name, units }: Named & { units: number }): LiveState {
  const changed = (each: Conversation): Conversation => (each.queue.id === id ? receivedWith(each, { ...each, queue: { id, name }, units }) : each);
  return {
    ...state,
    conversations: Object.fromEntries(Object.entries(state.conversations).map(([key, each]) => [key, changed(each)])),
    pops: state.pops.map((pop) => (pop.conversation ? { ...pop, conversation: changed(pop.conversation) } : pop)),
  };
}

/** The state after one event. Old versions change nothing; a jump in the version asks for a fetch. */
export function apply(state: LiveState, event: LiveEvent): LiveState {
  const conversation = event.conversation;
  if (event.queue) return withQueue(state, event.queue);
  if (!conversation) return withAlert(state, event);
  const known = state.conversations[conversation.id];
  if (known && conversation.version < known.version) return withAlert(withTranscript(state, event), event);
  let next = withConversation(state, conversation);
  next = withTranscript(next, event);
  next = withPoint(next, event);
  next = withWords(next, event);
  next = withUnread(next, event);
  next = withPops(withRecovery(next, conversation), conversation);
  return bounded(withAlert(next, event));
}

/** Puts a fetched list in place of what was known; a conversation known in a newer version stays. One in focus that is not listed any more is fetched by itself. */
export function applySnapshot(state: LiveState, fetched: Conversation[]): LiveState {
  const conversations: Record<string, Conversation> = {};
  let counted = state;
  for (const conversation of fetched) {
    const known = state.conversations[conversation.id];
    const newer = known !== undefined && known.version > conversation.version;
    conversations[conversation.id] = newer ? known : received(conversation);
    if (!newer) counted = withCounted(counted, conversation);
  }
  const looked = state.focused === null ? undefined : state.conversations[state.focused];
  const unlisted = looked && !(looked.id in conversations) ? { [looked.id]: looked } : {};
  Object.assign(conversations, unlisted);
  const kept = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => key in conversations));
  const { attention, here, pops } = Object.values(conversations).reduce((before, each) => withPops(withRecovery(before, each), each), counted);
  return {
    ...counted, conversations, pops, unread: kept(counted.unread), attention: kept(attention), here: kept(here), points: kept(state.points), words: kept(state.words),
    gaps: Object.keys(unlisted),
    transcripts: Object.fromEntries(
      Object.entries(state.transcripts).filter(([key]) => key in conversations || key === state.focused)),
  };
}

/** Events that waited for the snapshot: what the snapshot already holds only completes transcripts. */
export function applyBuffered(state: LiveState, events: LiveEvent[]): LiveState {
  return events.reduce((before, event) => {
    const known = event.conversation && before.conversations[event.conversation.id];
    const contained = known && event.conversation!.version <= known.version && event.event !== 'alert';
    return contained ? withTranscript(before, event) : apply(before, event);
  }, state);
}

/** One conversation as fetched, after a gap or because someone opened it. */
export function applyFetched(state: LiveState, conversation: Conversation): LiveState {
  const known = state.conversations[conversation.id];
  const gaps = state.gaps.filter((key) => key !== conversation.id);
  if (known && known.version > conversation.version) return { ...state, gaps };
  const next = { ...state, gaps, conversations: { ...state.conversations, [conversation.id]: received(conversation) } };
  return withPops(withRecovery(withCounted(next, conversation), conversation), conversation);
}

/** A conversation that the reader may no longer see. */
export function applyGone(state: LiveState, key: string): LiveState {
  const { conversations, transcripts, points, words, unread, attention, here } = state;
  return {
    ...state, gaps: state.gaps.filter((gap) => gap !== key), conversations: without(conversations, key), transcripts: without(transcripts, key),
    points: without(points, key), words: without(words, key), unread: without(unread, key), attention: without(attention, key), here: without(here, key),
    pops: state.pops.filter((pop) => pop.alert.conversation !== key),
  };
}

export function applyTranscript(state: LiveState, key: string, messages: Message[], points: Point[]): LiveState {
  const known = state.transcripts[key];
  return {
    ...state,
    transcripts: {
      ...state.transcripts,
      [key]: {
        status: 'ready',
        messages: mergeMessages(known?.messages ?? [], messages),
      },
    },
    points: { ...state.points, [key]: mergePoints(state.points[key] ?? [], points) },
  };
}

/** Looking at a conversation takes its unread count and its mark away. */
export function applyFocus(state: LiveState, key: string | null): LiveState {
  if (key === null) return state.focused === null ? state : { ...state, focused: null };
  const marked = state.attention[key];
  const here = marked ? { ...state.here, [key]: marked } : state.here;
  return { ...state, focused: key, here, unread: without(state.unread, key), attention: without(state.attention, key) };
}

/** The open alerts as they were fetched: all with the id `from` or a later one. */
export interface OpenAlerts {
  items: Alert[];
  from: string;
}

/** Whether an alert still stands; one that ended while nothing was told is missing in the list. */
function unended({ items, from }: OpenAlerts): (alert: Alert) => boolean {
  const open = new Set(items.map((each) => each.id));
  return (alert) => alert.id < from || open.has(alert.id);
}

/** Alerts that were open before this page came, or were raised unheard: marks for sessions nobody looked at since. */
export function applyOpenAlerts(state: LiveState, open: OpenAlerts, seen: ReadonlySet<string>): LiveState {
  const stands = unended(open);
  const standing = (marks: Record<string, Alert>) => Object.fromEntries(Object.entries(marks).filter(([, alert]) => stands(alert)));
  const attention = standing(state.attention);
  for (const alert of open.items) {
    const key = alert.conversation;
    const code = state.conversations[key]?.code ?? 0;
    const holds = code !== 0 && code <= codeOf(alert.threshold);
    if (alert.audience === 'agent' && alert.state === 'open' && key !== state.focused && holds && !seen.has(alert.id)) {
      attention[key] = alert;
    }
  }
  return { ...state, attention, here: standing(state.here) };
}

/** Notifications tell what became of their alerts while nothing was told, and go with those that have ended. */
function withKnownPops(state: LiveState, open: OpenAlerts): LiveState {
  const stands = unended(open);
  const known = new Map(open.items.map((each) => [each.id, each]));
  return { ...state, pops: state.pops.filter((pop) => stands(pop.alert)).map((pop) => ({ ...pop, alert: { ...pop.alert, ...known.get(pop.alert.id) } })) };
}

/** Supervisors' alerts that were raised unheard pop up now, for whom they did at the server; those from before the page came wait in the inbox. */
export function applyMissedAlerts(state: LiveState, open: OpenAlerts, person: string): LiveState {
  const { newestAlert } = state;
  const noted = { ...withKnownPops(state, open), newestAlert: open.items.map((each) => each.id).reduce(laterOf, newestAlert ?? '') };
  if (newestAlert === undefined) return noted;
  return open.items
    .filter((each) => each.audience === 'supervisor' && each.id > newestAlert && each.told?.some((told) => told.popped_up && told.user.id === person))
    .reduceRight<LiveState>((before, alert) => withAlert(before, { event: 'alert', alert: { ...alert, notify: true } }), noted);
}

/** What the agent who looks at this conversation has now read of it; nothing where the server knows that already. */
export function readNow(state: LiveState, agent: string): { conversation: string; message: string } | undefined {
  const conversation = state.focused === null ? undefined : state.conversations[state.focused];
  if (!conversation || conversation.agent?.id !== agent || conversation.awaiting_acceptance || conversation.state === 'closed') return undefined;
  const message = state.transcripts[conversation.id]?.messages.findLast(isUpdate)?.id;
  return message === undefined || message === conversation.read_by_agent ? undefined : { conversation: conversation.id, message };
}

export function withoutPop(state: LiveState, alert: string): LiveState {
  return { ...state, pops: state.pops.filter((pop) => pop.alert.id !== alert) };
}

/** The alert that is shown inside a conversation was dismissed. */
export function withoutHere(state: LiveState, key: string): LiveState {
  return { ...state, here: without(state.here, key) };
}

/** What the agent noted about a conversation is stored. */
export function applyWrapUp(state: LiveState, key: string, wrapUp: WrapUp): LiveState {
  const known = state.conversations[key];
  return known ? { ...state, conversations: { ...state.conversations, [key]: receivedWith(known, { ...known, wrap_up: wrapUp }) } } : state;
}
