#include "store/migrations.h"

#include "store/postgresql.h"
#include "store/transaction.h"

#include <array>
#include <string>

namespace undertone::store {
namespace {

/// Ids are texts made by the program, times are milliseconds since 1970, yes and no are 1 and 0, levels are their
/// codes. Each step is run once, in this order; a new one is added at the end and none is changed ever.
constexpr std::array steps_of_the_product{
    // the first schema
    Migration(R"sql(
CREATE TABLE marks (name varchar(100) PRIMARY KEY, value bigint NOT NULL);

CREATE TABLE users (
    id varchar(40) PRIMARY KEY, name varchar(200) NOT NULL UNIQUE, role varchar(20) NOT NULL, password text NOT NULL,
    presence varchar(20) NOT NULL, disabled integer NOT NULL, created_at bigint NOT NULL);

CREATE TABLE sign_ins (
    hash varchar(64) PRIMARY KEY, user_id varchar(40) NOT NULL REFERENCES users (id), created_at bigint NOT NULL,
    expires_at bigint NOT NULL);
CREATE INDEX sign_ins_by_user ON sign_ins (user_id);

CREATE TABLE queues (
    id varchar(40) PRIMARY KEY, name varchar(200) NOT NULL, created_at bigint NOT NULL, deleted_at bigint,
    enabled integer, agent_threshold integer, supervisor_threshold integer, settings_version bigint NOT NULL,
    consent_mode varchar(20) NOT NULL, consent_notice text NOT NULL);
CREATE UNIQUE INDEX queues_by_name ON queues (name) WHERE deleted_at IS NULL;

CREATE TABLE members (
    queue_id varchar(40) NOT NULL REFERENCES queues (id), user_id varchar(40) NOT NULL REFERENCES users (id),
    PRIMARY KEY (queue_id, user_id));
CREATE INDEX members_by_user ON members (user_id);

CREATE TABLE channel_keys (
    id varchar(40) PRIMARY KEY, name varchar(200) NOT NULL, scope varchar(20) NOT NULL, hash varchar(64) NOT NULL UNIQUE,
    created_at bigint NOT NULL);

CREATE TABLE sentiment_settings (
    id integer PRIMARY KEY, enabled integer NOT NULL, agent_threshold integer NOT NULL, supervisor_threshold integer NOT NULL,
    version bigint NOT NULL, changed_by varchar(40), changed_by_name varchar(200), changed_at bigint);
INSERT INTO sentiment_settings (id, enabled, agent_threshold, supervisor_threshold, version) VALUES (1, 1, 0, 0, 1);

CREATE TABLE audit (
    id varchar(40) PRIMARY KEY, at bigint NOT NULL, user_id varchar(40) NOT NULL, user_name varchar(200) NOT NULL,
    object text NOT NULL, action varchar(20) NOT NULL, old_value text NOT NULL, new_value text NOT NULL);

CREATE TABLE conversations (
    id varchar(40) PRIMARY KEY, version bigint NOT NULL, visitor_version bigint NOT NULL, state varchar(10) NOT NULL,
    queue_id varchar(40) NOT NULL REFERENCES queues (id), channel varchar(40) NOT NULL, customer_name text NOT NULL,
    customer_id text, locale text NOT NULL, agent_id varchar(40) REFERENCES users (id), subject text, bot integer NOT NULL,
    consent integer, language varchar(20) NOT NULL, level integer NOT NULL, pulse double precision NOT NULL,
    samples text NOT NULL, told_agent integer NOT NULL, told_supervisor integer NOT NULL, messages bigint NOT NULL,
    unanswered bigint NOT NULL, created_at bigint NOT NULL, queued_at bigint NOT NULL, accepted_at bigint, ended_at bigint,
    closed_at bigint, last_message_at bigint, visitor_hash varchar(64) NOT NULL);
CREATE UNIQUE INDEX conversations_by_visitor ON conversations (visitor_hash);
CREATE INDEX conversations_by_state ON conversations (state, id);
CREATE INDEX conversations_by_queue ON conversations (queue_id, id);
CREATE INDEX conversations_by_agent ON conversations (agent_id, id);

CREATE TABLE messages (
    id varchar(40) NOT NULL, conversation_id varchar(40) NOT NULL REFERENCES conversations (id), number bigint NOT NULL,
    sender varchar(20) NOT NULL, sender_id varchar(40) NOT NULL, sender_name text NOT NULL, text text NOT NULL,
    visibility varchar(10) NOT NULL, client_id text, created_at bigint NOT NULL, version bigint NOT NULL,
    visitor_version bigint NOT NULL, level integer, pulse double precision, confidence double precision,
    language varchar(20), profane integer, enters_window integer, partial integer, model varchar(40), mood_level integer,
    mood_pulse double precision, PRIMARY KEY (conversation_id, number));
CREATE UNIQUE INDEX messages_by_client ON messages (conversation_id, sender, sender_id, client_id)
    WHERE client_id IS NOT NULL;

CREATE TABLE monitors (
    conversation_id varchar(40) NOT NULL REFERENCES conversations (id), user_id varchar(40) NOT NULL REFERENCES users (id),
    since bigint NOT NULL, PRIMARY KEY (conversation_id, user_id));

CREATE TABLE declined (
    conversation_id varchar(40) NOT NULL REFERENCES conversations (id), user_id varchar(40) NOT NULL REFERENCES users (id),
    at bigint NOT NULL, PRIMARY KEY (conversation_id, user_id, at));

CREATE TABLE alerts (
    id varchar(40) PRIMARY KEY, audience varchar(20) NOT NULL, conversation_id varchar(40) NOT NULL REFERENCES conversations (id),
    queue_id varchar(40) NOT NULL, customer text NOT NULL, agent_id varchar(40), message_id varchar(40) NOT NULL,
    before_level integer NOT NULL, level integer NOT NULL, threshold integer NOT NULL, state varchar(20) NOT NULL,
    created_at bigint NOT NULL, handled_by varchar(40), handled_at bigint, reason text, taken_by varchar(40));
CREATE INDEX alerts_by_conversation ON alerts (conversation_id, id);
CREATE INDEX alerts_by_queue ON alerts (queue_id, id);

CREATE TABLE alert_people (
    alert_id varchar(40) NOT NULL REFERENCES alerts (id), user_id varchar(40) NOT NULL REFERENCES users (id),
    notify integer NOT NULL, PRIMARY KEY (alert_id, user_id));
CREATE INDEX alert_people_by_user ON alert_people (user_id, alert_id);
)sql"),

    // mixed feelings
    Migration(R"sql(
ALTER TABLE messages ADD COLUMN mixed double precision;
)sql"),

    // "strong person rule": grade, aim, and whether the profanity rule holds.
    Migration(R"sql(
ALTER TABLE messages ADD COLUMN profanity varchar(40);
)sql"),

    // participants
    Migration(R"sql(
ALTER TABLE monitors ADD COLUMN mode varchar(10) NOT NULL DEFAULT 'monitor';
ALTER TABLE conversations ADD COLUMN awaiting integer NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN returns_to varchar(40);
ALTER TABLE conversations ADD COLUMN raised_at bigint;
)sql"),

    // conversations by time
    Migration(R"sql(
CREATE INDEX conversations_by_time ON conversations (created_at, id);
)sql"),

    // own rules
    Migration(R"sql(
CREATE TABLE alert_rules (
    id varchar(40) PRIMARY KEY, name varchar(200) NOT NULL UNIQUE, enabled integer NOT NULL, version bigint NOT NULL,
    queue_id varchar(40) REFERENCES queues (id), channel varchar(40), audience varchar(20) NOT NULL, level integer,
    pulse double precision, hysteresis double precision NOT NULL, cool_down_seconds bigint NOT NULL, k integer NOT NULL,
    n integer NOT NULL, duration_seconds bigint NOT NULL, drop_levels integer NOT NULL, within_messages integer NOT NULL,
    minimum_messages integer NOT NULL, minimum_confidence double precision NOT NULL, quiet_from varchar(5),
    quiet_to varchar(5), quiet_zone varchar(100), created_at bigint NOT NULL);

CREATE TABLE rule_states (
    conversation_id varchar(40) NOT NULL REFERENCES conversations (id),
    rule_id varchar(40) NOT NULL REFERENCES alert_rules (id), rule_version bigint NOT NULL, armed integer NOT NULL,
    messages bigint NOT NULL, below_since bigint, fired_at bigint, recent varchar(40) NOT NULL, below bigint NOT NULL,
    PRIMARY KEY (conversation_id, rule_id));
CREATE INDEX rule_states_by_rule ON rule_states (rule_id);

ALTER TABLE alerts ADD COLUMN rule_id varchar(40);
ALTER TABLE alerts ADD COLUMN rule_name varchar(200);
)sql"),

    // A delivery belongs to its conversation, whose words it holds, and goes with it.
    Migration(R"sql(
CREATE TABLE webhooks (
    id varchar(40) PRIMARY KEY, url text NOT NULL, events varchar(200) NOT NULL, secret varchar(100) NOT NULL,
    created_at bigint NOT NULL);

CREATE TABLE deliveries (
    id varchar(40) PRIMARY KEY, webhook_id varchar(40) NOT NULL REFERENCES webhooks (id), event varchar(30) NOT NULL,
    conversation_id varchar(40) NOT NULL REFERENCES conversations (id), body text NOT NULL, state varchar(10) NOT NULL,
    attempts bigint NOT NULL, created_at bigint NOT NULL, next_at bigint NOT NULL, status bigint, error text NOT NULL,
    delivered_at bigint);
CREATE INDEX deliveries_by_webhook ON deliveries (webhook_id, state, id);
CREATE INDEX deliveries_by_conversation ON deliveries (conversation_id);
CREATE INDEX deliveries_by_time ON deliveries (next_at) WHERE state = 'pending';
CREATE INDEX deliveries_by_age ON deliveries (created_at) WHERE state <> 'pending';
)sql"),

    // Rules that fire when time has passed, and that know which message they heard last.
    Migration(R"sql(
ALTER TABLE alert_rules ADD COLUMN condition_version bigint NOT NULL DEFAULT 1;
UPDATE alert_rules SET condition_version = version;
ALTER TABLE rule_states ADD COLUMN message_number bigint NOT NULL DEFAULT 0;
ALTER TABLE rule_states ADD COLUMN confidence double precision NOT NULL DEFAULT 1;
ALTER TABLE rule_states ADD COLUMN due_at bigint;
CREATE INDEX rule_states_by_due ON rule_states (due_at) WHERE due_at IS NOT NULL;
)sql"),

    // Conversations of before have no sessions; one that still runs begins its first with its next change.
    Migration(R"sql(
CREATE TABLE sessions (
    id varchar(40) PRIMARY KEY, conversation_id varchar(40) NOT NULL REFERENCES conversations (id), number bigint NOT NULL,
    queue_id varchar(40) NOT NULL REFERENCES queues (id), agent_id varchar(40) REFERENCES users (id), bot integer NOT NULL,
    began_at bigint NOT NULL, accepted_at bigint, ended_at bigint, ended_by varchar(20), messages bigint NOT NULL,
    opening text NOT NULL, samples text NOT NULL, level integer NOT NULL, pulse double precision NOT NULL,
    first_level integer NOT NULL, first_pulse double precision NOT NULL, lowest_message varchar(40), lowest_at bigint,
    lowest_level integer, lowest_pulse double precision, recovered_at bigint, transition double precision);
CREATE UNIQUE INDEX sessions_by_conversation ON sessions (conversation_id, number);
CREATE INDEX sessions_by_time ON sessions (began_at, id);
CREATE UNIQUE INDEX sessions_that_run ON sessions (conversation_id) WHERE ended_at IS NULL;

CREATE TABLE participations (
    conversation_id varchar(40) NOT NULL REFERENCES conversations (id), user_id varchar(40) NOT NULL REFERENCES users (id),
    number bigint NOT NULL, mode varchar(10) NOT NULL, since bigint NOT NULL, until bigint,
    PRIMARY KEY (conversation_id, number));
)sql"),

    // lines
    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN priority integer NOT NULL DEFAULT 0;
CREATE INDEX conversations_in_line ON conversations (queue_id, priority, queued_at, id) WHERE state = 'open' AND bot = 0;
CREATE INDEX conversations_by_wait ON conversations (queue_id, accepted_at) WHERE accepted_at IS NOT NULL;
)sql"),

