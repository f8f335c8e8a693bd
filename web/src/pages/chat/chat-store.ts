import { create } from 'zustand';
import { ApiError, api } from '../../api/client';
import type { Consent, Conversation, LiveEvent, Message } from '../../api/model';
import { mergeMessages } from '../../live/apply';
import { tabStore } from '../../api/storage';
import { visitor } from '../../api/visitor';
import type { Outgoing } from '../../live/outbox';
import { add, isTemporary, newClientId, nextToSend, pauseBefore, refused, sendAgain, stored, unconfirmed } from '../../live/outbox';
import type { Lamp } from '../../live/socket';
import { LiveConnection } from '../../live/socket';
import { forgetOpening, forgetVisit, isOver, keepOpening, keepVisit, keptOpening, keptVisit } from './visit';

/** Where the visitor stands; a chat begins with the first message. */
export type Stage = 'fresh' | 'restoring' | 'talking' | 'over' | 'unavailable';

interface Chat {
  queue: string;
  stage: Stage;
  name: string;
  token: string;
  /** The client id of the chat that is being opened, the same for each try. */
  opening: string;
  conversation?: Conversation;
  messages: Message[];
  /** When the last message came before somebody joined, as far as this tab saw it. */
  joinedAfter?: string;
  box: Outgoing[];
  lamp: Lamp;
  /** What the queue asks of visitors; not yet known while it is fetched. */
  notice?: Consent;
  /** What the visitor said of being scored, if asked and answered. */
  consent?: boolean;
  /** The latest answer could not be stored. */
  consentFailed: boolean;
  /** Why the chat could not be opened or ended, as an HTTP status. */
  fault?: number;
}

const fresh: Omit<Chat, 'queue'> = { stage: 'fresh', name: '', token: '', opening: '', messages: [], box: [], lamp: 'live', consentFailed: false };

export const useChat = create<Chat>(() => ({ queue: '', ...fresh }));

let connection: LiveConnection | null = null;
let planned: ReturnType<typeof setTimeout> | undefined;
let working = false;
let noticePlanned: ReturnType<typeof setTimeout> | undefined;
/** Counts the questions for the notice; only the latest is answered. */
let noticeAsked = 0;

const state = () => useChat.getState();

function keep(): void {
  const { queue, conversation, token, name, box, stage } = state();
  if (conversation && token && stage !== 'over') keepVisit(queue, { conversation: conversation.id, token, name, box }, tabStore);
}

function changeBox(by: (box: Outgoing[]) => Outgoing[]): void {
  useChat.setState((chat) => ({ box: by(chat.box) }));
  keep();
}

/** Nobody has it yet, also while it is offered to somebody. */
export const waits = ({ state, agent }: Conversation) => state === 'open' || (state === 'active' && !agent);

/** Events do not tell the place in the line; it holds until the next fetch. */
function withPlace(conversation: Conversation, known: Conversation | undefined): Conversation {
  if (!waits(conversation) || conversation.queue_position !== undefined || known?.queue_position === undefined) return conversation;
  return { ...conversation, queue_position: known.queue_position, expected_wait_seconds: known.expected_wait_seconds };
}

function takeConversation(conversation: Conversation): void {
  const known = state().conversation;
  if (known && known.id === conversation.id && known.version > conversation.version) return;
  const joins = known !== undefined && waits(known) && conversation.state === 'active' && !waits(conversation);
  useChat.setState((chat) => ({
    conversation: withPlace(conversation, known), joinedAfter: joins ? (chat.messages.at(-1)?.created_at ?? '') : chat.joinedAfter,
  }));
  if (isOver(conversation)) void lastWords(conversation.id);
  if (isOver(conversation)) finish();
}

/** The end is told before what is said about it, for instance that a supervisor ended the chat, and nothing is heard after it. */
async function lastWords(key: string): Promise<void> {
  const messages = await api.messages(key, { token: state().token }).catch(() => []);
  if (state().conversation?.id === key) takeMessages(messages);
}

function finish(): void {
  connection?.stop();
  connection = null;
  clearTimeout(planned);
  forgetVisit(state().queue, tabStore);
  useChat.setState({ stage: 'over', lamp: 'live' });
}

