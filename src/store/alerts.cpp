#include "store/transaction.h"

#include "store/alerts.h"
#include "store/mapping.h"

namespace undertone::store {
namespace {

using types::Alert;

constexpr std::string_view select =
    "SELECT a.id, a.audience, a.conversation_id, a.queue_id, q.name, a.customer, a.agent_id, agent.name, a.message_id, "
    "a.before_level, a.level, a.threshold, a.state, a.created_at, a.handled_by, handler.name, a.handled_at, "
    "a.acknowledged_at, a.acknowledged_by, first.name, a.escalate_at, "
    "a.escalated_at, a.reason, "
    "a.taken_by, taker.name, a.rule_id, a.rule_name FROM alerts a JOIN queues q ON q.id = a.queue_id LEFT JOIN users "
    "agent ON agent.id = "
    "a.agent_id LEFT JOIN users handler ON handler.id = a.handled_by LEFT JOIN users taker ON taker.id = a.taken_by "
    "LEFT JOIN users first ON first.id = a.acknowledged_by ";
constexpr std::string_view columns = "tttttttttnnntnttnnttnnttttt";

std::optional<types::Reference> read_reference(Query& row) {
    auto id = row.maybe_text();
    auto name = row.text();
    return id ? std::optional(types::Reference{std::move(*id), std::move(name)}) : std::nullopt;
}

Alert read_row(Query& row) {
    Alert alert;
    alert.id = row.text();
    alert.audience = types::audience_from(row.text()).value();
    alert.conversation = row.text();
    alert.queue.id = row.text();
    alert.queue.name = row.text();
    alert.customer = row.text();
    alert.agent = read_reference(row);
    alert.message = row.text();
    alert.before = level_of_code(row.number());
    alert.level = level_of_code(row.number());
    alert.threshold = level_of_code(row.number());
    alert.state = types::alert_state_from(row.text()).value();
    alert.created_at = time_of(row.number());
    alert.handled_by = read_reference(row);
    alert.handled_at = time_of(row.maybe_number());
    alert.acknowledged_at = time_of(row.maybe_number());
    alert.acknowledged_by = read_reference(row);
    alert.escalate_at = time_of(row.maybe_number());
    alert.escalated_at = time_of(row.maybe_number());
    alert.reason = row.maybe_text();
    alert.taken_by = read_reference(row);
    alert.rule = read_reference(row);
    return alert;
}

void read_people(Transaction& transaction, Alert& alert) {
    Query query(transaction,
                "SELECT p.user_id, u.name, p.notify FROM alert_people p JOIN users u ON u.id = p.user_id WHERE "
                "p.alert_id = :alert",
                {alert.id}, "ttn");
    while (query.next()) {
        auto& told = alert.told[query.text()];
        told.name = query.text();
        told.notify = query.flag();
    }
}

void read_further_rules(Transaction& transaction, Alert& alert) {
    Query query(transaction,
                "SELECT rule_id, rule_name FROM alert_further_rules WHERE alert_id = :alert ORDER BY rule_id",
                {alert.id}, "tt");
    while (query.next()) {
        auto& rule = alert.further_rules.emplace_back();
        rule.id = query.text();
        rule.name = query.text();
    }
}

std::vector<Alert> read_all(Transaction& transaction, std::string const& rest, std::vector<Value> const& in) {
    std::vector<Alert> found;
    {
        Query query(transaction, std::string(select) + rest, in, columns);
        while (query.next())
            found.push_back(read_row(query));
    }
    for (auto& alert : found) {
        read_people(transaction, alert);
        read_further_rules(transaction, alert);
    }
    return found;
}

} // namespace

std::optional<Alert> find_alert(Transaction& transaction, std::string_view id) {
    auto found = read_all(transaction, "WHERE a.id = :id", {id});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

void keep_told(Transaction& transaction, Alert const& alert) {
    for (auto const& [user, told] : alert.told)
        Query(transaction,
              "INSERT INTO alert_people (alert_id, user_id, notify) VALUES (:alert, :user, :notify) ON CONFLICT "
              "(alert_id, user_id) DO UPDATE SET notify = excluded.notify",
              {alert.id, user, told.notify});
}

void insert_alert(Transaction& transaction, Alert const& alert) {
    Query(transaction,
          "INSERT INTO alerts (id, audience, conversation_id, queue_id, customer, agent_id, message_id, before_level, "
          "level, threshold, state, created_at, escalate_at, rule_id, rule_name) VALUES (:id, :audience, "
          ":conversation, :queue, "
          ":customer, :agent, "
          ":message, :before, :level, :threshold, :state, :created_at, :escalate_at, :rule, :rule_name)",
          {alert.id, types::name_of(alert.audience), alert.conversation, alert.queue.id, alert.customer,
           id_of(alert.agent), alert.message, stored(alert.before), stored(alert.level), stored(alert.threshold),
           types::name_of(alert.state), stored(alert.created_at), stored(alert.escalate_at), id_of(alert.rule),
           alert.rule ? std::optional(alert.rule->name) : std::nullopt});
    for (auto const& rule : alert.further_rules)
        Query(transaction,
              "INSERT INTO alert_further_rules (alert_id, rule_id, rule_name) VALUES (:alert, :rule, :name)",
              {alert.id, rule.id, rule.name});
    keep_told(transaction, alert);
}

void update_alert(Transaction& transaction, Alert const& alert) {
    Query(transaction,
          "UPDATE alerts SET state = :state, queue_id = :queue, handled_by = :handled_by, handled_at = :handled_at, "
          "reason = :reason, "
          "taken_by = :taken_by, acknowledged_at = :acknowledged_at, acknowledged_by = :acknowledged_by, escalate_at = "
          ":escalate_at, escalated_at = "
          ":escalated_at WHERE id = :id",
          {types::name_of(alert.state), alert.queue.id, id_of(alert.handled_by), stored(alert.handled_at), alert.reason,
           id_of(alert.taken_by), stored(alert.acknowledged_at), id_of(alert.acknowledged_by),
           stored(alert.escalate_at), stored(alert.escalated_at), alert.id});
}

std::vector<Alert> list_alerts(Transaction& transaction, Inbox const& inbox, types::AlertFilter const& filter,
                               std::string_view before, std::size_t limit) {
    std::string rest = "WHERE TRUE ";
    std::vector<Value> in;
    if (inbox.whole_queues && !inbox.everything) { // newest first, until there are enough
        bool const asked_for = filter.conversation || filter.audience;
        rest += std::string("AND (EXISTS (SELECT 1 FROM alert_people p WHERE p.alert_id = a.id AND p.user_id = :me) "
                            "OR (") +
                (asked_for ? "" : "a.audience = 'supervisor' AND ") +
                "a.queue_id IN (SELECT m.queue_id FROM members m WHERE m.user_id = :member))) ";
        in.insert(in.end(), 2, inbox.user);
    } else if (!inbox.everything) { // few of all there are
        rest += "AND a.id IN (SELECT p.alert_id FROM alert_people p WHERE p.user_id = :me) ";
        in.emplace_back(inbox.user);
    }
    auto only = [&](std::string_view condition, auto const& value) {
        if (!value)
            return;
        rest += condition;
        in.emplace_back(*value);
    };
    only("AND a.id < :before ", before.empty() ? std::nullopt : std::optional(before));
    only("AND a.conversation_id = :conversation ", filter.conversation);
    only("AND a.queue_id = :queue ", filter.queue);
    only("AND a.audience = :audience ",
         filter.audience ? std::optional(types::name_of(*filter.audience)) : std::nullopt);
    only("AND a.created_at >= :since ", stored(filter.from));
    only("AND a.created_at < :until ", stored(filter.to));
    if (filter.running) // few, and their index finds them
        rest += "AND a.conversation_id IN (SELECT r.id FROM conversations r WHERE r.state IN ('open', 'active', "
                "'waiting', 'wrap_up')) ";
    bool const open_ones = filter.states == std::vector{types::AlertState::open};
    if (open_ones)
        rest += "AND a.state = 'open' ";
    for (std::size_t index = 0; index < filter.states.size() && !open_ones; ++index) {
        rest += (index == 0 ? "AND a.state IN (:state" : ", :state") + std::to_string(index);
        in.emplace_back(types::name_of(filter.states[index]));
    }
    rest += filter.states.empty() || open_ones ? "" : ") ";
    in.emplace_back(limit + 1);
    return read_all(transaction, rest + "ORDER BY a.id DESC LIMIT :most", in);
}

std::vector<Alert> untaken_alerts(Transaction& transaction, std::string_view conversation) {
    return read_all(transaction,
                    "WHERE a.conversation_id = :conversation AND a.audience = 'supervisor' AND a.state = 'open' AND "
                    "a.taken_by IS NULL ORDER BY a.id",
                    {conversation});
}

std::vector<std::string> alerts_to_escalate(Transaction& transaction, Time now, std::size_t limit) {
    std::vector<std::string> found;
    Query query(transaction, "SELECT id FROM alerts WHERE escalate_at <= :now ORDER BY escalate_at LIMIT :most",
                {stored(now), limit}, "t");
    while (query.next())
        found.push_back(query.text());
    return found;
}

std::vector<Alert> missed_alerts(Transaction& transaction, std::string_view user, std::string_view before,
                                 std::size_t limit) {
    return read_all(
        transaction,
        "JOIN conversations c ON c.id = a.conversation_id WHERE c.state IN ('open', 'active', 'waiting', 'wrap_up') "
        "AND a.state = 'open' AND a.taken_by IS NULL AND EXISTS (SELECT 1 FROM alert_people p WHERE p.alert_id = a.id "
        "AND p.user_id = :user AND p.notify = 0) AND (:before = '' OR a.id < :before2) AND CASE a.audience "
        "WHEN 'agent' THEN c.agent_id = :holder ELSE COALESCE(c.agent_id, '') <> :own AND COALESCE(c.returns_to, '') "
        "<> :first AND EXISTS (SELECT 1 FROM users me WHERE me.id = :me AND (me.role = 'administrator' OR (me.role = "
        "'supervisor' AND EXISTS (SELECT 1 FROM members m WHERE m.user_id = me.id AND m.queue_id = a.queue_id)))) END "
        "ORDER BY a.id DESC LIMIT :most",
        {user, before, before, user, user, user, user, limit});
}

} // namespace undertone::store