    // opening hours
    Migration(R"sql(
CREATE TABLE queue_hours (
    queue_id varchar(40) PRIMARY KEY REFERENCES queues (id), time_zone varchar(100) NOT NULL, weekly text,
    closed_on text NOT NULL, overflow_id varchar(40) REFERENCES queues (id), version bigint NOT NULL);
CREATE TABLE queue_hours_messages (
    queue_id varchar(40) NOT NULL REFERENCES queues (id), language varchar(40) NOT NULL, text text NOT NULL,
    PRIMARY KEY (queue_id, language));
ALTER TABLE conversations ADD COLUMN out_of_hours integer NOT NULL DEFAULT 0;
)sql"),

    // Which people and visitors listen on which node, and since when not any more.
    Migration(R"sql(
CREATE TABLE nodes (id varchar(40) PRIMARY KEY, seen_at bigint NOT NULL);
CREATE TABLE listeners (
    node_id varchar(40) NOT NULL REFERENCES nodes (id), kind varchar(10) NOT NULL, owner_id varchar(40) NOT NULL,
    gone_at bigint, PRIMARY KEY (kind, owner_id, node_id));
CREATE INDEX listeners_by_node ON listeners (node_id);
)sql"),

    // A channel's own values in a queue; absent ones are the queue's.
    Migration(R"sql(
CREATE TABLE channel_settings (
    queue_id varchar(40) NOT NULL REFERENCES queues (id), channel varchar(40) NOT NULL, enabled integer,
    agent_threshold integer, supervisor_threshold integer, version bigint NOT NULL, PRIMARY KEY (queue_id, channel));
)sql"),

