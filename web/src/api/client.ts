import type {
  Account, Alert, Colleague, Consent, Conversation, Destination, InsightsRow, LiveFilter, Message, Named, NotificationTemplate, Page, Point, Presence, SentimentSettings, SignIn, SupervisorActions, Work,
} from './model';

/** A refusal by the server, or (status 0) no answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly field?: string,
    /** Seconds that the server asks to wait. */
    readonly retryAfter?: number,
  ) {
    super(detail || title);
    this.name = 'ApiError';
  }
}

interface Call {
  method?: string;
  body?: unknown;
  /** A visitor's token: sent instead of the cookie, and a 401 then concerns that conversation alone. */
  token?: string;
  /** A call of someone without an account: no cookie goes along. */
  anonymous?: boolean;
  signal?: AbortSignal;
}

const base = '/api/v1';
let onSignedOut: () => void = () => {};

/** Names what happens when the server no longer knows who asks. */
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler;
}

function retryAfter(response: Response): number | undefined {
  const value = response.headers.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1000);
}

async function refusal(response: Response): Promise<ApiError> {
  const problem: Record<string, unknown> = await response
    .json()
    .then((body: unknown) => (body && typeof body === 'object' ? (body as Record<string, unknown>) : {}))
    .catch(() => ({}));
  const word = (key: string) => (typeof problem[key] === 'string' ? problem[key] : '');
  return new ApiError(response.status, word('title'), word('detail'), word('field') || undefined, retryAfter(response));
}

