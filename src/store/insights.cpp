#include "store/insights.h"

#include "store/mapping.h"
#include "store/transaction.h"

namespace undertone::store {
namespace {

constexpr std::string_view select =
    "SELECT c.id, c.state, c.queue_id, q.name, c.agent_id, u.name, c.channel, c.customer_name, c.language, c.bot, "
    "c.level, c.pulse, c.messages, c.created_at, c.queued_at, c.accepted_at, c.ended_at, c.closed_at, "
    "(SELECT min(m.created_at) FROM messages m WHERE m.conversation_id = c.id AND m.sender = 'agent' AND m.visibility "
    "= 'public') FROM conversations c JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = c.agent_id WHERE "
    "c.created_at >= :begin AND c.created_at < :end";
constexpr std::string_view columns = "ttttttttt"
                                     "nnrnnnnnnn";

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
    facts.ended_at = time_of(row.maybe_number());
    facts.closed_at = time_of(row.maybe_number());
    facts.first_response_at = time_of(row.maybe_number());
    return facts;
}

} // namespace

void each_conversation(Transaction& transaction, types::InsightFilter const& filter,
                       std::optional<std::string> const& member,
                       std::function<void(types::ConversationFacts const&)> const& each) {
    std::string text(select);
    std::vector<Value> values{stored(filter.from), stored(filter.to)};
    auto const only = [&](std::string_view condition, std::optional<std::string> const& value) {
        if (!value)
            return;
        text += condition;
        values.emplace_back(*value);
    };
    only(" AND c.queue_id = :queue", filter.queue);
    only(" AND c.agent_id = :agent", filter.agent);
    only(" AND c.channel = :channel", filter.channel);
    only(" AND c.queue_id IN (SELECT s.queue_id FROM members s WHERE s.user_id = :member)", member);
    Query query(transaction, text + " ORDER BY c.created_at, c.id", values, columns);
    while (query.next())
        each(read_row(query));
}

} // namespace undertone::store
