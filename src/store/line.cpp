#include "store/line.h"

#include "store/conversations.h"
#include "store/transaction.h"

namespace undertone::store {

std::int64_t position_in_line(Transaction& transaction, std::string_view conversation) {
    Query query(transaction,
                "SELECT count(*) FROM conversations me JOIN conversations c ON c.queue_id = me.queue_id "
                "WHERE me.id = :id AND me.state = 'open' AND me.bot = 0 AND c.state = 'open' AND c.bot = 0 "
                "AND (c.priority > me.priority OR (c.priority = me.priority AND (c.queued_at < me.queued_at "
                "OR (c.queued_at = me.queued_at AND c.id <= me.id))))",
                {conversation}, "n");
    return query.next() ? query.number() : 0;
}

std::vector<types::Conversation> line_of(Transaction& transaction, std::string_view queue, std::size_t most) {
    std::vector<std::string> ids;
    {
        Query query(transaction,
                    "SELECT id FROM conversations WHERE queue_id = :queue AND state = 'open' AND bot = 0 "
                    "ORDER BY priority DESC, queued_at, id LIMIT :most",
                    {queue, most}, "t");
        while (query.next())
            ids.push_back(query.text());
    }
    std::vector<types::Conversation> line;
    for (auto const& id : ids)
        if (auto found = find_conversation(transaction, id))
            line.push_back(*std::move(found));
    return line;
}

std::vector<std::pair<std::string, std::int64_t>> lengths_of_lines(Transaction& transaction) {
    Query query(transaction,
                "SELECT q.name, (SELECT count(*) FROM conversations c WHERE c.queue_id = q.id AND c.state = 'open' "
                "AND c.bot = 0) FROM queues q WHERE q.deleted_at IS NULL ORDER BY q.name",
                {}, "tn");
    std::vector<std::pair<std::string, std::int64_t>> lengths;
    while (query.next()) {
        auto name = query.text();
        lengths.emplace_back(std::move(name), query.number());
    }
    return lengths;
}

std::vector<std::int64_t> latest_waits(Transaction& transaction, std::string_view queue, std::size_t most) {
    Query query(transaction,
                "SELECT accepted_at - queued_at FROM conversations WHERE queue_id = :queue AND accepted_at IS NOT NULL "
                "ORDER BY accepted_at DESC LIMIT :most",
                {queue, most}, "n");
    std::vector<std::int64_t> waits;
    while (query.next())
        waits.push_back(query.number());
    return waits;
}

} // namespace undertone::store
