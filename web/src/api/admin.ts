import { all, part, request } from './client';
import type { BlockKind, WrapUpCodes } from './records';
import type { ChannelConsent, Colleague, Consent, LevelName, Named, NotificationTemplate, Page, QuietHours, Reading, Role, SentimentSettings, SignIn, SupervisorActions, Threshold } from './model';

/** What administrators alone read and write. */
export interface Queue extends Named {
  created_at: string;
  /** Agents pick a conversation, or it is offered to one who is free. */
  routing: 'pick' | 'push';
  /** Of the capacity of its agent, what an active conversation takes. */
  units: number;
  /** What an agent must know to be offered one. */
  skills: string[];
}

/** What is left out stays. */
export type QueueChange = Partial<Pick<Queue, 'name' | 'routing' | 'units' | 'skills'>>;

export interface QueueSettings {
  enabled: boolean;
  agent_threshold: Threshold;
  supervisor_threshold: Threshold;
  quiet_hours?: QuietHours | null;
  /** Where each value comes from. */
  source: Record<'enabled' | 'agent_threshold' | 'supervisor_threshold' | 'quiet_hours', 'organisation' | 'queue' | 'channel'>;
  version: number;
}

type Inherit<T> = { [Key in keyof T]?: T[Key] | 'inherit' };
export type QueueSettingsChange = Inherit<Pick<SentimentSettings, 'enabled' | 'agent_threshold' | 'supervisor_threshold' | 'quiet_hours'>> & { version: number };

export interface PersonChange {
  name?: string;
  password?: string;
  role?: Role;
  disabled?: boolean;
  queues?: string[];
  skills?: string[];
  /** Null for that of the organisation. */
  capacity?: number | null;
}

export type NewPerson = Required<Pick<PersonChange, 'name' | 'password' | 'role' | 'queues'>> & Pick<PersonChange, 'skills' | 'capacity'>;

export const weekDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type WeekDay = (typeof weekDays)[number];

export interface Hours {
  time_zone: string;
  /** Begin and end of each span; null is day and night, a day that is not named is closed. */
  weekly: Partial<Record<WeekDay, [string, string][]>> | null;
  closed_on: string[];
  /** Language tag and text. */
  message: Record<string, string>;
  overflow: Named | null;
  version: number;
}

export type HoursChange = Omit<Hours, 'overflow'> & { overflow: string | null };

/** One rule that places conversations; what is left out fits everything, or changes nothing. */
export interface RoutingRule<Queue> {
  name: string;
  if: { level_at_most?: LevelName; languages?: string[]; channels?: string[]; out_of_hours?: boolean };
  then: { queue?: Queue; priority?: number; skill?: string };
}

export interface Ruleset<Queue> {
  name: string;
  rules: RoutingRule<Queue>[];
}

/** As stored, with the names of the queues. */
export interface RoutingRules {
  rulesets: Ruleset<Named>[];
  version: number;
}

/** As sent: queues by id. */
export type RulesetRequest = Ruleset<string>;

export interface RoutingExample {
  text: string;
  language?: string;
  channel?: string;
  out_of_hours?: boolean;
  /** Where it comes in. */
  queue?: string;
  /** Tried instead of the stored ones. */
  rulesets?: RulesetRequest[];
}

/** What the rules would do with an example. */
export interface RoutingTrial {
  level: LevelName;
  reading: Reading;
  matched: { ruleset: string; rule: string }[];
  /** Null where it stays in the queue that it came into. */
  queue: Named | null;
  priority: number;
  skills: string[];
  /** What supervisors would be told; null where no queue is known. */
  alerts: ExpectedAlert[] | null;
}

export interface ExpectedAlert {
  threshold: LevelName;
  /** Absent for the threshold of the queue. */
  rule?: Named;
  /** All rules that it meets, that one first. */
  rules: Named[];
  /** Who pops up is told at once, the others find it in the inbox. */
  people: { user: Named; notify: boolean }[];
}

