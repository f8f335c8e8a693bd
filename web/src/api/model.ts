/** The shapes that the server's API answers with; times are RFC 3339 UTC, ids are strings. */

export const levelNames = [
  'none',
  'very_negative',
  'negative',
  'slightly_negative',
  'neutral',
  'slightly_positive',
  'positive',
  'very_positive',
] as const;
export type LevelName = (typeof levelNames)[number];

export type Role = 'agent' | 'supervisor' | 'administrator';
export type Presence = 'available' | 'busy' | 'do_not_disturb' | 'away' | 'offline';
export type ConversationState = 'open' | 'active' | 'waiting' | 'wrap_up' | 'closed';
export type Trend = 'improving' | 'steady' | 'declining';
export type Sender = 'customer' | 'agent' | 'supervisor' | 'bot' | 'system';

export interface Named {
  id: string;
  name: string;
}

export interface Account {
  id: string;
  name: string;
  role: Role;
  presence: Presence;
  queues: Named[];
  capacity?: number;
  /** Somebody else has set the password. */
  must_change_password: boolean;
  /** And the server answers nothing else before it is changed. */
  password_change_enforced: boolean;
}

/** A page or program that signed in and is not signed out. */
export interface SignIn {
  id: string;
  created_at: string;
  expires_at: string;
  /** From which it was made. */
  address: string;
  /** As the browser or program called itself. */
  device: string;
  /** In the own list: the one that asks. */
  current?: boolean;
}

export interface Colleague {
  id: string;
  name: string;
  role: Role;
  presence?: Presence;
  disabled?: boolean;
  /** Queues of which the account is a member. */
  queues?: Named[];
  /** What an agent knows. */
  skills?: string[];
  /** Conversations at once, where it is not that of the organisation. */
  capacity?: number;
}

export interface Phrase {
  text: string;
  /** UTF-8 byte offsets into the message's text. */
  start: number;
  end: number;
  /** Negative lowers the pulse. */
  weight: number;
}

export interface Reading {
  level: LevelName;
  code: number;
  pulse: number | null;
  zone: string | null;
  confidence: number;
  /** Null where the model does not tell it. */
  mixed: number | null;
  language: string;
  profane: boolean;
  /** The coarsest word; absent where there is none. */
  profanity?: { grade: 'mild' | 'coarse' | 'strong'; aim: 'person' | 'thing' | 'none' };
  /** A phrase of the organisation's own that was taken. */
  own_phrase?: string;
  partial?: boolean;
  /** False for what takes no place in the window: identifiers, links and numbers alone. */
  enters_window?: boolean;
  phrases?: Phrase[];
  model?: string;
}

export interface Conversation {
  id: string;
  version: number;
  state: ConversationState;
  queue: Named;
  channel: string;
  /** The id is known where a channel told it. */
  customer: { name?: string | null; id?: string };
  agent?: Named | null;
  subject?: string | null;
  language?: string | null;
  created_at: string;
  last_message_at?: string | null;
  /** The latest message that the agent has read. */
  read_by_agent?: string;
  /** It came in while its queue was closed and still waits. */
  out_of_hours?: boolean;
  /** Place in the line of the queue, 1 is the next; only while it waits there. */
  queue_position?: number;
  /** Null while nobody knows. */
  expected_wait_seconds?: number | null;
  // What follows is for staff only: a visitor's view has none of it.
  /** A bot alone has it. */
  bot?: boolean;
  /** False while monitoring is off for its queue and channel. */
  monitored?: boolean;
  level?: LevelName;
  code?: number;
  pulse?: number | null;
  /** Whether the customer agreed to be scored; absent until an answer came. */
  consent?: boolean;
  trend?: Trend;
  unanswered?: number;
  /** When the first message without an answer came. */
  unanswered_since?: string | null;
  /** Of one's own conversations alone: messages that are still to be read. */
  unread?: number;
  /** How often it was handed on. */
  transfers?: number;
  /** How long the customer waits, or waited, for an agent. */
  wait_seconds?: number;
  /** Absent while an agent is assigned and has not accepted yet. */
  accepted_at?: string | null;
  awaiting_acceptance?: boolean;
  /** The agent asks supervisors for help. */
  raised_hand?: boolean;
  /** The assigned agent and who takes part beside; supervisors who watch in silence are not among them. */
  participants?: Participant[];
  /** What the state and the administrator's switches let a supervisor do. */
  actions?: string[];
  /** Absent until somebody noted something. */
  wrap_up?: WrapUp;
  /** Of its agent's capacity, what it takes while it is active. */
  units?: number;
  /** In the answers of assign and transfer alone: units beyond the agent's capacity. */
  exceeded_units?: number;
}

