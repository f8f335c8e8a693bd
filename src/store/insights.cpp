#include "store/insights.h"

#include "store/mapping.h"
#include "store/transaction.h"

namespace undertone::store {
namespace {

constexpr std::string_view columns_of_conversation =
    "SELECT c.id, c.state, c.queue_id, q.name, COALESCE(c.returns_to, c.agent_id), u.name, c.channel, c.customer_name, "
    "c.language, c.bot, "
    "c.level, c.pulse, c.messages, c.created_at, "
    // The first wait and the first acceptance: the conversation's own begin again when it goes back to a queue.
    "COALESCE((SELECT min(s.began_at) FROM sessions s WHERE s.conversation_id = c.id AND s.bot = 0), c.queued_at), "
    "COALESCE((SELECT min(s.accepted_at) FROM sessions s WHERE s.conversation_id = c.id), c.accepted_at), "
    "(SELECT CAST(sum(COALESCE(s.ended_at, c.closed_at) - s.accepted_at) AS bigint) FROM sessions s "
    "WHERE s.conversation_id = c.id AND s.accepted_at IS NOT NULL), c.ended_at, c.closed_at, c.wrap_codes, "
    "(SELECT min(m.created_at) FROM messages m WHERE m.conversation_id = c.id AND m.sender = 'agent' AND m.visibility "
    "= 'public'), "
    "(SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.sender = 'customer'), "
    "(SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.sender IN ('agent', 'supervisor') AND "
    "m.visibility = 'public'), c.transfers, "
    "(SELECT CAST(sum(COALESCE(s.accepted_at, s.ended_at, c.closed_at) - s.began_at) AS bigint) FROM sessions s WHERE "
    "s.conversation_id = c.id AND s.bot = 0)";
constexpr std::string_view columns = "ttttttttt"
                                     "nnrnnnnnnntn"
                                     "nnnn";

/// The window at the end, and the pulses of the first three messages that entered it.
constexpr std::string_view columns_of_export =
    ", c.subject, c.lowest_level, c.samples, "
    "(SELECT m.pulse FROM messages m WHERE m.conversation_id = c.id AND m.enters_window = 1 AND m.level > 0 ORDER BY "
    "m.number LIMIT 1), "
    "(SELECT m.pulse FROM messages m WHERE m.conversation_id = c.id AND m.enters_window = 1 AND m.level > 0 ORDER BY "
    "m.number LIMIT 1 OFFSET 1), "
    "(SELECT m.pulse FROM messages m WHERE m.conversation_id = c.id AND m.enters_window = 1 AND m.level > 0 ORDER BY "
    "m.number LIMIT 1 OFFSET 2)";
constexpr std::string_view letters_of_export = "tntrrr";

/// Until a transfer is accepted the conversation is that of the agent who handed it on.
constexpr std::string_view of_conversations =
    " FROM conversations c JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = COALESCE(c.returns_to, "
    "c.agent_id) WHERE "
    "c.created_at >= :begin AND c.created_at < :end";

std::optional<types::Reference> read_agent(Query& row) {
    auto id = row.maybe_text();
    auto name = row.maybe_text().value_or("");
    return id ? std::optional(types::Reference{*std::move(id), std::move(name)}) : std::nullopt;
}

types::ConversationFacts read_row(Query& row) {
    types::ConversationFacts facts;
    facts.id = row.text();
    facts.state = types::state_from(row.text()).value();
    facts.queue.id = row.text();
    facts.queue.name = row.text();
    facts.agent = read_agent(row);
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
    facts.incoming_messages = row.number();
    facts.outgoing_messages = row.number();
    facts.transfers = row.number();
    if (auto const waited = row.maybe_number())
        facts.waited = std::chrono::milliseconds(*waited);
    return facts;
}

types::ExportedConversation read_exported(Query& row) {
    types::ExportedConversation exported{read_row(row), row.text(), level_of_code(row.number()), std::nullopt};
    sentiment::Course course;
    read_samples(row.text(), course.mood);
    course.messages = course.mood.count;
    for (auto& pulse : course.opening)
        pulse = row.real();
    exported.transition = sentiment::transition_of(course);
    return exported;
}

types::BotFacts read_bot_part(Query& row) {
    types::BotFacts facts;
    facts.queue.id = row.text();
    facts.queue.name = row.text();
    facts.agent = read_agent(row);
    facts.began_at = time_of(row.number());
    facts.ended_at = time_of(row.maybe_number());
    if (auto const ended_by = row.maybe_text())
        facts.ended_by = types::session_end_from(*ended_by);
    return facts;
}

types::HelpFacts read_help(Query& row) {
    types::HelpFacts facts;
    facts.queue.id = row.text();
    facts.queue.name = row.text();
    facts.agent = read_agent(row);
    facts.created_at = time_of(row.number());
    facts.mode = types::mode_from(row.text()).value_or(types::Mode::joined);
    facts.lasted = std::chrono::milliseconds(row.number());
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
    for (std::size_t index = 0; index < reach.filter.states.size(); ++index) {
        text += (index == 0 ? " AND c.state IN (:state" : ", :state") + std::to_string(index);
        values.emplace_back(types::name_of(reach.filter.states[index]));
    }
    text += reach.filter.states.empty() ? "" : ")";
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
    return each_row(transaction, reach, std::string(columns_of_conversation) + std::string(of_conversations),
                    {"c.queue_id", "COALESCE(c.returns_to, c.agent_id)", "c.created_at, c.id"}, columns, read_row,
                    each);
}

bool each_exported(Transaction& transaction, Reach const& reach,
                   std::function<void(types::ExportedConversation const&)> const& each) {
    return each_row(transaction, reach,
                    std::string(columns_of_conversation) + std::string(columns_of_export) +
                        std::string(of_conversations),
                    {"c.queue_id", "COALESCE(c.returns_to, c.agent_id)", "c.created_at, c.id"},
                    std::string(columns) + std::string(letters_of_export), read_exported, each);
}

bool each_bot_part(Transaction& transaction, Reach const& reach,
                   std::function<void(types::BotFacts const&)> const& each) {
    return each_row(transaction, reach,
                    "SELECT s.queue_id, q.name, c.agent_id, u.name, s.began_at, s.ended_at, s.ended_by FROM sessions s "
                    "JOIN conversations c ON c.id = s.conversation_id JOIN queues q ON q.id = s.queue_id LEFT JOIN "
                    "users u ON u.id = c.agent_id WHERE s.bot = 1 AND s.began_at >= :begin AND s.began_at < :end",
                    {"s.queue_id", "c.agent_id", "s.began_at, s.id"}, "ttttnnt", read_bot_part, each);
}

bool each_help(Transaction& transaction, Reach const& reach, std::function<void(types::HelpFacts const&)> const& each) {
    return each_row(transaction, reach,
                    "SELECT c.queue_id, q.name, c.agent_id, u.name, c.created_at, p.mode, p.until - p.since FROM "
                    "conversations c JOIN participations p ON p.conversation_id = c.id JOIN queues q ON q.id = "
                    "c.queue_id LEFT JOIN users u ON u.id = c.agent_id WHERE p.until IS NOT NULL AND c.created_at >= "
                    ":begin AND c.created_at < :end",
                    {"c.queue_id", "c.agent_id", "c.created_at, c.id, p.number"}, "ttttntn", read_help, each);
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

bool each_presence(Transaction& transaction, Reach const& reach, Time now,
                   std::function<void(types::PresenceFacts const&)> const& each) {
    std::string text =
        "SELECT p.user_id, u.name, p.presence, p.at FROM presence_changes p JOIN users u ON u.id = p.user_id "
        "WHERE u.role = 'agent' AND p.at < :end AND (p.at >= :begin OR p.id = (SELECT max(l.id) FROM "
        "presence_changes l WHERE l.user_id = p.user_id AND l.at < :before)) ";
    std::vector<Value> values{stored(reach.filter.to), stored(reach.filter.from), stored(reach.filter.from)};
    if (reach.filter.agent) {
        text += "AND p.user_id = :agent ";
        values.emplace_back(*reach.filter.agent);
    }
    if (reach.member) {
        text += "AND p.user_id IN (SELECT a.user_id FROM members a JOIN members m ON m.queue_id = a.queue_id WHERE "
                "m.user_id = :member) ";
        values.emplace_back(*reach.member);
    }
    values.emplace_back(reach.most + 1);
    Query query(transaction, text + "ORDER BY p.user_id, p.id LIMIT :most", values, "tttn");
    std::optional<types::PresenceFacts> last;
    auto const tell = [&](Time until) {
        last->until = until;
        each(*last);
    };
    for (std::size_t count = 0; query.next(); ++count) {
        if (count == reach.most)
            return false;
        types::PresenceFacts facts;
        facts.agent.id = query.text();
        facts.agent.name = query.text();
        facts.presence = types::presence_from(query.text()).value_or(types::Presence::offline);
        facts.since = time_of(query.number());
        if (last)
            tell(last->agent.id == facts.agent.id ? facts.since : now);
        last = std::move(facts);
    }
    if (last)
        tell(now);
    return true;
}

} // namespace undertone::store
