#include "desk/insights.h"

#include "desk/core.h"
#include "desk/rightful.h"
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
    InsightRow* find(types::Reference const& what) {
        auto const found = rows_.find({what.name, what.id});
        return found == rows_.end() ? nullptr : &found->second;
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

bool was_there(Totals const& totals) {
    auto const& times = totals.presence.times;
    return std::any_of(times.begin(), times.end(),
                       [](auto const& time) { return time.first != types::Presence::offline; });
}

Unexpected too_many_rows(std::string_view what) {
    return fail(Code::invalid, "the period has more " + std::string(what) + ": choose a shorter one", "from");
}

} // namespace

Insights::Insights(Core& core, Config const& config)
    : core_(core)
    , service_level_seconds_(config.number("insights.service_level_seconds"))
    , most_rows_(config.bound("insights.rows"))
    , most_read_(config.bound("insights.read")) {}

Result<store::Reach> Insights::reach(store::Transaction& transaction, Caller const& caller, InsightFilter const& filter,
                                     std::size_t most) const {
    if (!may(caller, Action::read_insights))
        return fail(Code::forbidden, "only supervisors and administrators may read the figures");
    store::Reach reach{filter, std::nullopt, most};
    if (caller.kind != Caller::Kind::administrator)
        reach.member = caller.id;
    if (auto const found = find_queue_of(transaction, caller, reach.filter.queue); !found)
        return Unexpected(found.error());
    if (auto const found = find_agent_of(transaction, caller, reach.filter.agent); !found)
        return Unexpected(found.error());
    return reach;
}

/// Both periods, conversations and sessions, on one snapshot.
Result<void> Insights::count(Caller const& caller, InsightFilter const& filter, Place const& place,
                             Person const& person) {
    auto both = filter;
    both.from = filter.previous_from;
    auto const totals = [&](types::Reference const& queue, types::Reference const* agent, Time at) -> Totals* {
        auto* const row = place(queue, agent, at);
        return row == nullptr ? nullptr : at < filter.from ? &row->before : &row->now;
    };
    return core_.read([&](store::Transaction& transaction) -> Result<void> {
        auto const within = reach(transaction, caller, both, most_read_);
        if (!within)
            return Unexpected(within.error());
        if (!store::each_conversation(transaction, *within, [&](ConversationFacts const& facts) {
                if (auto* const found = totals(facts.queue, facts.agent ? &*facts.agent : nullptr, facts.created_at))
                    found->add(facts, service_level_seconds_);
            }))
            return too_many_rows("conversations than one answer reads");
        if (!store::each_session(transaction, *within, [&](types::SessionFacts const& facts) {
                if (auto* const found = totals(facts.queue, &facts.agent, facts.began_at))
                    found->sessions.add(facts);
            }))
            return too_many_rows("sessions than one answer reads");
        if (!store::each_bot_part(transaction, *within, [&](types::BotFacts const& facts) {
                if (auto* const found = totals(facts.queue, facts.agent ? &*facts.agent : nullptr, facts.began_at))
                    found->bots.add(facts);
            }))
            return too_many_rows("bot parts than one answer reads");
        if (!store::each_help(transaction, *within, [&](types::HelpFacts const& facts) {
                if (auto* const found = totals(facts.queue, facts.agent ? &*facts.agent : nullptr, facts.created_at))
                    found->add(facts);
            }))
            return too_many_rows("times of help than one answer reads");
        if (person)
            count_presences(transaction, *within, filter, person);
        return {};
    });
}

void Insights::count_presences(store::Transaction& transaction, store::Reach const& both, InsightFilter const& filter,
                               Person const& person) const {
    std::vector<types::PresenceFacts> found;
    if (!store::each_presence(transaction, both, core_.clock.now(),
                              [&](types::PresenceFacts const& facts) { found.push_back(facts); }))
        return;
    for (auto const& facts : found) {
        auto* const row = person(facts.agent);
        if (row == nullptr)
            continue;
        row->now.presence.add(facts, filter.from, filter.to);
        row->before.presence.add(facts, both.filter.from, filter.from);
    }
}

Result<InsightRow> Insights::summary(Caller const& caller, InsightFilter const& filter) {
    InsightRow all;
    all.at = filter.from;
    auto const person = [&](auto const&) { return &all; };
    auto const done = count(
        caller, filter, [&](auto const&, auto const*, Time) { return &all; }, filter.agent ? Person(person) : Person());
    if (!done)
        return Unexpected(done.error());
    return all;
}

Result<std::vector<InsightRow>> Insights::series(Caller const& caller, InsightFilter const& filter,
                                                 std::vector<Time> const& starts, std::vector<Time> const& earlier) {
    std::vector<InsightRow> rows(starts.size());
    for (std::size_t index = 0; index < starts.size(); ++index)
        rows[index].at = starts[index];
    auto const done = count(caller, filter, [&](auto const&, auto const*, Time moment) -> InsightRow* {
        auto const& begins = moment < filter.from ? earlier : starts;
        auto const after = std::upper_bound(begins.begin(), begins.end(), moment) - begins.begin();
        return after == 0 ? nullptr : &rows[std::min(static_cast<std::size_t>(after), rows.size()) - 1];
    });
    if (!done)
        return Unexpected(done.error());
    return rows;
}

Result<std::vector<InsightRow>> Insights::queues(Caller const& caller, InsightFilter const& filter) {
    NamedRows rows;
    auto const done =
        count(caller, filter, [&](types::Reference const& queue, auto const*, Time) { return rows.of(queue); });
    if (!done)
        return Unexpected(done.error());
    return rows.all();
}

Result<std::vector<InsightRow>> Insights::agents(Caller const& caller, InsightFilter const& filter) {
    NamedRows rows;
    NamedRows hours;
    auto const done = count(
        caller, filter,
        [&](auto const&, types::Reference const* agent, Time) { return agent != nullptr ? rows.of(*agent) : nullptr; },
        [&](types::Reference const& agent) { return hours.of(agent); });
    if (!done)
        return Unexpected(done.error());
    bool const all = !filter.queue && !filter.channel && filter.states.empty();
    for (auto const& each : hours.all()) {
        bool const counts = all && (was_there(each.now) || was_there(each.before));
        auto* const row = counts ? rows.of(each.of) : rows.find(each.of);
        if (row == nullptr)
            continue;
        row->now.presence = each.now.presence;
        row->before.presence = each.before.presence;
    }
    return rows.all();
}

Result<void> Insights::each(Caller const& caller, InsightFilter const& filter,
                            std::function<void(types::ExportedConversation const&)> const& each) {
    return core_.read([&](store::Transaction& transaction) -> Result<void> {
        auto const within = reach(transaction, caller, filter, most_rows_);
        if (!within)
            return Unexpected(within.error());
        if (!store::each_exported(transaction, *within, each))
            return too_many_rows("conversations than one export holds");
        return {};
    });
}

} // namespace undertone::desk