    // Skills are names, one a line.
    Migration(R"sql(
ALTER TABLE queues ADD COLUMN routing varchar(10) NOT NULL DEFAULT 'pick';
ALTER TABLE queues ADD COLUMN skills text NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN skills text NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN capacity bigint;
ALTER TABLE users ADD COLUMN offered_at bigint NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN skills text NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN placed integer NOT NULL DEFAULT 0;
CREATE TABLE routing_rules (
    ruleset bigint NOT NULL, number bigint NOT NULL, ruleset_name varchar(200) NOT NULL, name varchar(200) NOT NULL,
    level integer, languages text NOT NULL, channels text NOT NULL, out_of_hours integer,
    queue_id varchar(40) REFERENCES queues (id), priority bigint, skill varchar(200), PRIMARY KEY (ruleset, number));
)sql"),

    // An address or a customer is kept as a keyed hash alone.
    Migration(R"sql(
CREATE TABLE secrets (name varchar(100) PRIMARY KEY, value varchar(200) NOT NULL);
CREATE TABLE blocks (
    id varchar(40) PRIMARY KEY, kind varchar(20) NOT NULL, value varchar(64) NOT NULL, conversation_id varchar(40) NOT NULL,
    queue_id varchar(40) NOT NULL, customer text NOT NULL, reason text NOT NULL, until bigint, created_at bigint NOT NULL,
    user_id varchar(40) NOT NULL, user_name varchar(200) NOT NULL);
CREATE INDEX blocks_by_value ON blocks (value);
CREATE INDEX blocks_by_queue ON blocks (queue_id, id);
ALTER TABLE conversations ADD COLUMN address varchar(64);
)sql"),