export interface Block {
  id: string;
  /** Keeps out who wrote in this conversation, from its address, or with its customer id. */
  kind: BlockKind;
  conversation: string;
  customer: { name?: string | null };
  reason: string;
  /** Null until it is lifted. */
  until: string | null;
  created_at: string;
  created_by: Named;
}

export interface Key extends Named {
  scope: string;
  created_at: string;
}

export interface RuleRequest {
  name?: string;
  enabled?: boolean | null;
  audience?: 'agent' | 'supervisor' | null;
  scope?: { queue?: string | null; channel?: string | null; skill?: string | null } | null;
  level?: Exclude<LevelName, 'none'> | null;
  pulse?: number | null;
  hysteresis?: number | null;
  cool_down_seconds?: number | null;
  k?: number | null;
  n?: number | null;
  duration_seconds?: number | null;
  drop_levels?: number | null;
  within_messages?: number | null;
  minimum_messages?: number | null;
  minimum_confidence?: number | null;
  quiet_hours?: QuietHours | null;
  version?: number | null;
}

export interface Rule extends RuleRequest {
  id: string;
  name: string;
  version: number;
}

export interface Simulation {
  items: { conversation: string; message: string; at: string; level: LevelName; code: number; pulse: number }[];
  conversations: number;
  cut: boolean;
}