function takeMessages(messages: Message[]): void {
  const shown = messages.filter((message) => message.visibility !== 'internal');
  useChat.setState((chat) => {
    const merged = mergeMessages(chat.messages, shown);
    return { messages: merged, box: unconfirmed(chat.box, merged) };
  });
  keep();
}

/** Shows what is stored at once; where the live event was faster, the server's time stands already. */
function noteSent(id: string, { text, client_id, written_at }: Outgoing): void {
  if (state().messages.some((message) => message.id === id)) return;
  takeMessages([{ id, sender: 'customer', text, created_at: written_at, client_id }]);
}

function receive(event: LiveEvent): void {
  const before = state().conversation;
  const jumped = before && event.conversation && event.conversation.version > before.version + 1;
  if (event.conversation) takeConversation(event.conversation); // who joins by a message stands above it
  if (event.message) takeMessages([event.message]);
  if (jumped) void snapshot().catch(() => undefined);
}

/** Fetches the conversation anew; a token that no longer counts means that the chat is over. */
async function snapshot(): Promise<void> {
  const { conversation, token } = state();
  if (!conversation) return;
  try {
    const [current, messages] = await Promise.all([
      api.conversation(conversation.id, { token }), api.messages(conversation.id, { token }),
    ]);
    takeMessages(messages);
    takeConversation(current);
    void work();
  } catch (cause) {
    if (cause instanceof ApiError && [401, 403, 404].includes(cause.status)) {
      finish();
      return;
    }
    throw cause;
  }
}

function follow(): void {
  const { conversation, token } = state();
  if (!conversation) return;
  connection?.stop();
  connection = new LiveConnection({
    address: new URL('/api/v1/live', window.location.href).href,
    token,
    topics: [`conversation:${conversation.id}`],
    snapshot,
    onEvent: receive,
    onBuffered: (events) => events.forEach(receive),
    onLamp: (lamp) => useChat.setState({ lamp }),
  });
  connection.start();
}

function openingId(): string {
  const { queue, opening } = state();
  const id = opening || keptOpening(queue, tabStore) || newClientId();
  useChat.setState({ opening: id });
  keepOpening(queue, id, tabStore);
  return id;
}

/** The next chat is opened as another one. */
function endOpening(): void {
  useChat.setState({ opening: '' });
  forgetOpening(state().queue, tabStore);
}

/** Opens the chat that the first message needs: the same one where the answer to an earlier try was lost, unless that is over meanwhile. */
async function begin(): Promise<void> {
  if (state().conversation) return;
  const { queue, name, notice, consent } = state();
  const answer = await visitor.begin({
    queue, client_id: openingId(), locale: navigator.language, name: name.trim() || undefined, consent: notice?.mode === 'opt_in' ? consent === true : consent,
  });
  if (isOver(answer.conversation)) {
    endOpening();
    await begin();
    return;
  }
  useChat.setState({ conversation: answer.conversation, token: answer.visitor_token, stage: 'talking', fault: undefined });
  keep();
  endOpening();
  follow();
}

async function tryOne(next: Outgoing): Promise<number | null> {
  const opening = !state().conversation;
  try {
    await begin();
    const { conversation, token } = state();
    const answer = await api.write(conversation!.id, { text: next.text, client_id: next.client_id }, { token });
    changeBox((box) => stored(box, next.client_id, answer.id));
    noteSent(answer.id, next);
    return null;
  } catch (cause) {
    const refusal = cause instanceof ApiError ? cause : new ApiError(0, '', '');
    if (opening && !state().conversation && [400, 404, 422].includes(refusal.status)) {
      useChat.setState({ stage: 'unavailable' });
    }
    if (opening && !state().conversation) useChat.setState({ fault: refusal.status });
    if (opening && !state().conversation && !isTemporary(refusal.status)) endOpening();
    changeBox((box) => refused(box, next.client_id, refusal.status));
    if (refusal.status === 409) void snapshot().catch(() => undefined);
    return nextToSend(state().box)?.client_id === next.client_id ? pauseBefore(next.attempts + 1, refusal.retryAfter) : null;
  }
}

