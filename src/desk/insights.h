#pragma once

#include "base/config.h"
#include "base/result.h"
#include "desk/figures.h"
#include "store/insights.h"
#include "types/insights.h"
#include "types/person.h"

#include <functional>
#include <string>
#include <vector>

namespace undertone::desk {

class Core;

/// The figures of one group of conversations, and those of the period before.
struct InsightRow {
    types::Reference of = {}; ///< the queue or agent; empty where the group is a time or all
    Time at{};                ///< begin of the group's time
    Totals now = {};
    Totals before = {};
};

/// Figures over stored conversations, computed when they are asked for. Supervisors see their own queues,
/// administrators all. A period with more conversations or sessions than insights.read is invalid.
class Insights {
public:
    Insights(Core& core, Config const& config);

    Result<InsightRow> summary(types::Caller const& caller, types::InsightFilter const& filter);

    /// One row for each begin in `starts` (rising, the first one the filter's from or earlier), beside it the same
    /// place of `earlier` in the period before; where that has more places, the last row holds the others too.
    Result<std::vector<InsightRow>> series(types::Caller const& caller, types::InsightFilter const& filter,
                                           std::vector<Time> const& starts, std::vector<Time> const& earlier);

    /// By name, never by feeling: people are not ranked.
    Result<std::vector<InsightRow>> queues(types::Caller const& caller, types::InsightFilter const& filter);
    /// Without a filter by queue, channel or state also agents who were there and had no conversation.
    Result<std::vector<InsightRow>> agents(types::Caller const& caller, types::InsightFilter const& filter);

    /// Every conversation of the filter, oldest first; an error when there are more than insights.rows.
    Result<void> each(types::Caller const& caller, types::InsightFilter const& filter,
                      std::function<void(types::ExportedConversation const&)> const& each);

private:
    /// The row a conversation or session of this queue and agent counts in that began at `moment`; null: in none.
    using Place = std::function<InsightRow*(types::Reference const& queue, types::Reference const* agent, Time moment)>;

    /// The row in which the hours of an agent count; null: in none.
    using Person = std::function<InsightRow*(types::Reference const& agent)>;

    Result<void> count(types::Caller const& caller, types::InsightFilter const& filter, Place const& place,
                       Person const& person = {});

    /// Hours cannot be told of where there are too many changes to read: then none are.
    void count_presences(store::Transaction& transaction, store::Reach const& both, types::InsightFilter const& filter,
                         Person const& person) const;

    /// What the caller may read of the filter, whose names become ids.
    Result<store::Reach> reach(store::Transaction& transaction, types::Caller const& caller,
                               types::InsightFilter const& filter, std::size_t most) const;

    Core& core_;
    std::int64_t const service_level_seconds_;
    std::size_t const most_rows_;
    std::size_t const most_read_;
};

} // namespace undertone::desk
