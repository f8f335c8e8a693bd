#include "desk/insights.h"

#include "desk/core.h"
#include "store/insights.h"
#include "store/people.h"

#include <algorithm>
#include <map>

namespace undertone::desk {
namespace {

using types::Caller;
using types::ConversationFacts;
using types::InsightFilter;

/// Rows by name, then id, made as conversations ask for them.
class NamedRows {
public:
    InsightRow* of(types::Reference const& what) {
        auto& row = rows_[{what.name, what.id}];
        row.of = what;
        return &row;
    }
    std::vector<InsightRow> all() const {
        std::vector<InsightRow> rows;
        for (auto const& [key, row] : rows_)
            rows.push_back(row);
        return rows;
    }

private:
    std::map<std::pair<std::string, std::string>, InsightRow> rows_;
};

Result<void> resolve_names(store::Transaction& transaction, Caller const& caller, InsightFilter& filter) {
    if (filter.queue) {
        auto const queue = store::find_queue(transaction, *filter.queue);
        if (!queue || !may_listen_to_queue(caller, queue->id))
            return fail(Code::invalid, "there is no such queue", "queue");
        filter.queue = queue->id;
    }
    if (filter.agent) {
        auto const agent = store::find_user(transaction, *filter.agent);
        if (!agent)
            return fail(Code::invalid, "there is no such user", "agent");
        filter.agent = agent->id;
    }
    return {};
}

} // namespace

Insights::Insights(Core& core, Config const& config)
    : core_(core)
    , service_level_seconds_(config.number("insights.service_level_seconds"))
    , most_rows_(static_cast<std::size_t>(config.number("insights.rows"))) {}

Result<void> Insights::visit(Caller const& caller, InsightFilter filter,
                             std::function<void(ConversationFacts const&)> const& each) {
    if (!may(caller, Action::read_insights))
        return fail(Code::forbidden, "only supervisors and administrators may read the figures");
    auto const member =
        caller.kind == Caller::Kind::administrator ? std::nullopt : std::optional<std::string>(caller.id);
    return core_.read([&](store::Transaction& transaction) -> Result<void> {
        if (auto known = resolve_names(transaction, caller, filter); !known)
            return known;
        store::each_conversation(transaction, filter, member, each);
        return {};
    });
}

Result<void> Insights::count(Caller const& caller, InsightFilter const& filter, Place const& place) {
    auto both = filter;
    auto const length = filter.to - filter.from;
    both.from -= length;
    return visit(caller, both, [&](ConversationFacts const& facts) {
        bool const before = facts.created_at < filter.from;
        if (auto* row = place(facts, before ? facts.created_at + length : facts.created_at))
            (before ? row->before : row->now).add(facts, service_level_seconds_);
    });
}

Result<InsightRow> Insights::summary(Caller const& caller, InsightFilter const& filter) {
    InsightRow all;
    all.at = filter.from;
    auto const done = count(caller, filter, [&](ConversationFacts const&, Time) { return &all; });
    if (!done)
        return Unexpected(done.error());
    return all;
}

Result<std::vector<InsightRow>> Insights::series(Caller const& caller, InsightFilter const& filter,
                                                 std::vector<Time> const& starts) {
    std::vector<InsightRow> rows(starts.size());
    for (std::size_t index = 0; index < starts.size(); ++index)
        rows[index].at = starts[index];
    auto const done = count(caller, filter, [&](ConversationFacts const&, Time moment) -> InsightRow* {
        auto const after = std::upper_bound(starts.begin(), starts.end(), moment);
        return after == starts.begin() ? nullptr : &rows[static_cast<std::size_t>(after - starts.begin() - 1)];
    });
    if (!done)
        return Unexpected(done.error());
    return rows;
}

Result<std::vector<InsightRow>> Insights::queues(Caller const& caller, InsightFilter const& filter) {
    NamedRows rows;
    auto const done = count(caller, filter, [&](ConversationFacts const& facts, Time) { return rows.of(facts.queue); });
    if (!done)
        return Unexpected(done.error());
    return rows.all();
}

Result<std::vector<InsightRow>> Insights::agents(Caller const& caller, InsightFilter const& filter) {
    NamedRows rows;
    auto const done = count(caller, filter, [&](ConversationFacts const& facts, Time) {
        return facts.agent ? rows.of(*facts.agent) : nullptr;
    });
    if (!done)
        return Unexpected(done.error());
    return rows.all();
}

Result<void> Insights::each(Caller const& caller, InsightFilter const& filter,
                            std::function<void(ConversationFacts const&)> const& each) {
    std::size_t seen = 0;
    auto done = visit(caller, filter, [&](ConversationFacts const& facts) {
        if (++seen <= most_rows_)
            each(facts);
    });
    if (done && seen > most_rows_)
        return fail(Code::invalid, "the period has more conversations than one export holds: choose a shorter one",
                    "from");
    return done;
}

} // namespace undertone::desk