/** Sends one request; answers the parsed body, throws ApiError for everything else. */
export async function request<T>(path: string, call: Call = {}): Promise<T> {
  const text = await (await send(path, 'application/json', call)).text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Where the server answers a path, for a link. */
export const addressOf = (path: string) => base + path;

/** Fetches a file. */
export async function file(path: string): Promise<Blob> {
  return (await send(path, '*/*')).blob();
}

async function send(path: string, accept: string, call: Call = {}): Promise<Response> {
  const headers: Record<string, string> = { Accept: accept };
  if (call.body !== undefined) headers['Content-Type'] = 'application/json';
  if (call.token) headers['Authorization'] = `Bearer ${call.token}`;
  let response: Response;
  try {
    response = await fetch(base + path, {
      method: call.method ?? 'GET',
      headers,
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      credentials: call.token || call.anonymous ? 'omit' : 'same-origin',
      cache: 'no-store',
      signal: call.signal,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, '', '');
  }
  if (!response.ok) {
    const error = await refusal(response);
    if (error.status === 401 && !call.token && !call.anonymous) onSignedOut();
    throw error;
  }
  return response;
}

/** Most items of a list that is kept whole. */
const mostItems = 2000;
/** Of a list that begins with the newest alert the latest ones. */
export const mostAlerts = 500;
/** Running conversations that a page follows; the list begins with the newest, and those at its end have waited longest. */
const mostConversations = 20000;

/** Fetches a list part by part, to its end unless whoever reads the parts has enough. */
async function* parts<T>(path: string, call: Call): AsyncGenerator<T[]> {
  let cursor: string | null = null;
  do {
    const joint = path.includes('?') ? '&' : '?';
    const next: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: Page<T> = await request<Page<T>>(`${path}${joint}limit=500${next}`, call);
    yield page.items;
    cursor = page.next ?? null;
  } while (cursor);
}

/** Fetches a list to its end, at most `most` items or a few more. */
export async function all<T>(path: string, call: Call = {}, most = mostItems): Promise<T[]> {
  const items: T[] = [];
  for await (const more of parts<T>(path, call)) {
    items.push(...more);
    if (items.length >= most) break;
  }
  return items;
}

/** Of a list that begins with the oldest the latest items, however long it is. */
async function latest<T>(path: string, call: Call = {}): Promise<T[]> {
  let items: T[] = [];
  for await (const more of parts<T>(path, call)) items = [...items, ...more].slice(-mostItems);
  return items;
}

export type Action = 'accept' | 'reject' | 'end' | 'close' | 'monitor' | 'join' | 'leave' | 'take_over' | 'force_close';

const id = encodeURIComponent;

/** The query of a part of a list: from a cursor on, or the first. */
export const part = (cursor: string, limit = 50) => `limit=${limit}${cursor ? `&cursor=${id(cursor)}` : ''}`;
const post = <T>(path: string, body: unknown = {}, call: Call = {}) => request<T>(path, { ...call, method: 'POST', body });

export const api = {
  signIn: (name: string, password: string) =>
    request<{ user: Account }>('/login', { method: 'POST', body: { name, password, cookie: true }, anonymous: false }),
  signOut: () => post<void>('/logout'),
  me: () => request<Account>('/me'),
  changePassword: (current: string, wanted: string) =>
    request<void>('/me/password', { method: 'PUT', body: { current_password: current, password: wanted } }),
  signIns: () => all<SignIn>('/me/sessions'),
  endSignIn: (key: string) => request<void>(`/me/sessions/${id(key)}`, { method: 'DELETE' }),
  liveFilter: () => request<LiveFilter>('/me/filters/live'),
  keepLiveFilter: (filter: LiveFilter) => request<LiveFilter>('/me/filters/live', { method: 'PUT', body: filter }),
  setPresence: (presence: Presence) => request<Account | undefined>('/me/presence', { method: 'PUT', body: { presence } }),
  queues: () => all<Named>('/queues'),
  users: (call?: Call) => all<Colleague>('/users', call),
  members: (queue: string) => all<Colleague>(`/queues/${id(queue)}/members`),
  work: (user: string, hours: number) => request<Work>(`/users/${id(user)}/work?hours=${hours}`),
  supervisorActions: () => request<SupervisorActions>('/settings/supervisor'),

  conversations: () => all<Conversation>('/conversations?unread=true', {}, mostConversations),
  conversationPage: (query: string, cursor: string) => request<Page<Conversation>>(`/conversations?${query}${cursor ? `&cursor=${id(cursor)}` : ''}`),
  conversation: (key: string, call?: Call) => request<Conversation>(`/conversations/${id(key)}?unread=true`, call),
  messages: (key: string, call?: Call) => latest<Message>(`/conversations/${id(key)}/messages`, call),
  /** With the phrases that moved its reading, which are found when asked for. */
  message: (key: string, message: string) => request<Message>(`/conversations/${id(key)}/messages/${id(message)}`),
  points: (key: string) => latest<Point>(`/conversations/${id(key)}/sentiment`),
  act: (key: string, action: Action, call?: Call) =>
    post<unknown>(`/conversations/${id(key)}/${action}`, {}, call),
  handOn: (key: string, way: 'assign' | 'transfer', to: Destination) => post<Conversation>(`/conversations/${id(key)}/${way}`, to),
  consult: (key: string, agent: string) => post<Conversation>(`/conversations/${id(key)}/consult`, { agent }),
  raiseHand: (key: string, raised: boolean) => post<Conversation>(`/conversations/${id(key)}/raise_hand`, { raised }),
  markRead: (key: string, message: string) => post<Conversation>(`/conversations/${id(key)}/read`, { message }),
  write: (key: string, message: { text: string; client_id: string; visibility?: 'internal' }, call?: Call) =>
    post<{ id: string; version: number; client_id?: string }>(`/conversations/${id(key)}/messages`, message, call),

  answerConsent: (key: string, consent: boolean, call?: Call) =>
    request<Conversation>(`/conversations/${id(key)}/consent`, { ...call, method: 'PUT', body: { consent } }),
  notice: (queue: string) => request<Consent>(`/queues/${id(queue)}/notice`, { anonymous: true }),
  setUpState: () => request<{ needed: boolean; least_password_characters: number }>('/set-up', { anonymous: true }),
  setUp: (token: string, name: string, password: string) =>
    request<unknown>('/set-up', { method: 'POST', body: { token, name, password }, anonymous: true }),

  alertsOf: (conversation: string, state: Alert['state']) => all<Alert>(`/alerts?conversation=${id(conversation)}&state=${state}`, {}, mostAlerts),
  alerts: (state?: Alert['state'], call?: Call) => all<Alert>(`/alerts${state ? `?state=${state}` : ''}`, call, mostAlerts),
  /** Open ones of conversations that are not closed: those of all that ever were may be many. */
  runningAlerts: () => all<Alert>('/alerts?state=open&running=true', {}, mostAlerts),
  alertPage: (state: Alert['state'] | '', cursor: string, limit = 50) =>
    request<Page<Alert>>(`/alerts?limit=${limit}${state ? `&state=${state}` : ''}${cursor ? `&cursor=${id(cursor)}` : ''}`),
  answerAlert: (key: string, answer: 'acknowledge' | 'ignore' | 'resolve', reason?: string) =>
    post<Alert>(`/alerts/${id(key)}/${answer}`, reason ? { reason } : {}),

  settings: () => request<SentimentSettings>('/settings/sentiment'),
  saveSettings: (settings: Partial<SentimentSettings> & { version: number }) =>
    request<SentimentSettings>('/settings/sentiment', { method: 'PUT', body: settings }),
  notificationTemplate: () => request<NotificationTemplate>('/settings/notification'),
  insights: (query: URLSearchParams) => request<InsightsRow>(`/insights/summary?${query.toString()}`),
  insightsSeries: (query: URLSearchParams, by: 'hour' | 'day') =>
    request<Page<InsightsRow>>(`/insights/series?by=${by}&${query.toString()}`).then((page) => page.items),
  insightsBy: (what: 'queues' | 'agents', query: URLSearchParams) => request<Page<InsightsRow>>(`/insights/${what}?${query.toString()}`).then((page) => page.items),
  conversationsFile: (query: URLSearchParams) => file(`/insights/conversations.csv?${query.toString()}`),
  conversationsAddress: (query: URLSearchParams) => `${base}/insights/conversations.csv?${query.toString()}`,
};
