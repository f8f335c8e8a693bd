import { create } from 'zustand';
import type { Alert, Conversation, LiveEvent, Message, WrapUp } from '../api/model';
import { api, ApiError, mostAlerts } from '../api/client';
import { tabStore } from '../api/storage';
import {
  apply, applyBuffered, applyFetched, applyFocus, applyGone, applyMessage, applyMissedAlerts, applyOpenAlerts, applyOwn, applySnapshot, applyTranscript, applyWrapUp, emptyState, isElsewhere,
  popsKept, readNow, takesPart, withoutHere, withoutPop,
} from './apply';
import type { LiveState, OpenAlerts } from './apply';
import type { Lamp } from './socket';
import { LiveConnection } from './socket';

interface LiveStore extends LiveState {
  lamp: Lamp;
  /** The first list has come; before it a page shows that it loads. */
  loaded: boolean;
  failed: boolean;
}

export const useLive = create<LiveStore>(() => ({ ...emptyState, lamp: 'delayed', loaded: false, failed: false }));

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();
let connection: LiveConnection | null = null;

/** Lets other parts of a page hear events that change no conversation, such as settings and presence. */
export function onLiveEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls back when the line stands again after it was down: of what happened meanwhile nothing was told. */
export function onReturn(back: () => void): () => void {
  let stood = false;
  return useLive.subscribe(({ lamp }, before) => {
    if (lamp !== 'live' || before.lamp === 'live') return;
    if (stood) back();
    stood = true;
  });
}

const conversationTopic = 'conversation:';
const queueTopic = 'queue:';
const seenKey = 'undertone.seen-alerts';
const seenKept = 200;

function seenAlerts(): Set<string> {
  try {
    return new Set(JSON.parse(tabStore.getItem(seenKey) ?? '[]') as string[]);
  } catch {
    return new Set();
  }
}

function rememberSeen(alert: Alert): void {
  const seen = [...seenAlerts(), alert.id].slice(-seenKept);
  tabStore.setItem(seenKey, JSON.stringify(seen));
}

function fillGaps(): void {
  for (const key of useLive.getState().gaps) {
    useLive.setState((state) => ({ gaps: state.gaps.filter((gap) => gap !== key) }));
    void refetch(key);
  }
}

async function refetch(key: string): Promise<void> {
  try {
    const conversation = await api.conversation(key);
    useLive.setState((state) => (key in state.conversations ? applyFetched(state, conversation) : state)); // what was forgotten meanwhile stays so
    if (useLive.getState().transcripts[key]) await loadTranscript(key);
  } catch (cause) {
    if (cause instanceof ApiError && (cause.status === 403 || cause.status === 404)) useLive.setState((state) => applyGone(state, key));
    // Otherwise the next snapshot brings it, or shows that it is gone.
  }
}

function receive(event: LiveEvent): void {
  useLive.setState((state) => apply(state, event));
  afterEvent(event);
  fillGaps();
}

function afterEvent(event: LiveEvent): void {
  const { alert, conversation } = event;
  if (alert && alert.audience === 'agent' && useLive.getState().focused === conversation?.id) rememberSeen(alert);
  followMine();
  markRead();
  if (event.event === 'settings' && !event.queue) connection?.refresh(); // what may be shown of each conversation may have changed
  for (const listener of listeners) listener(event);
}

/** Tells the server how far the agent has read, once for each message; what nobody sees is not read. */
function markRead(): void {
  if (!connection || !agentId || document.visibilityState === 'hidden') return;
  const read = readNow(useLive.getState(), agentId);
  if (!read || read.message === told) return;
  if (connection.say({ read })) told = read.message;
  else if (connection.listensOnly) void tellRead(read);
}

/** Over a line that goes one way the mark is a call of its own; what could not be told is tried again with the next event. */
async function tellRead(read: { conversation: string; message: string }): Promise<void> {
  told = read.message;
  try {
    await api.markRead(read.conversation, read.message);
  } catch {
    if (told === read.message) told = '';
  }
}

let told = '';

/** An agent follows each conversation of their own and each they were asked about; supervisors follow whole queues. */
function followMine(): void {
  if (!connection) return;
  connection.unsubscribe(connection.followed.filter(isDone));
  if (!agentId) return;
  const me = agentId;
  useLive.setState((state) => applyOwn(state, me));
  connection.subscribe(Object.values(useLive.getState().conversations).filter(isMine).map(({ id }) => conversationTopic + id));
}

function isMine(conversation: Conversation): boolean {
  return conversation.state !== 'closed' && takesPart(conversation, personId);
}

/** Whether nothing more is to be heard on a topic. The server ends that of a conversation which went to a colleague; if it comes back, it is followed anew. */
function isDone(topic: string): boolean {
  if (!topic.startsWith(conversationTopic)) return false;
  const key = topic.slice(conversationTopic.length);
  const { conversations, focused } = useLive.getState();
  const conversation = conversations[key];
  if (conversation && isMine(conversation)) return false;
  return key !== focused || (agentId !== null && conversation !== undefined && isElsewhere(conversation, agentId));
}

let agentId: string | null = null;
let personId = '';
let personName = '';

/** Counts the snapshots: of two that are on their way only the later one counts. */
let latest = 0;

async function snapshot(): Promise<void> {
  latest += 1;
  const mine = latest;
  try {
    const [conversations, alerts] = await Promise.all([api.conversations(), openAlerts()]);
    if (mine !== latest) return;
    useLive.setState((state) => ({ ...applySnapshot(state, conversations), loaded: true, failed: false }));
    useLive.setState((state) => (agentId ? applyOpenAlerts(state, alerts, seenAlerts()) : applyMissedAlerts(state, alerts, personId)));
    followMine();
    const open = Object.keys(useLive.getState().transcripts);
    await Promise.all(open.map((key) => loadTranscript(key)));
  } catch (cause) {
    useLive.setState({ failed: true });
    throw cause;
  }
}

