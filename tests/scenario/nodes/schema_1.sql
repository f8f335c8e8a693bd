-- What version 0.1.0 made, with a conversation in it.
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

CREATE TABLE schema_version (version integer NOT NULL);
INSERT INTO schema_version (version) VALUES (1);

INSERT INTO queues (id, name, created_at, settings_version, consent_mode, consent_notice)
VALUES ('01queue', 'billing', 1750000000000, 1, 'not_required', '');
INSERT INTO users (id, name, role, password, presence, disabled, created_at)
VALUES ('01agent', 'agent1', 'agent', 'none', 'offline', 0, 1750000000000);
INSERT INTO members (queue_id, user_id) VALUES ('01queue', '01agent');
INSERT INTO conversations (id, version, visitor_version, state, queue_id, channel, customer_name, locale, agent_id, bot,
    language, level, pulse, samples, told_agent, told_supervisor, messages, unanswered, created_at, queued_at,
    accepted_at, last_message_at, visitor_hash)
VALUES ('01conversation', 3, 3, 'active', '01queue', 'live_chat', 'Visitor 7', '', '01agent', 0, 'en', 8, 22.5, '22.5', 0, 0, 1, 1,
    1750000000000, 1750000000000, 1750000001000, 1750000002000, 'hash');
INSERT INTO messages (id, conversation_id, number, sender, sender_id, sender_name, text, visibility, created_at, version,
    visitor_version, level, pulse, confidence, language, profane, enters_window, partial, model, mood_level, mood_pulse)
VALUES ('01message', '01conversation', 1, 'customer', '01conversation', 'Visitor 7', 'My order never came.', 'public', 1750000002000, 3,
    3, 8, 22.5, 0.9, 'en', 0, 1, 0, '2026.1', 8, 22.5);