    Migration(R"sql(
CREATE INDEX conversations_by_customer ON conversations (customer_id, id) WHERE customer_id IS NOT NULL;
)sql"),

    // Words are kept as the hexadecimal digits of their bytes, which every database orders alike.
    Migration(R"sql(
CREATE TABLE message_words (
    word varchar(250) NOT NULL, message_id varchar(40) NOT NULL, conversation_id varchar(40) NOT NULL, number bigint NOT NULL,
    PRIMARY KEY (word, message_id));
CREATE INDEX message_words_by_conversation ON message_words (conversation_id);
ALTER TABLE conversations ADD COLUMN searchable integer NOT NULL DEFAULT 0;
CREATE INDEX conversations_to_fill ON conversations (id) WHERE searchable = 0;
)sql"),

    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN customer_read varchar(40);
ALTER TABLE conversations ADD COLUMN agent_read varchar(40);
)sql"),

    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN wrap_note text;
ALTER TABLE conversations ADD COLUMN wrap_codes text;
ALTER TABLE conversations ADD COLUMN wrap_by varchar(40);
ALTER TABLE conversations ADD COLUMN wrap_by_name varchar(200);
ALTER TABLE conversations ADD COLUMN wrap_at bigint;
CREATE TABLE wrap_up_codes (name varchar(400) PRIMARY KEY, place integer NOT NULL);
)sql"),

    // Alerts that nobody cares for, and when somebody first did.
    Migration(R"sql(
ALTER TABLE alerts ADD COLUMN acknowledged_at bigint;
ALTER TABLE alerts ADD COLUMN escalate_at bigint;
ALTER TABLE alerts ADD COLUMN escalated_at bigint;
UPDATE alerts SET acknowledged_at = handled_at;
CREATE INDEX alerts_by_escalation ON alerts (escalate_at) WHERE escalate_at IS NOT NULL;
CREATE INDEX alert_people_waiting ON alert_people (user_id, alert_id) WHERE notify = 0;
)sql"),

    // Sign-ins that can be listed and ended one by one; passwords that somebody else has set.
    Migration(R"sql(
ALTER TABLE sign_ins ADD COLUMN id varchar(40);
ALTER TABLE sign_ins ADD COLUMN address varchar(100);
ALTER TABLE sign_ins ADD COLUMN device varchar(200);
UPDATE sign_ins SET id = substr(hash, 1, 26);
CREATE UNIQUE INDEX sign_ins_by_id ON sign_ins (id);
ALTER TABLE users ADD COLUMN must_change_password integer NOT NULL DEFAULT 0;
)sql"),

    // Files by reference.
    Migration(R"sql(
ALTER TABLE messages ADD COLUMN attachment_name text;
ALTER TABLE messages ADD COLUMN attachment_type varchar(300);
ALTER TABLE messages ADD COLUMN attachment_bytes bigint;
ALTER TABLE messages ADD COLUMN attachment_url text;
)sql"),

    // A client_id is looked for also where it does not matter who of the customer's side sent it.
    Migration(R"sql(
DROP INDEX messages_by_client;
CREATE UNIQUE INDEX messages_by_client ON messages (conversation_id, client_id, sender, sender_id)
    WHERE client_id IS NOT NULL;
)sql"),

    // Users can be deleted; what they have done stays.
    Migration(R"sql(
ALTER TABLE users ADD COLUMN deleted integer NOT NULL DEFAULT 0;
)sql"),

    // What is old enough to be deleted is found without a look at all that is closed.
    Migration(R"sql(
CREATE INDEX conversations_by_close ON conversations (state, closed_at, id);
)sql"),

    // Who was there when, and the sessions of one agent.
    Migration(R"sql(
CREATE TABLE presence_changes (
    id varchar(40) PRIMARY KEY, user_id varchar(40) NOT NULL REFERENCES users (id), presence varchar(20) NOT NULL,
    at bigint NOT NULL);
CREATE INDEX presence_changes_by_user ON presence_changes (user_id, id);
CREATE INDEX presence_changes_by_time ON presence_changes (at);
CREATE INDEX sessions_by_agent ON sessions (agent_id, ended_at);
)sql"),

    // How supervisors are told of a low sentiment; no row: the standard template.
    Migration(R"sql(
CREATE TABLE notification_template (
    id integer PRIMARY KEY, title text NOT NULL, show_timeout integer NOT NULL, countdown_seconds bigint NOT NULL,
    accept_label text NOT NULL, reject_label text NOT NULL, reject_visible integer NOT NULL,
    desktop varchar(20) NOT NULL, version bigint NOT NULL);
CREATE TABLE notification_fields (place integer PRIMARY KEY, header text NOT NULL, value text NOT NULL);
)sql"),

    // Filters of the live list that people keep.
    Migration(R"sql(
CREATE TABLE live_filters (
    user_id varchar(40) NOT NULL REFERENCES users (id), name varchar(40) NOT NULL, value text NOT NULL,
    PRIMARY KEY (user_id, name));
)sql"),

    // Words are stored a moment after their message, many together. The ids of messages grow, so that an index by them
    // costs next to nothing.
    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN words_until bigint NOT NULL DEFAULT 0;