async function work(): Promise<void> {
  if (working) return;
  working = true;
  clearTimeout(planned);
  try {
    for (let next = nextToSend(state().box); next && state().stage !== 'over'; next = nextToSend(state().box)) {
      const pause = await tryOne(next);
      if (pause !== null) {
        planned = setTimeout(() => void work(), pause * 1000);
        return;
      }
    }
  } finally {
    working = false;
  }
}

export const chat = {
  /** Asks anew, for instance how far the line has moved; what cannot be fetched now is fetched later. */
  refresh(): void {
    void snapshot().catch(() => undefined);
  },
  /** Brings back the chat this tab had with the queue, or shows a fresh one. */
  open(queue: string): () => void {
    const kept = keptVisit(queue, tabStore);
    useChat.setState({ queue, ...fresh }, false);
    const back = () => {
      connection?.reconnect();
      if (!state().notice) void readNotice(queue);
    };
    window.addEventListener('online', back);
    void readNotice(queue);
    if (kept) {
      const { conversation, token, name, box } = kept;
      useChat.setState({ stage: 'restoring', token, name, box, conversation: undefined });
      void restore(conversation);
    }
    return () => {
      window.removeEventListener('online', back);
      connection?.stop();
      connection = null;
      clearTimeout(planned);
      clearTimeout(noticePlanned);
      noticeAsked += 1;
    };
  },
  /** The visitor agrees to be scored, or does not; what stands in a running chat is the server's answer. */
  async answerConsent(consent: boolean): Promise<void> {
    const { conversation, token } = state();
    const show = (value?: boolean) => {
      const now = state().conversation;
      if (now?.id === conversation?.id) useChat.setState({ conversation: now && { ...now, consent: value } });
    };
    useChat.setState({ consent, consentFailed: false });
    if (!conversation) return;
    show(consent); // at once; what holds is shown again when it cannot be stored
    try {
      takeConversation(await api.answerConsent(conversation.id, consent, { token }));
    } catch {
      show(conversation.consent);
      useChat.setState({ consentFailed: true });
    }
  },
  name(name: string): void {
    useChat.setState({ name });
  },
  send(text: string): void {
    changeBox((box) => add(box, text, newClientId(), new Date()));
    void work();
  },
  again(clientId: string): void {
    changeBox((box) => sendAgain(box, clientId));
    void work();
  },
  async end(): Promise<boolean> {
    const { conversation, token } = state();
    if (!conversation) return false;
    try {
      await api.act(conversation.id, 'end', { token });
    } catch (cause) {
      const status = cause instanceof ApiError ? cause.status : 0;
      if (![401, 403, 404, 409].includes(status)) return false;
    }
    finish();
    return true;
  },
  startAnew(): void {
    const { queue, name } = state();
    forgetVisit(queue, tabStore);
    useChat.setState({ ...fresh, queue, name, conversation: undefined, joinedAfter: undefined, consent: undefined, fault: undefined });
    void readNotice(queue);
  },
};

/** Asks what the visitor must be shown, until it is known; a queue that does not exist has no chat. */
async function readNotice(queue: string, attempts = 1): Promise<void> {
  clearTimeout(noticePlanned);
  noticeAsked += 1;
  const mine = noticeAsked;
  try {
    const notice = await api.notice(queue);
    if (mine === noticeAsked) useChat.setState({ notice });
  } catch (cause) {
    if (mine !== noticeAsked) return;
    const refusal = cause instanceof ApiError ? cause : new ApiError(0, '', '');
    if (refusal.status === 404 && state().stage === 'fresh') useChat.setState({ stage: 'unavailable' });
    if (isTemporary(refusal.status)) noticePlanned = setTimeout(() => void readNotice(queue, attempts + 1), 1000 * pauseBefore(attempts, refusal.retryAfter));
  }
}

async function restore(key: string): Promise<void> {
  const { token } = state();
  try {
    const conversation = await api.conversation(key, { token });
    useChat.setState({ conversation, stage: 'talking' });
    if (isOver(conversation)) takeMessages(await api.messages(key, { token }).catch(() => []));
    if (isOver(conversation)) finish();
    else follow();
  } catch (cause) {
    const status = cause instanceof ApiError ? cause.status : 0;
    if ([401, 403, 404].includes(status)) chat.startAnew();
    else planned = setTimeout(() => void restore(key), 3000);
  }
}
