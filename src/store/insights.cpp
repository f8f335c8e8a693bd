#include "store/insights.h"

#include "store/mapping.h"
#include "store/transaction.h"

namespace undertone::store {
namespace {

constexpr std::string_view select =
    "SELECT c.id, c.state, c.queue_id, q.name, c.agent_id, u.name, c.channel, c.customer_name, c.language, c.bot, "
    "c.level, c.pulse, c.messages, c.created_at, "
    // The first wait and the first acceptance: the conversation's own begin again when it goes back to a queue.
    "COALESCE((SELECT min(s.began_at) FROM sessions s WHERE s.conversation_id = c.id AND s.bot = 0), c.queued_at), "
    "COALESCE((SELECT min(s.accepted_at) FROM sessions s WHERE s.conversation_id = c.id), c.accepted_at), "
    "(SELECT CAST(sum(COALESCE(s.ended_at, c.closed_at) - s.accepted_at) AS bigint) FROM sessions s "
    "WHERE s.conversation_id = c.id AND s.accepted_at IS NOT NULL), c.ended_at, c.closed_at, c.wrap_codes, "
    "(SELECT min(m.created_at) FROM messages m WHERE m.conversation_id = c.id AND m.sender = 'agent' AND m.visibility "
    "= 'public') FROM conversations c JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = c.agent_id WHERE "
    "c.created_at >= :begin AND c.created_at < :end";
constexpr std::string_view columns = "ttttttttt"
                                     "nnrnnnnnnntn";

types::ConversationFacts read_row(Query& row) {
    types::ConversationFacts facts;
    facts.id = row.text();
    facts.state = types::state_from(row.text()).value();
    facts.queue.id = row.text();
    facts.queue.name = row.text();
    auto agent = row.maybe_text();
    auto agent_name = row.maybe_text();
    if (agent)
        facts.agent = types::Reference{std::move(*agent), agent_name.value_or("")};
    facts.channel = row.text();
    facts.customer = row.text();
    facts.language = row.text();
    facts.bot = row.flag();
    facts.level = level_of_code(row.number());
    facts.pulse = row.real();
    facts.messages = row.number();
    facts.created_at = time_of(row.number());
    facts.queued_at = time_of(row.number());
    facts.accepted_at = time_of(row.maybe_number());
    if (auto const handled = row.maybe_number())
        facts.handled = std::chrono::milliseconds(*handled);
    facts.ended_at = time_of(row.maybe_number());
    facts.closed_at = time_of(row.maybe_number());
    facts.wrap_up_codes = names_in(row.text());
    facts.first_response_at = time_of(row.maybe_number());
    return facts;
}

types::SessionFacts read_session(Query& row) {
    types::SessionFacts facts;
    facts.queue.id = row.text();
    facts.queue.name = row.text();
    facts.agent.id = row.text();
    facts.agent.name = row.text();
    facts.began_at = time_of(row.number());
    facts.accepted = row.maybe_number().has_value();
    if (auto const ended_by = row.maybe_text())
        facts.ended_by = types::session_end_from(*ended_by);
    facts.level = level_of_code(row.number());
    facts.pulse = row.real();
    facts.transition = row.maybe_real();
    return facts;
}

/// Where the values of a reach stand in a statement.
struct Places {
    std::string_view queue;
    std::string_view agent;
    std::string_view order;
};

template <class Read, class Each>
bool each_row(Transaction& transaction, Reach const& reach, std::string text, Places const& places,
              std::string_view letters, Read read, Each const& each) {
    std::vector<Value> values{stored(reach.filter.from), stored(reach.filter.to)};
    auto const only = [&](std::string const& condition, std::optional<std::string> const& value) {
        if (!value)
            return;
        text += " AND " + condition;
        values.emplace_back(*value);
    };
    auto const queue = std::string(places.queue);
    only(queue + " = :queue", reach.filter.queue);
    only(std::string(places.agent) + " = :agent", reach.filter.agent);
    only("c.channel = :channel", reach.filter.channel);
    only(queue + " IN (SELECT m.queue_id FROM members m WHERE m.user_id = :member)", reach.member);
    values.emplace_back(reach.most + 1);
    Query query(transaction, text + " ORDER BY " + std::string(places.order) + " LIMIT :most", values, letters);
    for (std::size_t count = 0; query.next(); ++count) {
        if (count == reach.most)
            return false;
        each(read(query));
    }
    return true;
}

} // namespace

bool each_conversation(Transaction& transaction, Reach const& reach,
                       std::function<void(types::ConversationFacts const&)> const& each) {
    return each_row(transaction, reach, std::string(select), {"c.queue_id", "c.agent_id", "c.created_at, c.id"},
                    columns, read_row, each);
}

bool each_session(Transaction& transaction, Reach const& reach,
                  std::function<void(types::SessionFacts const&)> const& each) {
    return each_row(
        transaction, reach,
        "SELECT s.queue_id, q.name, s.agent_id, u.name, s.began_at, s.accepted_at, s.ended_by, s.level, "
        "s.pulse, s.transition FROM sessions s JOIN conversations c ON c.id = s.conversation_id JOIN queues "
        "q ON q.id = s.queue_id JOIN users u ON u.id = s.agent_id WHERE s.began_at >= :begin AND s.began_at "
        "< :end",
        {"s.queue_id", "s.agent_id", "s.began_at, s.id"}, "ttttnntnrr", read_session, each);
}

} // namespace undertone::store