UPDATE conversations SET words_until = messages WHERE searchable = 1;
DROP INDEX message_words_by_conversation;
CREATE INDEX message_words_by_message ON message_words (message_id);
)sql"),

    // What staff says of readings; readings that others took the place of; phrases that the organisation reads its own
    // way.
    Migration(R"sql(
ALTER TABLE messages ADD COLUMN own_phrase text;
ALTER TABLE alert_rules ADD COLUMN skill text;
ALTER TABLE queues ADD COLUMN units integer NOT NULL DEFAULT 1;
CREATE TABLE own_phrases (place integer PRIMARY KEY, language varchar(20) NOT NULL, phrase text NOT NULL, level integer NOT NULL);
CREATE TABLE feedback (
    id varchar(40) PRIMARY KEY, at bigint NOT NULL, conversation_id varchar(40) NOT NULL REFERENCES conversations (id),
    queue_id varchar(40) NOT NULL, message_id varchar(40) NOT NULL, user_id varchar(40) NOT NULL, user_name text NOT NULL,
    level integer NOT NULL, note text NOT NULL, read_level integer NOT NULL, read_pulse double precision NOT NULL,
    language varchar(20) NOT NULL, model text NOT NULL);
CREATE UNIQUE INDEX feedback_by_message ON feedback (message_id, user_id);
CREATE INDEX feedback_by_conversation ON feedback (conversation_id);
CREATE TABLE earlier_readings (
    conversation_id varchar(40) NOT NULL REFERENCES conversations (id), message_id varchar(40) NOT NULL,
    replaced_at bigint NOT NULL, level integer NOT NULL, pulse double precision NOT NULL,
    confidence double precision NOT NULL, language varchar(20) NOT NULL, profane integer NOT NULL,
    enters_window integer NOT NULL, partial integer NOT NULL, model text NOT NULL, mixed double precision, profanity text,
    own_phrase text, mood_level integer NOT NULL, mood_pulse double precision NOT NULL,
    PRIMARY KEY (message_id, replaced_at));
CREATE INDEX earlier_readings_by_conversation ON earlier_readings (conversation_id);
)sql"),

    // Since when a customer waits for an answer, how often a conversation was handed on, and how its feelings began and
    // how low they fell; the language and the model of a session.
    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN unanswered_since bigint;
