import type {
  Account, Alert, Colleague, Consent, Conversation, InsightsRow, LiveEvent, Message, Point, Reading, SentimentSettings, SignIn, SupervisorActions, Work,
} from '../src/api/model';
import type { AuditEntry, Block, Delivery, Hours, Key, Queue, QueueSettings, RoutingRules, RoutingTrial, Rule, Simulation, Webhook } from '../src/api/admin';
import type { AgreementReport, EarlierReading, Feedback, OwnPhrases } from '../src/api/feedback';
import type { Hit, NewBlock, WrapUpCodes } from '../src/api/records';
import type { components } from './described';

type Described = components['schemas'];
type Fits<Wanted, Given extends Wanted> = Given;

/** Checked by the compiler alone: what the API description promises is what the pages expect. */
export type Agreement = [
  Fits<Account, Described['Me']>,
  Fits<SignIn, Described['SignIn']>,
  Fits<Colleague, Described['User']>,
  Fits<Conversation, Described['Conversation'] | Described['VisitorConversation']>,
  Fits<Message, Described['Message']>,
  Fits<Omit<Reading, 'phrases'>, Described['Reading']>,
  Fits<Point, Described['SentimentPoint']>,
  Fits<Alert, Described['Alert']>,
  Fits<SentimentSettings, Described['SentimentSettings']>,
  Fits<SupervisorActions, Described['SupervisorActions']>,
  Fits<Queue, Described['Queue']>,
  Fits<QueueSettings, Described['QueueSentimentSettings']>,
  Fits<Omit<Hours, 'weekly'>, Described['Hours']>,
  Fits<RoutingRules, Described['RoutingRules']>,
  Fits<RoutingTrial, Described['RoutingTrial']>,
  Fits<WrapUpCodes, Described['WrapUpCodes']>,
  Fits<Block, Described['Block']>,
  Fits<Key, Described['Key']>,
  Fits<Rule, Described['Rule']>,
  Fits<Simulation, Described['Simulation']>,
  Fits<Webhook, Described['Webhook']>,
  Fits<Delivery, Described['Delivery']>,
  Fits<AuditEntry, Described['AuditEntry']>,
  Fits<InsightsRow, Described['InsightsRow']>,
  Fits<Consent, Described['Consent']>,
  Fits<Work, Described['Work']>,
  Fits<Hit, Described['Hit']>,
  Fits<Omit<Feedback, 'level'>, Described['Feedback']>,
  Fits<AgreementReport, Described['AgreementReport']>,
  Fits<Omit<EarlierReading, 'phrases'>, Described['MessageReadings']['items'][number]>,
  Fits<Pick<OwnPhrases, 'version'>, Described['OwnPhrases']>,
  Fits<Described['NewBlock'], NewBlock>,
  Fits<LiveEvent, Described['LiveEvent']>,
];
