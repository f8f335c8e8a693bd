#include "store/routing.h"

#include "store/mapping.h"
#include "store/settings.h"
#include "store/transaction.h"

namespace undertone::store {
namespace {

constexpr std::string_view changes = "routing_changes";

types::RoutingRule read_rule(Query& row) {
    types::RoutingRule rule;
    rule.name = row.text();
    if (auto const level = row.maybe_number())
        rule.level_at_most = level_of_code(*level);
    rule.languages = names_in(row.text());
    rule.channels = names_in(row.text());
    if (auto const out = row.maybe_number())
        rule.out_of_hours = *out != 0;
    auto const queue = row.maybe_text();
    auto name = row.maybe_text();
    if (queue && name)
        rule.queue = types::Reference{*queue, *std::move(name)};
    rule.priority = row.maybe_number();
    rule.skill = row.maybe_text();
    return rule;
}

} // namespace

std::vector<Candidate> free_agents(Transaction& transaction, std::string_view queue, std::int64_t capacity,
                                   std::int64_t least, std::size_t most) {
    Query query(
        transaction,
        "SELECT f.id, f.name, f.skills, f.units, f.offered_at FROM (SELECT u.id, u.name, u.skills, "
        "u.offered_at, COALESCE(u.capacity, :capacity) - (SELECT COALESCE(sum(q.units), 0) FROM "
        "conversations c JOIN queues q ON q.id = c.queue_id WHERE c.agent_id = u.id AND c.state <> 'closed' AND "
        "c.state = 'active') AS units FROM users u JOIN members m ON m.user_id = u.id "
        "WHERE m.queue_id = :queue AND u.role = 'agent' AND u.presence = 'available' AND u.disabled = 0) f "
        "WHERE f.units >= :least ORDER BY f.units DESC, f.offered_at, f.id LIMIT :most",
        {capacity, queue, least, most}, "tttnn");
    std::vector<Candidate> found;
    while (query.next()) {
        auto& candidate = found.emplace_back();
        candidate.agent.id = query.text();
        candidate.agent.name = query.text();
        candidate.skills = names_in(query.text());
        candidate.units = query.number();
        candidate.offered_at = time_of(query.number());
    }
    return found;
}

std::set<std::string> declined_by(Transaction& transaction, std::string_view conversation, Time since) {
    Query query(transaction, "SELECT user_id FROM declined WHERE conversation_id = :conversation AND at > :since",
                {conversation, stored(since)}, "t");
    std::set<std::string> found;
    while (query.next())
        found.insert(query.text());
    return found;
}

void mark_offered(Transaction& transaction, std::string_view user, Time at) {
    Query(transaction, "UPDATE users SET offered_at = :at WHERE id = :id", {stored(at), user});
}

bool somebody_waits(Transaction& transaction, std::string_view queue) {
    return Query(transaction,
                 "SELECT 1 FROM conversations WHERE queue_id = :queue AND state = 'open' AND bot = 0 ORDER BY priority "
                 "DESC LIMIT 1",
                 {queue}, "n")
        .next();
}

std::vector<Waiting> in_line(Transaction& transaction, std::string_view queue, bool written, std::size_t most) {
    Query query(transaction,
                "SELECT id, skills FROM conversations WHERE queue_id = :queue AND state = 'open' AND bot = 0 "
                "AND (:written = 0 OR EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = conversations.id AND "
                "m.sender = 'customer') OR EXISTS (SELECT 1 FROM sessions s WHERE s.conversation_id = conversations.id "
                "AND s.bot = 1)) "
                "ORDER BY priority DESC, queued_at, CASE level WHEN 0 THEN 10 ELSE level END, id LIMIT :most",
                {queue, written, most}, "tt");
    std::vector<Waiting> found;
    while (query.next()) {
        auto& waiting = found.emplace_back();
        waiting.conversation = query.text();
        waiting.skills = names_in(query.text());
    }
    return found;
}

std::vector<std::string> queues_to_offer(Transaction& transaction, std::size_t most) {
    Query query(transaction,
                "SELECT q.id FROM queues q WHERE q.routing = 'push' AND q.deleted_at IS NULL AND EXISTS (SELECT 1 "
                "FROM conversations c WHERE c.queue_id = q.id AND c.state = 'open' AND c.bot = 0) ORDER BY q.id "
                "LIMIT :most",
                {most}, "t");
    std::vector<std::string> found;
    while (query.next())
        found.push_back(query.text());
    return found;
}

types::RoutingRules routing_rules(Transaction& transaction) {
    types::RoutingRules rules;
    rules.version = static_cast<std::uint64_t>(mark(transaction, changes)) + 1;
    Query query(transaction,
                "SELECT r.ruleset, r.ruleset_name, r.name, r.level, r.languages, r.channels, r.out_of_hours, q.id, "
                "q.name, r.priority, r.skill FROM routing_rules r LEFT JOIN queues q ON q.id = r.queue_id AND "
                "q.deleted_at IS NULL ORDER BY r.ruleset, r.number",
                {}, "nttnttnttnt");
    std::int64_t last = 0;
    while (query.next()) {
        auto const ruleset = query.number();
        auto name = query.text();
        if (ruleset != last)
            rules.rulesets.push_back({std::move(name), {}});
        last = ruleset;
        rules.rulesets.back().rules.push_back(read_rule(query));
    }
    return rules;
}

void replace_routing_rules(Transaction& transaction, types::RoutingRules const& rules) {
    Query(transaction, "DELETE FROM routing_rules");
    std::int64_t ruleset = 0;
    for (auto const& set : rules.rulesets) {
        ++ruleset;
        std::int64_t number = 0;
        for (auto const& rule : set.rules)
            Query(transaction,
                  "INSERT INTO routing_rules (ruleset, number, ruleset_name, name, level, languages, channels, "
                  "out_of_hours, queue_id, priority, skill) VALUES (:ruleset, :number, :ruleset_name, :name, :level, "
                  ":languages, :channels, :out_of_hours, :queue, :priority, :skill)",
                  {ruleset, ++number, set.name, rule.name,
                   rule.level_at_most ? std::optional<std::int64_t>(stored(*rule.level_at_most)) : std::nullopt,
                   lines_of(rule.languages), lines_of(rule.channels), maybe_flag(rule.out_of_hours), id_of(rule.queue),
                   rule.priority, rule.skill});
    }
    set_mark(transaction, changes, static_cast<std::int64_t>(rules.version) - 1);
}

std::vector<RuleName> rules_into(Transaction& transaction, std::string_view queue) {
    Query query(transaction,
                "SELECT ruleset_name, name FROM routing_rules WHERE queue_id = :queue ORDER BY ruleset, number",
                {queue}, "tt");
    std::vector<RuleName> found;
    while (query.next()) {
        auto& [ruleset, rule] = found.emplace_back();
        ruleset = query.text();
        rule = query.text();
    }
    return found;
}

bool routes_by_level(Transaction& transaction) {
    return Query(transaction, "SELECT 1 FROM routing_rules WHERE level IS NOT NULL LIMIT 1", {}, "n").next();
}

} // namespace undertone::store