ALTER TABLE conversations ADD COLUMN transfers bigint NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN first_level integer NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN lowest_level integer NOT NULL DEFAULT 0;
UPDATE conversations SET
    unanswered_since = CASE WHEN unanswered = 0 THEN NULL ELSE (SELECT min(m.created_at) FROM messages m
        WHERE m.conversation_id = conversations.id AND m.sender = 'customer' AND m.number > COALESCE((
            SELECT max(a.number) FROM messages a WHERE a.conversation_id = conversations.id
                AND a.sender IN ('agent', 'supervisor') AND a.visibility = 'public'), 0)) END,
    transfers = (SELECT count(*) FROM sessions s WHERE s.conversation_id = conversations.id
        AND s.ended_by = 'transferred'),
    first_level = COALESCE((SELECT m.mood_level FROM messages m WHERE m.conversation_id = conversations.id
        AND m.mood_level > 0 ORDER BY m.number LIMIT 1), 0),
    lowest_level = COALESCE((SELECT min(m.mood_level) FROM messages m WHERE m.conversation_id = conversations.id
        AND m.mood_level > 0), 0);
ALTER TABLE sessions ADD COLUMN language varchar(20);
ALTER TABLE sessions ADD COLUMN model text;
UPDATE sessions SET
    language = (SELECT m.language FROM messages m WHERE m.conversation_id = sessions.conversation_id
        AND m.level > 0 AND m.enters_window = 1 AND m.created_at >= sessions.began_at
        AND m.created_at <= COALESCE(sessions.ended_at, m.created_at) ORDER BY m.number DESC LIMIT 1),
    model = (SELECT m.model FROM messages m WHERE m.conversation_id = sessions.conversation_id
        AND m.level > 0 AND m.enters_window = 1 AND m.created_at >= sessions.began_at
        AND m.created_at <= COALESCE(sessions.ended_at, m.created_at) ORDER BY m.number DESC LIMIT 1)
    WHERE messages > 0;
)sql"),

    // The phrases that moved a reading; null: they were not looked for when it was made. The consent of a queue has a
    // version like other settings.
    Migration(R"sql(
ALTER TABLE messages ADD COLUMN phrases text;
ALTER TABLE earlier_readings ADD COLUMN phrases text;
ALTER TABLE queues ADD COLUMN consent_version bigint NOT NULL DEFAULT 1;
)sql"),

    // Routing rules look at the hours of the queue that a conversation was meant for, wherever it waits now. Who was
    // missed comes back as before.
    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN came_closed integer NOT NULL DEFAULT 0;
