#include "store/transaction.h"

#include "store/mapping.h"
#include "store/rules.h"

namespace undertone::store {
namespace {

using sentiment::Condition;
using types::Rule;

constexpr std::string_view select =
    "SELECT r.id, r.name, r.enabled, r.version, r.condition_version, r.queue_id, r.channel, r.skill, r.audience, "
    "r.level, "
    "r.pulse, r.hysteresis, "
    "r.cool_down_seconds, r.k, r.n, r.duration_seconds, r.drop_levels, r.within_messages, r.minimum_messages, "
    "r.minimum_confidence, r.quiet_from, r.quiet_to, r.quiet_zone FROM alert_rules r ";
constexpr std::string_view columns = "ttnnnttttnrrnnnnnnnrttt";

std::uint32_t small(std::int64_t number) {
    return static_cast<std::uint32_t>(number);
}

Condition read_condition(Query& row) {
    Condition condition;
    if (auto const level = row.maybe_number())
        condition.level = level_of_code(*level);
    condition.pulse = row.maybe_real();
    condition.hysteresis = row.real();
    condition.cool_down_seconds = row.number();
    condition.k = small(row.number());
    condition.n = small(row.number());
    condition.duration_seconds = row.number();
    condition.drop_levels = small(row.number());
    condition.within_messages = small(row.number());
    condition.minimum_messages = small(row.number());
    condition.minimum_confidence = row.real();
    return condition;
}

Rule read_row(Query& row) {
    Rule rule;
    rule.id = row.text();
    rule.name = row.text();
    rule.enabled = row.flag();
    rule.version = static_cast<std::uint64_t>(row.number());
    rule.condition_version = static_cast<std::uint64_t>(row.number());
    rule.queue = row.maybe_text();
    rule.channel = row.maybe_text();
    rule.skill = row.maybe_text();
    rule.audience = types::audience_from(row.text()).value();
    rule.condition = read_condition(row);
    auto from = row.maybe_text();
    auto to = row.text();
    auto zone = row.text();
    if (from)
        rule.quiet = types::QuietHours{std::move(*from), std::move(to), std::move(zone)};
    return rule;
}

std::vector<Rule> read_all(Transaction& transaction, std::string const& rest, std::vector<Value> const& in) {
    std::vector<Rule> found;
    Query query(transaction, std::string(select) + rest, in, columns);
    while (query.next())
        found.push_back(read_row(query));
    return found;
}

/// What can change, in the order of `changing`.
std::vector<Value> values_of(Rule const& rule) {
    auto const& c = rule.condition;
    auto quiet = [&](std::string types::QuietHours::*member) {
        return rule.quiet ? std::optional((*rule.quiet).*member) : std::nullopt;
    };
    auto const level = c.level ? std::optional<std::int64_t>(stored(*c.level)) : std::nullopt;
    return {rule.name,
            rule.enabled,
            rule.version,
            rule.condition_version,
            rule.queue,
            rule.channel,
            rule.skill,
            types::name_of(rule.audience),
            level,
            c.pulse,
            c.hysteresis,
            c.cool_down_seconds,
            c.k,
            c.n,
            c.duration_seconds,
            c.drop_levels,
            c.within_messages,
            c.minimum_messages,
            c.minimum_confidence,
            quiet(&types::QuietHours::from),
            quiet(&types::QuietHours::to),
            quiet(&types::QuietHours::time_zone)};
}

/// One letter a level, from 'a' for the code 0.
std::string text_of(std::vector<sentiment::Level> const& levels) {
    std::string text;
    for (auto const level : levels)
        text += static_cast<char>('a' + stored(level));
    return text;
}

std::vector<sentiment::Level> levels_from(std::string const& text) {
    std::vector<sentiment::Level> levels;
    for (char const letter : text)
        levels.push_back(level_of_code(letter - 'a'));
    return levels;
}

} // namespace

std::vector<Rule> list_rules(Transaction& transaction) {
    return read_all(transaction, "ORDER BY r.name", {});
}

std::optional<Rule> find_rule(Transaction& transaction, std::string_view id) {
    auto found = read_all(transaction, "WHERE r.id = :id", {id});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

void insert_rule(Transaction& transaction, Rule const& rule, Time at) {
    auto values = values_of(rule);
    values.emplace_back(rule.id);
    values.emplace_back(stored(at));
    Query(transaction,
          "INSERT INTO alert_rules (name, enabled, version, condition_version, queue_id, channel, skill, audience, "
          "level, "
          "pulse, hysteresis, "
          "cool_down_seconds, k, n, duration_seconds, drop_levels, within_messages, minimum_messages, "
          "minimum_confidence, quiet_from, quiet_to, quiet_zone, id, created_at) VALUES (:name, :enabled, :version, "
          ":condition_version, :queue, :channel, :skill, :audience, "
          ":level, :pulse, :hysteresis, :cool_down, :k, :n, :duration, :drop, :within, "
          ":messages, :confidence, :quiet_from, :quiet_to, :quiet_zone, :id, :created_at)",
          values);
}

void update_rule(Transaction& transaction, Rule const& rule) {
    auto values = values_of(rule);
    values.emplace_back(rule.id);
    Query(transaction,
          "UPDATE alert_rules SET name = :name, enabled = :enabled, version = :version, condition_version = "
          ":condition_version, queue_id = :queue, channel = "
          ":channel, skill = :skill, audience = :audience, level = :level, pulse = :pulse, hysteresis = :hysteresis, "
          "cool_down_seconds = :cool_down, k = :k, n = :n, duration_seconds = :duration, drop_levels = :drop, "
          "within_messages = :within, minimum_messages = :messages, minimum_confidence = :confidence, quiet_from = "
          ":quiet_from, quiet_to = :quiet_to, quiet_zone = :quiet_zone WHERE id = :id",
          values);
}

std::size_t delete_rule_states(Transaction& transaction, std::string_view rule, std::size_t limit) {
    return static_cast<std::size_t>(Query(transaction,
                                          "DELETE FROM rule_states WHERE rule_id = :rule AND conversation_id IN "
                                          "(SELECT s.conversation_id FROM rule_states s WHERE s.rule_id = :same LIMIT "
                                          ":most)",
                                          {rule, rule, limit})
                                        .touched());
}

void delete_rule(Transaction& transaction, std::string_view id) {
    Query(transaction, "DELETE FROM alert_rules WHERE id = :id", {id});
}

std::vector<Rule> rules_in_force(Transaction& transaction, std::string_view queue, std::string_view channel) {
    return read_all(transaction,
                    "WHERE r.enabled = 1 AND (r.queue_id IS NULL OR r.queue_id = :queue) AND (r.channel IS NULL OR "
                    "r.channel = :channel) ORDER BY r.id",
                    {queue, channel});
}

std::optional<RuleMemory> rule_memory(Transaction& transaction, Rule const& rule, std::string_view conversation) {
    Query query(transaction,
                "SELECT rule_version, message_number, due_at, armed, messages, confidence, below_since, fired_at, "
                "fired_pulse, recent, below FROM rule_states WHERE conversation_id = :conversation AND rule_id = :rule",
                {conversation, rule.id}, "nnnnnrnnrtn");
    if (!query.next())
        return std::nullopt;
    RuleMemory memory;
    memory.condition_version = static_cast<std::uint64_t>(query.number());
    memory.message = static_cast<std::uint64_t>(query.number());
    memory.due_at = time_of(query.maybe_number());
    auto& state = memory.state;
    state.armed = query.flag();
    state.messages = small(query.number());
    state.confidence = query.real();
    state.below_since = time_of(query.maybe_number());
    state.fired_at = time_of(query.maybe_number());
    state.fired_pulse = query.maybe_real();
    state.recent = levels_from(query.text());
    state.below = small(query.number());
    return memory;
}

void keep_rule_memory(Transaction& transaction, Rule const& rule, std::string_view conversation,
                      RuleMemory const& memory) {
    auto const& state = memory.state;
    Query(transaction,
          "INSERT INTO rule_states (conversation_id, rule_id, rule_version, message_number, due_at, armed, messages, "
          "confidence, below_since, fired_at, fired_pulse, recent, below) VALUES (:conversation, :rule, :version, "
          ":number, :due, :armed, :messages, :confidence, :below_since, :fired_at, :fired_pulse, :recent, :below) "
          "ON CONFLICT (conversation_id, rule_id) DO UPDATE SET rule_version = excluded.rule_version, "
          "message_number = excluded.message_number, due_at = excluded.due_at, armed = excluded.armed, messages = "
          "excluded.messages, confidence = excluded.confidence, below_since = excluded.below_since, fired_at = "
          "excluded.fired_at, fired_pulse = excluded.fired_pulse, recent = excluded.recent, below = excluded.below",
          {conversation, rule.id, memory.condition_version, memory.message, stored(memory.due_at), state.armed,
           state.messages, state.confidence, stored(state.below_since), stored(state.fired_at), state.fired_pulse,
           text_of(state.recent), state.below});
}

std::uint64_t latest_scored(Transaction& transaction, std::string_view conversation) {
    Query query(transaction,
                "SELECT number FROM messages WHERE conversation_id = :conversation AND level > 0 AND enters_window = 1 "
                "ORDER BY number DESC LIMIT 1",
                {conversation}, "n");
    return query.next() ? static_cast<std::uint64_t>(query.number()) : 0;
}

std::uint32_t count_scored(Transaction& transaction, std::string_view conversation) {
    Query query(transaction,
                "SELECT count(*) FROM messages WHERE conversation_id = :conversation AND level > 0 AND enters_window "
                "= 1",
                {conversation}, "n");
    return query.next() ? small(query.number()) : 0;
}

std::vector<DueRule> due_rules(Transaction& transaction, Time now, std::size_t limit) {
    std::vector<DueRule> found;
    Query query(transaction,
                "SELECT s.rule_id, s.conversation_id, m.id FROM rule_states s JOIN messages m ON m.conversation_id = "
                "s.conversation_id AND m.number = s.message_number WHERE s.due_at <= :now ORDER BY s.due_at LIMIT "
                ":most",
                {stored(now), limit}, "ttt");
    while (query.next()) {
        auto& due = found.emplace_back();
        due.rule = query.text();
        due.conversation = query.text();
        due.message = query.text();
    }
    return found;
}

std::vector<std::string> conversations_within(Transaction& transaction, History const& history, std::size_t limit) {
    std::string text = "SELECT c.id FROM conversations c WHERE c.created_at <= :until AND (COALESCE(c.ended_at, "
                       "c.closed_at) IS NULL OR COALESCE(c.ended_at, c.closed_at) >= :since) ";
    std::vector<Value> in{stored(history.to), stored(history.from)};
    if (history.queue) {
        text += "AND (c.queue_id = :queue OR EXISTS (SELECT 1 FROM sessions s WHERE s.conversation_id = c.id AND "
                "s.queue_id = :past_queue)) ";
        in.emplace_back(*history.queue);
        in.emplace_back(*history.queue);
    }
    if (history.channel) {
        text += "AND c.channel = :channel ";
        in.emplace_back(*history.channel);
    }
    in.emplace_back(limit);
    std::vector<std::string> found;
    Query query(transaction, text + "ORDER BY c.id DESC LIMIT :most", in, "t");
    while (query.next())
        found.push_back(query.text());
    return found;
}

std::vector<StoredMoment> moments_of(Transaction& transaction, std::string_view conversation) {
    std::vector<StoredMoment> moments;
    Query query(transaction,
                "SELECT id, created_at, mood_level, mood_pulse, confidence FROM messages WHERE conversation_id = "
                ":conversation AND level > 0 AND enters_window = 1 ORDER BY number",
                {conversation}, "tnnrr");
    while (query.next()) {
        auto& stored_moment = moments.emplace_back();
        stored_moment.message = query.text();
        stored_moment.moment.at = time_of(query.number());
        stored_moment.moment.level = level_of_code(query.number());
        stored_moment.moment.pulse = query.real();
        stored_moment.moment.confidence = query.real();
    }
    return moments;
}

std::vector<Stay> stays_of(Transaction& transaction, std::string_view conversation) {
    std::vector<Stay> stays;
    Query query(transaction,
                "SELECT began_at, queue_id, agent_id FROM sessions WHERE conversation_id = :conversation "
                "ORDER BY number",
                {conversation}, "ntt");
    while (query.next()) {
        auto& stay = stays.emplace_back();
        stay.since = time_of(query.number());
        stay.queue = query.text();
        stay.agent = query.maybe_text();
    }
    return stays;
}

} // namespace undertone::store