/** What staff note about a conversation when it is over. */
export interface WrapUp {
  note: string;
  codes: string[];
  by?: Named;
  at?: string;
}

export interface Participant {
  user: Named;
  mode: 'primary' | 'joined' | 'consult';
}

/** Where a conversation is handed to: one of the two, by id. */
export type Destination = { agent: string } | { queue: string };

/** The filter of the live list that a person keeps, by the names of the list's query. */
export type LiveFilter = Partial<Record<'queue' | 'agent' | 'level' | 'trend', string>>;

/** What the administrator lets supervisors do. */
export interface SupervisorActions {
  monitor: boolean;
  assign: boolean;
  transfer: boolean;
  force_close: boolean;
  version: number;
}

export interface NotificationField {
  header: string;
  value: string;
}

/** How a supervisor is told of a low sentiment; title and values may hold {placeholders}. */
export interface NotificationTemplate {
  title: string;
  show_timeout: boolean;
  countdown_seconds: number;
  accept_label: string;
  reject_label: string;
  reject_visible: boolean;
  desktop_notification: 'never' | 'in_background' | 'always';
  fields: NotificationField[];
  /** What may stand in braces. */
  placeholders: string[];
  version: number;
}

export interface Message {
  id: string;
  sender: Sender;
  /** Of staff. */
  sender_name?: string | null;
  text: string;
  created_at: string;
  client_id?: string | null;
  visibility?: 'public' | 'internal' | string;
  reading?: Reading | null;
}

/** The level of the conversation after one scored message. */
export interface Point {
  at: string;
  message: string;
  level: LevelName;
  code: number;
  pulse: number | null;
}

export interface Alert {
  id: string;
  audience: 'agent' | 'supervisor';
  conversation: string;
  queue?: Named;
  customer?: { name: string };
  agent?: Named | null;
  /** The id of the customer message that caused it. */
  message?: string;
  /** Who monitors the conversation because of it. */
  taken_by?: Named | null;
  handled_by?: Named | null;
  handled_at?: string | null;
  /** Why it was resolved. */
  reason?: string | null;
  /** The level it fell from. */
  before?: LevelName;
  /** The rule that told it; absent for the two thresholds of the settings. */
  rule?: Named | null;
  /** All rules that its message met, that one first. */
  rules?: Named[];
  level: LevelName;
  threshold: LevelName | string;
  state: 'open' | 'acknowledged' | 'resolved' | 'ignored';
  created_at: string;
  /** Who was told, and for whom it popped up. */
  told?: { user: Named; popped_up: boolean }[];
  /** In live events alone: it should pop up for this person now. */
  notify?: boolean;
}

export type EventKind = 'message' | 'reading' | 'level' | 'alert' | 'conversation' | 'presence' | 'typing' | 'read' | 'settings';

export interface LiveEvent {
  event: EventKind;
  conversation?: Conversation;
  message?: Message;
  alert?: Alert;
  /** Whose presence changed, or who types. */
  user?: Colleague | Named;
  notify?: boolean;
  /** Of a conversation event: what was done to it. */
  action?: string;
  /** Of settings: a queue with another name, or whose conversations take other units. */
  queue?: Named & { units: number };
  /** Of a mark how far was read: which side. */
  by?: string;
}

export type Threshold = 'none' | 'slightly_negative' | 'negative' | 'very_negative';

/** Alerts of these hours wait in the inbox. */
export interface QuietHours {
  from: string;
  to: string;
  time_zone: string;
}