UPDATE conversations SET came_closed = out_of_hours WHERE state = 'open';
ALTER TABLE users ADD COLUMN missed_presence varchar(20);
)sql"),

    // Who acknowledged an alert first, also after somebody else has resolved it.
    Migration(R"sql(
ALTER TABLE alerts ADD COLUMN acknowledged_by varchar(40);
UPDATE alerts SET acknowledged_by = handled_by WHERE acknowledged_at = handled_at;
)sql"),

    // What arms a rule again that has no threshold, only a drop.
    Migration(R"sql(
ALTER TABLE rule_states ADD COLUMN fired_pulse double precision;
)sql"),

    // "22:00-06:00 Europe/Berlin", empty for none; no value is that of the level above.
    Migration(R"sql(
ALTER TABLE sentiment_settings ADD COLUMN quiet_hours text NOT NULL DEFAULT '';
ALTER TABLE queues ADD COLUMN quiet_hours text;
ALTER TABLE channel_settings ADD COLUMN quiet_hours text;
)sql"),

    // The rules that one message met beside the first.
    Migration(R"sql(
CREATE TABLE alert_further_rules (
    alert_id varchar(40) NOT NULL REFERENCES alerts (id), rule_id varchar(40) NOT NULL, rule_name varchar(200) NOT NULL,
    PRIMARY KEY (alert_id, rule_id));
)sql"),

    // The trend of the window, so that lists are filtered by it: 0 improving, 1 steady, 2 declining. A channel may ask
    // for another consent than its queue.
    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN trend integer NOT NULL DEFAULT 1;
UPDATE conversations SET trend = (SELECT CASE WHEN half.movement > 5 THEN 0 WHEN half.movement < -5 THEN 2 ELSE 1 END
    FROM (SELECT avg(CASE WHEN w.place <= w.samples / 2 THEN w.pulse END)
            - avg(CASE WHEN w.place > w.samples - w.samples / 2 THEN w.pulse END) AS movement
        FROM (SELECT l.pulse, row_number() OVER (ORDER BY l.number DESC) AS place, count(*) OVER () AS samples
            FROM (SELECT m.pulse, m.number FROM messages m WHERE m.conversation_id = conversations.id AND m.level > 0
                AND m.enters_window = 1 ORDER BY m.number DESC LIMIT 6) l) w) half);
ALTER TABLE channel_settings ADD COLUMN consent_mode varchar(20);
ALTER TABLE channel_settings ADD COLUMN consent_version bigint NOT NULL DEFAULT 1;
)sql"),

    // A channel key that did not hear the answer opens the conversation again and gets the same one.
    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN opened_by varchar(40);