/** For an agent all that stand in running conversations, for others the latest, as many as may pop up. */
async function openAlerts(): Promise<OpenAlerts> {
  const most = agentId ? mostAlerts : popsKept;
  const items = agentId ? await api.runningAlerts() : (await api.alertPage('open', '', most)).items;
  return { items, from: items.length < most ? '' : items.at(-1)!.id };
}

/** Opens the live line of someone signed in, whose queues are named by followQueues. Ends with the returned function. */
export function goLive(person: { id: string; followsOwn: boolean }): () => void {
  agentId = person.followsOwn ? person.id : null;
  personId = person.id;
  const line = new LiveConnection({
    address: new URL('/api/v1/live', window.location.href).href,
    topics: ['me'],
    snapshot,
    onEvent: receive,
    onBuffered: (events) => {
      useLive.setState((state) => applyBuffered(state, events));
      events.forEach(afterEvent);
      fillGaps();
      told = '';
      markRead();
    },
    onLamp: (lamp) => useLive.setState({ lamp }),
    onFollowed: (topics) => {
      if (topics.some((topic) => topic.startsWith(queueTopic))) line.refresh();
      for (const topic of topics) if (topic.startsWith(conversationTopic)) void refetch(topic.slice(conversationTopic.length));
    },
  });
  connection = line;
  const back = () => line.reconnect();
  const gone = () => useLive.setState({ lamp: 'offline' });
  window.addEventListener('online', back);
  window.addEventListener('offline', gone);
  document.addEventListener('visibilitychange', markRead);
  line.start();
  return () => {
    window.removeEventListener('online', back);
    window.removeEventListener('offline', gone);
    document.removeEventListener('visibilitychange', markRead);
    line.stop();
    latest += 1;
    if (connection === line) connection = null;
    useLive.setState((state) => ({ ...emptyState, focused: state.focused, lamp: 'delayed', loaded: false, failed: false }));
  };
}

/** Follows these queues, and no others any more, over the line that runs; what is in them is fetched anew where they have changed. */
export function followQueues(queues: readonly string[]): void {
  if (!connection) return;
  const wanted = queues.map((queue) => queueTopic + queue);
  const gone = connection.followed.filter((topic) => topic.startsWith(queueTopic) && !wanted.includes(topic));
  connection.unsubscribe(gone);
  connection.subscribe(wanted);
  if (gone.length > 0) connection.refresh();
}

/** The person signed in has another name; what they write from now on carries it. */
export function callMe(name: string): void {
  personName = name;
}

export async function loadTranscript(key: string): Promise<void> {
  const known = useLive.getState().transcripts[key];
  if (!known) {
    useLive.setState((state) => ({
      transcripts: { ...state.transcripts, [key]: { status: 'loading', messages: [] } },
    }));
  }
  try {
    const [messages, points] = await Promise.all([api.messages(key), api.points(key)]);
    useLive.setState((state) => applyTranscript(state, key, messages, points));
    markRead();
  } catch {
    useLive.setState((state) => {
      const held = state.transcripts[key];
      if (!held || held.status === 'ready') return state;
      return { transcripts: { ...state.transcripts, [key]: { ...held, status: 'failed' } } };
    });
  }
}

/** Makes sure that a conversation reached by its address is known and followed. */
export async function openConversation(key: string): Promise<void> {
  connection?.subscribe([conversationTopic + key]);
  const transcript = loadTranscript(key);
  if (!useLive.getState().conversations[key]) {
    const conversation = await api.conversation(key);
    useLive.setState((state) => applyFetched(state, conversation));
  }
  await transcript;
}

export function focusOn(key: string | null): void {
  const marked = key === null ? undefined : useLive.getState().attention[key];
  if (marked) rememberSeen(marked);
  useLive.setState((state) => applyFocus(state, key));
  followMine();
  markRead();
}

export function dismissPop(alert: string): void {
  useLive.setState((state) => withoutPop(state, alert));
}

export function dismissHere(key: string): void {
  useLive.setState((state) => withoutHere(state, key));
}

export function noteWrapUp(key: string, wrapUp: WrapUp): void {
  useLive.setState((state) => applyWrapUp(state, key, wrapUp));
}

/** Shows a message of one's own as soon as it is stored, also while the live line is down. */
export function noteSent(key: string, answer: { id: string }, sent: { text: string; client_id: string; internal?: boolean; written_at: string }): void {
  const transcript = useLive.getState().transcripts[key];
  if (!transcript || transcript.messages.some((message) => message.id === answer.id)) return;
  const conversation = useLive.getState().conversations[key];
  const speaksAsAgent = agentId !== null || conversation?.agent?.id === personId;
  const message: Message = {
    id: answer.id, sender: speaksAsAgent ? 'agent' : 'supervisor', sender_name: personName, text: sent.text, created_at: sent.written_at, client_id: sent.client_id,
    visibility: sent.internal ? 'internal' : 'public',
  };
  useLive.setState((state) => applyMessage(state, key, message));
}

/** Takes the answer of an action over at once; the event that follows has the same version. */
export function takeOver(answer: unknown): void {
  const body = answer as { conversation?: Conversation } | Conversation | undefined;
  const conversation = body && 'conversation' in body ? body.conversation : (body as Conversation | undefined);
  if (conversation?.id && conversation.state) {
    useLive.setState((state) => applyFetched(state, conversation));
    followMine();
    markRead();
  }
}