export const webhookEvents = ['message_scored', 'level_changed', 'alert_raised', 'alert_acknowledged', 'conversation_closed', 'message_sent'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export interface Webhook {
  id: string;
  url: string;
  events: WebhookEvent[];
  created_at: string;
  /** Deliveries that wait for an attempt. */
  pending: number;
  /** Deliveries that were given up. */
  dead: number;
}

export type DeliveryState = 'pending' | 'delivered' | 'dead';

/** One telling of one event. */
export interface Delivery {
  id: string;
  event: WebhookEvent;
  conversation: string;
  state: DeliveryState;
  attempts: number;
  created_at: string;
  next_attempt_at?: string | null;
  /** HTTP status of the latest attempt that was answered. */
  status?: number | null;
  /** Why the latest attempt had no answer. */
  error?: string | null;
  delivered_at?: string | null;
}

export interface AuditEntry {
  id: string;
  at: string;
  who: Named;
  /** What was changed: settings/sentiment, queues/ID/consent, users/ID … */
  object: string;
  action: string;
  /** Pairs of name=value; empty where it did not exist. */
  before: string;
  after: string;
  /** Of the conversation that it is about, as long as that is kept. */
  customer?: string;
  channel?: string;
}

const id = encodeURIComponent;
const send = <T>(method: string, path: string, body?: unknown) => request<T>(path, { method, body });
const channelPath = (queue: string, channel: string, what: string) => `/queues/${id(queue)}${channel ? `/channels/${id(channel)}` : ''}/${what}`;
const settingsPath = (queue: string, channel: string) => channelPath(queue, channel, 'settings/sentiment');

export const admin = {
  people: () => all<Colleague>('/users'),
  addPerson: (person: NewPerson) => send<Colleague>('POST', '/users', person),
  changePerson: (key: string, change: PersonChange) => send<Colleague>('PATCH', `/users/${id(key)}`, change),
  signInsOf: (key: string) => all<SignIn>(`/users/${id(key)}/sessions`),
  signOutPerson: (key: string) => send<void>('POST', `/users/${id(key)}/sign_out`, {}),

  queues: () => all<Queue>('/queues'),
  queue: (key: string) => request<Queue>(`/queues/${id(key)}`),
  addQueue: (name: string) => send<Queue>('POST', '/queues', { name }),
  changeQueue: (key: string, change: QueueChange) => send<Queue>('PATCH', `/queues/${id(key)}`, change),
  deleteQueue: (key: string) => send<void>('DELETE', `/queues/${id(key)}`),
  addMember: (queue: string, user: string) => send<Colleague>('POST', `/queues/${id(queue)}/members`, { user }),
  removeMember: (queue: string, user: string) => send<void>('DELETE', `/queues/${id(queue)}/members/${id(user)}`),
  channelConsent: (queue: string, channel: string) => request<ChannelConsent>(channelPath(queue, channel, 'consent')),
  saveChannelConsent: (queue: string, channel: string, change: { mode: Consent['mode'] | 'inherit'; version: number }) =>
    send<ChannelConsent>('PUT', channelPath(queue, channel, 'consent'), change),
  consent: (queue: string) => request<Consent>(`/queues/${id(queue)}/consent`),
  saveConsent: (queue: string, consent: Consent) => send<Consent>('PUT', `/queues/${id(queue)}/consent`, consent),
  hours: (queue: string) => request<Hours>(`/queues/${id(queue)}/hours`),
  saveHours: (queue: string, hours: HoursChange) => send<Hours>('PUT', `/queues/${id(queue)}/hours`, hours),
  /** Of the queue, or of one channel in it. */
  queueSettings: (queue: string, channel = '') => request<QueueSettings>(settingsPath(queue, channel)),
  saveQueueSettings: (queue: string, change: QueueSettingsChange, channel = '') => send<QueueSettings>('PUT', settingsPath(queue, channel), change),

  saveSupervisorActions: (change: Partial<SupervisorActions> & { version: number }) => send<SupervisorActions>('PUT', '/settings/supervisor', change),

  saveNotification: (change: Partial<NotificationTemplate> & { version: number }) => send<NotificationTemplate>('PUT', '/settings/notification', change),

  routing: () => request<RoutingRules>('/settings/routing'),
  saveRouting: (rulesets: RulesetRequest[], version: number) => send<RoutingRules>('PUT', '/settings/routing', { rulesets, version }),
  tryRouting: (example: RoutingExample) => send<RoutingTrial>('POST', '/settings/routing/try', example),

  saveWrapUpCodes: (codes: string[], version: number) => send<WrapUpCodes>('PUT', '/settings/wrap_up_codes', { codes, version }),

  blocks: (cursor: string) => request<Page<Block>>(`/blocks?${part(cursor)}`),
  liftBlock: (key: string) => send<void>('DELETE', `/blocks/${id(key)}`),

  rules: () => request<{ items: Rule[] }>('/rules?limit=500').then((page) => page.items),
  rule: (key: string) => request<Rule>(`/rules/${id(key)}`),
  addRule: (rule: RuleRequest) => send<Rule>('POST', '/rules', rule),
  saveRule: (key: string, rule: RuleRequest) => send<Rule>('PUT', `/rules/${id(key)}`, rule),
  deleteRule: (key: string) => send<void>('DELETE', `/rules/${id(key)}`),
  simulate: (rule: RuleRequest, from: string, to: string) => send<Simulation>('POST', '/rules/simulate', { rule, from, to }),

  keys: () => all<Key>('/keys'),
  addKey: (name: string) => send<{ id: string; key: string }>('POST', '/keys', { name, scope: 'channel' }),
  deleteKey: (key: string) => send<void>('DELETE', `/keys/${id(key)}`),

  webhooks: () => request<Page<Webhook>>('/webhooks?limit=500').then((page) => page.items),
  webhook: (key: string) => request<Webhook>(`/webhooks/${id(key)}`),
  addWebhook: (url: string, events: WebhookEvent[]) => send<Webhook & { secret: string }>('POST', '/webhooks', { url, events }),
  deleteWebhook: (key: string) => send<void>('DELETE', `/webhooks/${id(key)}`),
  deliveries: (key: string, state: DeliveryState | '', cursor: string) =>
    request<Page<Delivery>>(`/webhooks/${id(key)}/deliveries?${part(cursor)}${state ? `&state=${state}` : ''}`),
  replay: (key: string, delivery?: string) => send<{ replayed: number }>('POST', `/webhooks/${id(key)}/replay`, delivery ? { delivery } : {}),

  audit: (cursor: string) => request<Page<AuditEntry>>(`/audit?${part(cursor)}`),
};
