#include "store/conversations.h"

#include "store/conditions.h"
#include "store/mapping.h"
#include "store/settings.h"
#include "store/transaction.h"

#include <algorithm>

namespace undertone::store {
namespace {

using types::Conversation;

/// The queue of a conversation, and the settings from which follows whether its feeling is watched.
constexpr std::string_view with_settings =
    "JOIN queues q ON q.id = c.queue_id JOIN sentiment_settings s ON s.id = 1 "
    "LEFT JOIN channel_settings w ON w.queue_id = c.queue_id AND w.channel = c.channel ";

std::string const select =
    "SELECT c.id, c.version, c.visitor_version, c.state, c.queue_id, q.name, c.channel, c.customer_name, "
    "c.customer_id, c.locale, c.agent_id, u.name, c.subject, c.bot, c.consent, c.language, c.level, c.pulse, "
    "c.samples, c.told_agent, c.told_supervisor, c.messages, c.unanswered, c.created_at, c.queued_at, c.accepted_at, "
    "c.ended_at, c.closed_at, c.last_message_at, c.awaiting, c.returns_to, r.name, c.raised_at, c.out_of_hours, "
    "c.came_closed, c.priority, c.skills, c.given_skills, c.placed, c.customer_read, c.agent_read, c.agent_read_shown, "
    "c.unanswered_since, c.transfers, c.first_level, c.lowest_level, "
    "c.wrap_note, c.wrap_codes, c.wrap_by, c.wrap_by_name, c.wrap_at, COALESCE(w.enabled, q.enabled, s.enabled), "
    "COALESCE((SELECT m.value FROM marks m WHERE m.name = '" +
    std::string(supervisor_actions_off) + "'), 0), q.units FROM conversations c " + std::string(with_settings) +
    "LEFT JOIN users u ON u.id = c.agent_id LEFT JOIN users r ON r.id = c.returns_to ";
constexpr std::string_view columns = "tnntttttttttt"
                                     "nntnr"
                                     "tnnnn"
                                     "nnnnnn"
                                     "nttnnnnttnttt"
                                     "nnnn"
                                     "ttttnnnn";

/// A level or trend as it is shown: none, or steady, while the feeling of a running conversation is not watched
/// (types::is_shown).
std::string shown(std::string_view column, int otherwise = 0) {
    return "CASE WHEN c.state = 'closed' OR COALESCE(w.enabled, q.enabled, s.enabled) = 1 THEN c." +
           std::string(column) + " ELSE " + std::to_string(otherwise) + " END";
}

std::optional<types::Reference> maybe_reference(std::optional<std::string> id, std::string name) {
    return id ? std::optional(types::Reference{std::move(*id), std::move(name)}) : std::nullopt;
}

std::optional<types::WrapUp> read_wrap_up(Query& row) {
    types::WrapUp wrap_up;
    wrap_up.note = row.text();
    wrap_up.codes = names_in(row.text());
    wrap_up.by.id = row.text();
    wrap_up.by.name = row.text();
    auto const at = row.maybe_number();
    wrap_up.at = time_of(at.value_or(0));
    return at ? std::optional(std::move(wrap_up)) : std::nullopt;
}

Conversation read_row(Query& row) {
    Conversation c;
    c.id = row.text();
    c.version = static_cast<std::uint64_t>(row.number());
    c.visitor_version = static_cast<std::uint64_t>(row.number());
    c.state = types::state_from(row.text()).value();
    c.queue.id = row.text();
    c.queue.name = row.text();
    c.channel = row.text();
    c.customer.name = row.text();
    c.customer.id = row.maybe_text();
    c.locale = row.text();
    auto agent = row.maybe_text();
    c.agent = maybe_reference(std::move(agent), row.text());
    c.subject = row.maybe_text();
    c.bot = row.flag();
    if (auto const consent = row.maybe_number())
        c.consent = *consent != 0;
    c.language = row.text();
    c.mood.level = level_of_code(row.number());
    c.mood.pulse = row.real();
    read_samples(row.text(), c.mood);
    c.told_agent = level_of_code(row.number());
    c.told_supervisor = level_of_code(row.number());
    c.messages = static_cast<std::uint32_t>(row.number());
    c.unanswered = static_cast<std::uint32_t>(row.number());
    c.created_at = time_of(row.number());
    c.queued_at = time_of(row.number());
    c.accepted_at = time_of(row.maybe_number());
    c.ended_at = time_of(row.maybe_number());
    c.closed_at = time_of(row.maybe_number());
    c.last_message_at = time_of(row.maybe_number());
    c.awaiting = row.flag();
    auto returns_to = row.maybe_text();
    c.returns_to = maybe_reference(std::move(returns_to), row.text());
    c.raised_at = time_of(row.maybe_number());
    c.out_of_hours = row.flag();
    c.came_closed = row.flag();
    c.priority = row.number();
    c.skills = names_in(row.text());
    c.given_skills = names_in(row.text());
    c.placed = row.flag();
    c.customer_read = row.maybe_text();
    c.agent_read = row.maybe_text();
    c.agent_read_shown = row.maybe_text();
    c.unanswered_since = time_of(row.maybe_number());
    c.transfers = static_cast<std::uint32_t>(row.number());
    c.first_level = level_of_code(row.number());
    c.lowest_level = level_of_code(row.number());
    c.wrap_up = read_wrap_up(row);
    c.monitored = row.flag();
    c.switched_off = static_cast<std::uint8_t>(row.number());
    c.units = row.number();
    return c;
}

void read_participants(Transaction& transaction, Conversation& conversation) {
    Query query(transaction,
                "SELECT m.user_id, u.name, m.mode FROM monitors m JOIN users u ON u.id = m.user_id "
                "WHERE m.conversation_id = :conversation ORDER BY m.since, m.user_id",
                {conversation.id}, "ttt");
    while (query.next()) {
        types::Participant participant;
        participant.user.id = query.text();
        participant.user.name = query.text();
        participant.mode = types::mode_from(query.text()).value_or(types::Mode::monitor);
        conversation.participants.push_back(std::move(participant));
    }
}

std::vector<Conversation> read_all(Transaction& transaction, std::string const& text, std::vector<Value> const& in) {
    std::vector<Conversation> found;
    {
        Query query(transaction, text, in, columns);
        while (query.next())
            found.push_back(read_row(query));
    }
    for (auto& conversation : found)
        if (conversation.state != types::State::open && conversation.state != types::State::closed)
            read_participants(transaction, conversation);
    return found;
}

std::optional<Conversation> read_one(Transaction& transaction, std::string_view condition, Value const& value) {
    auto found = read_all(transaction, select + std::string(condition), {value});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

void add_scope(Conditions& conditions, Scope const& scope) {
    if (scope.everything)
        return;
    std::string const waits = "c.state = 'open' AND c.bot = 0";
    std::string const open = scope.whole_queues ? ""
                             : scope.closed_too ? "(c.state = 'closed' OR (" + waits + ")) AND "
                                                : waits + " AND ";
    conditions.add("(c.agent_id = :me OR EXISTS (SELECT 1 FROM monitors a WHERE a.conversation_id = c.id AND "
                   "a.user_id = :asked) OR (" +
                       open + "c.queue_id IN (SELECT m.queue_id FROM members m WHERE m.user_id = :member)))",
                   {scope.user, scope.user, scope.user});
}

/// One of these levels, if some are wanted.
void add_levels(Conditions& conditions, std::string_view column, std::string const& name,
                std::vector<sentiment::Level> const& levels) {
    std::vector<Value> values;
    for (auto const level : levels)
        values.emplace_back(stored(level));
    if (!values.empty())
        conditions.one_of(shown(column), name, values);
}

std::vector<sentiment::Level> levels_in(std::vector<sentiment::Zone> const& zones) {
    std::vector<sentiment::Level> levels;
    for (auto const zone : zones) {
        if (zone == sentiment::Zone::none)
            levels.push_back(sentiment::Level::none);
        for (auto const level : sentiment::levels)
            if (sentiment::zone_of(level) == zone)
                levels.push_back(level);
    }
    return levels;
}

/// What was felt and said in them, and what was told of it.
void add_feelings(Conditions& conditions, types::ConversationFilter const& filter) {
    add_levels(conditions, "level", "level", filter.levels);
    add_levels(conditions, "level", "zone", levels_in(filter.zones));
    add_levels(conditions, "first_level", "first", filter.first_levels);
    add_levels(conditions, "lowest_level", "lowest", filter.lowest_levels);
    std::vector<Value> trends;
    for (auto const trend : filter.trends)
        trends.emplace_back(stored(trend));
    if (!trends.empty())
        conditions.one_of(shown("trend", stored(sentiment::Trend::steady)), "trend", trends);
    std::vector<Value> const languages(filter.languages.begin(), filter.languages.end());
    if (!languages.empty())
        conditions.one_of("c.language", "language", languages);
    if (filter.rule)
        conditions.add("EXISTS (SELECT 1 FROM alerts a LEFT JOIN alert_further_rules f ON f.alert_id = a.id WHERE "
                       "a.conversation_id = c.id AND (a.rule_id = :rule OR a.rule_name = :rule_name OR f.rule_id = "
                       ":further_rule OR f.rule_name = :further_name))",
                       {*filter.rule, *filter.rule, *filter.rule, *filter.rule});
}

/// The indexes of what runs serve a text that says so. Several states with the closed ones among them would be sorted,
/// all of history: it is read newest first, without the states that were not asked for.
void add_states(Conditions& conditions, std::vector<types::State> const& wanted) {
    std::vector<Value> in;
    std::vector<Value> out;
    auto const asked = [&](types::State state) {
        return wanted.empty() ? state != types::State::closed : std::count(wanted.begin(), wanted.end(), state) > 0;
    };
    for (auto const state : types::states)
        (asked(state) ? in : out).emplace_back(types::name_of(state));
    bool const closed = asked(types::State::closed);
    if (!closed)
        conditions.add("c.state <> 'closed'", {});
    if (!closed || in.size() == 1)
        conditions.one_of("c.state", "state", in);
    else if (!out.empty())
        conditions.one_of("c.state NOT", "state", out);
}

void add_filter(Conditions& conditions, types::ConversationFilter const& filter) {
    add_states(conditions, filter.states);
    if (filter.queue)
        conditions.add("c.queue_id = :queue", {*filter.queue});
    if (filter.agent)
        conditions.add("c.agent_id = :agent", {*filter.agent});
    if (filter.unassigned)
        conditions.add("c.agent_id IS NULL", {});
    if (filter.channel)
        conditions.add("c.channel = :channel", {*filter.channel});
    if (filter.started_from && filter.open_from)
        conditions.add("(c.created_at >= :started OR (c.created_at >= :open_from AND c.state <> 'closed'))",
                       {stored(*filter.started_from), stored(*filter.open_from)});
    else if (filter.started_from)
        conditions.add("c.created_at >= :started", {stored(*filter.started_from)});
    if (filter.started_before)
        conditions.add("c.created_at < :begun_before", {stored(*filter.started_before)});
    add_feelings(conditions, filter);
}

} // namespace

std::optional<Conversation> find_conversation(Transaction& transaction, std::string_view id) {
    return read_one(transaction, "WHERE c.id = :id", id);
}

void insert_conversation(Transaction& transaction, Conversation const& c, std::string_view visitor_hash) {
    Query(transaction,
          "INSERT INTO conversations (id, version, visitor_version, state, queue_id, channel, customer_name, "
          "customer_id, locale, agent_id, subject, bot, consent, language, level, pulse, samples, told_agent, "
          "told_supervisor, messages, unanswered, created_at, queued_at, accepted_at, ended_at, closed_at, "
          "last_message_at, visitor_hash, out_of_hours, came_closed, priority, skills, given_skills) VALUES (:id, "
          ":version, "
          ":visitor_version, :state, :queue, :channel, "
          ":customer_name, :customer_id, :locale, :agent, :subject, :bot, :consent, :language, :level, :pulse, "
          ":samples, :told_agent, :told_supervisor, :messages, :unanswered, :created_at, :queued_at, :accepted_at, "
          ":ended_at, :closed_at, :last_message_at, :visitor_hash, :out_of_hours, :came_closed, "
          ":priority, :skills, :given_skills)",
          {c.id,
           c.version,
           c.visitor_version,
           types::name_of(c.state),
           c.queue.id,
           c.channel,
           c.customer.name,
           c.customer.id,
           c.locale,
           id_of(c.agent),
           c.subject,
           c.bot,
           maybe_flag(c.consent),
           c.language,
           stored(c.mood.level),
           c.mood.pulse,
           text_of(c.mood),
           stored(c.told_agent),
           stored(c.told_supervisor),
           c.messages,
           c.unanswered,
           stored(c.created_at),
           stored(c.queued_at),
           stored(c.accepted_at),
           stored(c.ended_at),
           stored(c.closed_at),
           stored(c.last_message_at),
           visitor_hash,
           c.out_of_hours,
           c.came_closed,
           c.priority,
           lines_of(c.skills),
           lines_of(c.given_skills)});
}

void update_conversation(Transaction& transaction, Conversation const& c) {
    Query(transaction,
          "UPDATE conversations SET version = :version, visitor_version = :visitor_version, state = :state, "
          "queue_id = :queue, agent_id = :agent, bot = :bot, consent = :consent, language = :language, level = :level, "
          "pulse = :pulse, "
          "samples = :samples, told_agent = :told_agent, told_supervisor = :told_supervisor, messages = :messages, "
          "unanswered = :unanswered, queued_at = :queued_at, accepted_at = :accepted_at, ended_at = :ended_at, "
          "closed_at = :closed_at, last_message_at = :last_message_at, awaiting = :awaiting, returns_to = :returns_to, "
          "raised_at = :raised_at, out_of_hours = :out_of_hours, came_closed = :came_closed, priority = :priority, "
          "skills = :skills, placed = "
          ":placed, "
          "customer_read = :customer_read, agent_read = :agent_read, agent_read_shown = :agent_read_shown, "
          "unanswered_since = :unanswered_since, transfers = "
          ":transfers, first_level = :first_level, lowest_level = :lowest_level, trend = :trend WHERE id = :id",
          {c.version,
           c.visitor_version,
           types::name_of(c.state),
           c.queue.id,
           id_of(c.agent),
           c.bot,
           maybe_flag(c.consent),
           c.language,
           stored(c.mood.level),
           c.mood.pulse,
           text_of(c.mood),
           stored(c.told_agent),
           stored(c.told_supervisor),
           c.messages,
           c.unanswered,
           stored(c.queued_at),
           stored(c.accepted_at),
           stored(c.ended_at),
           stored(c.closed_at),
           stored(c.last_message_at),
           c.awaiting,
           id_of(c.returns_to),
           stored(c.raised_at),
           c.out_of_hours,
           c.came_closed,
           c.priority,
           lines_of(c.skills),
           c.placed,
           c.customer_read,
           c.agent_read,
           c.agent_read_shown,
           stored(c.unanswered_since),
           c.transfers,
           stored(c.first_level),
           stored(c.lowest_level),
           stored(sentiment::trend_of(c.mood)),
           c.id});
}

void update_counts(Transaction& transaction, Conversation const& c) {
    Query(
        transaction,
        "UPDATE conversations SET version = :version, visitor_version = :visitor_version, language = :language, "
        "level = :level, pulse = :pulse, samples = :samples, told_agent = :told_agent, told_supervisor = "
        ":told_supervisor, messages = :messages, unanswered = :unanswered, unanswered_since = :unanswered_since, "
        "last_message_at = :last_message_at, first_level = :first_level, lowest_level = :lowest_level, trend = :trend "
        "WHERE id = :id",
        {c.version, c.visitor_version, c.language, stored(c.mood.level), c.mood.pulse, text_of(c.mood),
         stored(c.told_agent), stored(c.told_supervisor), c.messages, c.unanswered, stored(c.unanswered_since),
         stored(c.last_message_at), stored(c.first_level), stored(c.lowest_level), stored(sentiment::trend_of(c.mood)),
         c.id});
}

std::vector<Conversation> list_conversations(Transaction& transaction, Scope const& scope,
                                             types::ConversationFilter const& filter, std::string_view before,
                                             std::size_t limit) {
    Conditions conditions;
    add_scope(conditions, scope);
    add_filter(conditions, filter);
    if (!before.empty())
        conditions.add("c.id < :before", {before});
    auto values = conditions.values();
    values.emplace_back(limit + 1);
    return read_all(transaction, select + conditions.text() + " ORDER BY c.id DESC LIMIT :most", values);
}

types::ConversationCounts count_conversations(Transaction& transaction, Scope const& scope,
                                              types::ConversationFilter const& filter) {
    Conditions conditions;
    add_scope(conditions, scope);
    add_filter(conditions, filter);
    conditions.add("c.bot = 0", {});
    Query query(
        transaction,
        "SELECT c.state, " + shown("level") +
            " AS shown, CASE WHEN c.accepted_at IS NULL AND c.state IN ('open', 'active') THEN 1 ELSE 0 END AS waits, "
            "count(*), min(c.queued_at) FROM conversations c " +
            std::string(with_settings) + conditions.text() + " GROUP BY c.state, shown, waits",
        conditions.values(), "tnnnn");
    types::ConversationCounts counts;
    while (query.next()) {
        auto const state = types::state_from(query.text()).value();
        auto const level = level_of_code(query.number());
        bool const waits = query.flag();
        auto const number = query.number();
        auto const since = time_of(query.number());
        counts.conversations += number;
        counts.states[state] += number;
        counts.levels[level] += number;
        if (!waits)
            continue;
        counts.waiting += number;
        counts.longest_since = std::min(since, counts.longest_since.value_or(since));
    }
    return counts;
}

std::vector<Conversation> conversations_of_customer(Transaction& transaction, Scope const& scope,
                                                    std::string_view customer, std::string_view before,
                                                    std::size_t limit) {
    Conditions conditions;
    conditions.add("c.customer_id = :customer", {customer});
    add_scope(conditions, scope);
    conditions.add("c.id < :before", {before});
    auto values = conditions.values();
    values.emplace_back(limit + 1);
    return read_all(transaction, select + conditions.text() + " ORDER BY c.id DESC LIMIT :most", values);
}

bool has_running(Transaction& transaction, Scope const& scope, std::string_view customer) {
    Conditions conditions;
    conditions.add("c.customer_id = :customer", {customer});
    conditions.add("c.state <> 'closed'", {});
    add_scope(conditions, scope);
    return Query(transaction, "SELECT 1 FROM conversations c " + conditions.text() + " LIMIT 1", conditions.values(),
                 "n")
        .next();
}

std::vector<Conversation> conversations_held_by(Transaction& transaction, std::string_view user) {
    return read_all(transaction, select + "WHERE c.agent_id = :agent AND c.state <> 'closed'", {user});
}

std::vector<Conversation> conversations_monitored_by(Transaction& transaction, std::string_view user) {
    return read_all(transaction,
                    select + "WHERE c.id IN (SELECT m.conversation_id FROM monitors m WHERE m.user_id = :user)",
                    {user});
}

std::vector<Conversation> conversations_with_supervisors(Transaction& transaction) {
    return read_all(transaction,
                    select + "WHERE c.id IN (SELECT m.conversation_id FROM monitors m WHERE m.mode <> :consult)",
                    {types::name_of(types::Mode::consult)});
}

bool has_live_conversations(Transaction& transaction, std::string_view queue) {
    return Query(transaction, "SELECT 1 FROM conversations WHERE queue_id = :queue AND state <> 'closed' LIMIT 1",
                 {queue}, "n")
        .next();
}

bool has_conversations(Transaction& transaction) {
    return Query(transaction, "SELECT 1 FROM conversations LIMIT 1", {}, "n").next();
}

std::vector<std::string> people_at_work_in(Transaction& transaction, std::string_view queue) {
    Query query(transaction,
                "SELECT c.agent_id FROM conversations c WHERE c.queue_id = :queue AND c.state <> 'closed' AND "
                "c.agent_id IS NOT NULL UNION SELECT m.user_id FROM monitors m JOIN conversations c ON "
                "c.id = m.conversation_id WHERE c.queue_id = :watched AND c.state <> 'closed'",
                {queue, queue}, "t");
    std::vector<std::string> people;
    while (query.next())
        people.push_back(query.text());
    return people;
}

std::int64_t used_units(Transaction& transaction, std::string_view user) {
    Query query(transaction,
                "SELECT COALESCE(sum(q.units), 0) FROM conversations c JOIN queues q ON q.id = c.queue_id WHERE "
                "c.agent_id = :agent AND c.state <> 'closed' AND c.state = 'active'",
                {user}, "n");
    return query.next() ? query.number() : 0;
}

void add_declined(Transaction& transaction, std::string_view conversation, std::string_view user, Time at) {
    Query(transaction,
          "INSERT INTO declined (conversation_id, user_id, at) VALUES (:conversation, :user, :at) "
          "ON CONFLICT (conversation_id, user_id, at) DO NOTHING",
          {conversation, user, stored(at)});
}

} // namespace undertone::store