export interface SentimentSettings {
  enabled: boolean;
  agent_threshold: Threshold;
  supervisor_threshold: Threshold;
  /** Of both thresholds; absent or null for none. */
  quiet_hours?: QuietHours | null;
  version: number;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** What a queue asks of its visitors before a conversation begins. */
export interface Consent {
  mode: 'not_required' | 'notice' | 'opt_in';
  /** Empty where the page's own words do. */
  notice: string;
}

/** Of one channel in a queue, and whether the mode is its own. */
export interface ChannelConsent extends Consent {
  version: number;
  source: 'queue' | 'channel';
}

/** One figure with that of the period before; null where there is nothing to divide by or the sample is too small. */
export interface Figure {
  value: number | null;
  previous: number | null;
  /** There is a value, made of fewer conversations of one agent than may be shown. */
  hidden?: boolean;
}

export interface SentimentFigures {
  conversations_with_sentiment: Figure;
  average_conversation_sentiment: Figure;
  percent_positive: Figure;
  percent_neutral: Figure;
  percent_negative: Figure;
}

/** The figures of a period, or of one hour, day, queue or agent in it. */
export interface InsightsRow {
  at?: string;
  queue?: Named;
  agent?: Named;
  conversations: Figure;
  engaged_conversations: Figure;
  abandon_rate_percent: Figure;
  service_level_percent: Figure;
  average_speed_to_answer_seconds: Figure;
  average_first_response_minutes: Figure;
  average_handle_time_minutes: Figure;
  average_wrap_up_minutes: Figure;
  average_conversation_time_minutes: Figure;
  average_messages: Figure;
  transfer_rate_percent: Figure;
  service_level_10_seconds_percent: Figure;
  service_level_20_seconds_percent: Figure;
  service_level_30_seconds_percent: Figure;
  service_level_40_seconds_percent: Figure;
  service_level_60_seconds_percent: Figure;
  service_level_120_seconds_percent: Figure;
  average_wait_seconds: Figure;
  average_customer_effort_minutes: Figure;
  average_consult_minutes: Figure;
  average_monitor_minutes: Figure;
  incoming_messages: Figure;
  outgoing_messages: Figure;
  average_incoming_messages: Figure;
  average_outgoing_messages: Figure;
  sentiment: SentimentFigures;
  bots: BotFigures;
  /** Of one agent; absent where none is known. */
  presence?: PresenceFigures;
  /** Of figures of one agent: feelings made of fewer are hidden. */
  minimum_sample?: number;
}

/** Hours in each presence. */
export interface PresenceFigures {
  signed_in_hours: Figure;
  available_hours: Figure;
  busy_hours: Figure;
  do_not_disturb_hours: Figure;
  away_hours: Figure;
}

export interface BotFigures {
  bot_conversations: Figure;
  bot_resolution_rate_percent: Figure;
  bot_escalation_rate_percent: Figure;
  average_bot_resolution_minutes: Figure;
  average_bot_escalation_minutes: Figure;
}

/** A person was there in this way from `since` on; without `until` it lasts. */
export interface PresencePeriod {
  presence: Presence;
  since: string;
  until?: string;
}

export type SessionEnd = 'accepted' | 'assigned' | 'rejected' | 'timed_out' | 'transferred' | 'taken_over' | 'released' | 'lost' | 'escalated' | 'waiting' | 'ended' | 'inactive' | 'closed';

/** One assignment of a conversation to an agent. */
export interface WorkSession {
  id: string;
  conversation: string;
  customer: { name: string };
  queue: Named;
  began_at: string;
  accepted_at?: string;
  ended_at?: string;
  ended_by?: SessionEnd;
  /** Of the customer, as far as they enter the window. */
  messages: number;
  /** At its end. */
  level: LevelName;
  lowest: Point | null;
}

/** What one agent does now and did of late. */
export interface Work {
  user: Colleague;
  from: string;
  /** Null when the presence has not changed since presences are kept. */
  presence_since: string | null;
  /** Newest first. */
  presences: PresencePeriod[];
  capacity: { units: number; used: number; free: number };
  conversations: { conversation: Conversation; course: Point[] }[];
  /** Newest first. */
  sessions: WorkSession[];
  /** Something was left out because of a bound. */
  partial: boolean;
}