ALTER TABLE conversations ADD COLUMN client_id text;
CREATE UNIQUE INDEX conversations_by_client ON conversations (opened_by, client_id) WHERE client_id IS NOT NULL;
)sql"),

    // When a user last signed in or set a presence: such a one is there without a live socket too.
    Migration(R"sql(
ALTER TABLE users ADD COLUMN there_at bigint;
)sql"),

    // However many deliveries wait for their next attempt, only those are read that are due.
    Migration(R"sql(
CREATE INDEX deliveries_due ON deliveries (webhook_id, next_at, id) WHERE state = 'pending';
CREATE INDEX deliveries_in_line ON deliveries (webhook_id, conversation_id, id) WHERE state = 'pending';
)sql"),

    // What runs, what is offered and what is open is found without a look at all that ever was. SQLite takes such an
    // index where the text of a statement says its condition.
    Migration(R"sql(
CREATE INDEX sessions_offered ON sessions (began_at, id)
    WHERE ended_at IS NULL AND accepted_at IS NULL AND agent_id IS NOT NULL;
CREATE INDEX conversations_in_hand ON conversations (agent_id, id) WHERE state <> 'closed';
CREATE INDEX conversations_that_run ON conversations (queue_id, id) WHERE state <> 'closed';
CREATE INDEX alerts_open ON alerts (id) WHERE state = 'open';
)sql"),

    // What the channel asked for, apart from what routing rules add for as long as they fit; of those that run already
    // nobody knows which was which.
    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN given_skills text NOT NULL DEFAULT '';
UPDATE conversations SET given_skills = skills WHERE skills <> '' AND state <> 'closed';
)sql"),

    // How often consent was answered: each answer is kept in the audit trail, so there is a bound.
    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN consent_answers bigint NOT NULL DEFAULT 0;
)sql"),

    // How far an agent has read, of what the customer sees: the mark itself may stand on an internal message.
    Migration(R"sql(
ALTER TABLE conversations ADD COLUMN agent_read_shown varchar(40);
UPDATE conversations SET agent_read_shown = (SELECT m.id FROM messages m WHERE m.conversation_id = conversations.id
    AND m.visibility <> 'internal' AND m.number <= (SELECT max(r.number) FROM messages r
        WHERE r.conversation_id = conversations.id AND r.id = conversations.agent_read)
    ORDER BY m.number DESC LIMIT 1) WHERE agent_read IS NOT NULL;
)sql"),
};

void run_all(Transaction& connection, Migration step) {
    std::size_t begin = 0;
    for (auto end = step.find(';'); end != Migration::npos; end = step.find(';', begin)) {
        connection.session() << std::string(step.substr(begin, end - begin));
        begin = end + 1;
    }
}

int latest_step(Transaction& connection) {
    int version = 0;
    soci::indicator state = soci::i_null;
    connection.session() << "SELECT max(version) FROM schema_version", soci::into(version, state);
    return state == soci::i_ok ? version : 0;
}

int present_version(Transaction& connection) {
    connection.session() << "CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)";
    return latest_step(connection);
}

} // namespace

int schema_version(Transaction& connection) {
    try {
        return latest_step(connection);
    } catch (soci::soci_error const&) { // no such table
        return 0;
    }
}

std::span<Migration const> migrations() {
    return steps_of_the_product;
}

Result<void> migrate(Transaction& connection, std::span<Migration const> steps) {
    connection.session() << std::string(connection.backend().begin_writing);
    try {
        if (&connection.backend() == &postgresql())
            take_time(connection);
        auto const present = present_version(connection);
        auto const known = static_cast<int>(steps.size());
        if (present < 0) {
            connection.session() << "ROLLBACK";
            return fail(Code::failed, "the database has schema " + std::to_string(present) + ": it is damaged");
        }
        if (present > known) {
            connection.session() << "ROLLBACK";
            return fail(Code::failed, "the database has schema " + std::to_string(present) +
                                          ", this program knows only up to schema " + std::to_string(known) +
                                          ": start a newer version of Undertone");
        }
        for (int number = present; number < known; ++number)
            run_all(connection, steps[static_cast<std::size_t>(number)]);
        if (present < known) {
            connection.session() << "DELETE FROM schema_version";
            connection.session() << "INSERT INTO schema_version (version) VALUES (:version)", soci::use(known);
        }
        connection.session() << "COMMIT";
    } catch (soci::soci_error const&) {
        connection.session() << "ROLLBACK";
        throw;
    }
    return {};
}

} // namespace undertone::store
