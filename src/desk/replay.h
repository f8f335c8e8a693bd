#pragma once

#include "store/rules.h"
#include "types/conversation.h"
#include "types/rule.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

/// For the files of desk/ alone.
namespace undertone::desk {

/// Replays conversations and adds what a rule would have told within the time asked for: with each message, and where
/// the duration ended before the next one came. What was in another queue at its time the rule did not hear, nor what
/// an agent had who does not know its skill; `knowing` are the ids of those who do, today.
class Replay {
public:
    Replay(types::Rule const& rule, store::History const& history, std::set<std::string> knowing,
           std::vector<types::Firing>& firings)
        : rule_(rule), history_(history), knowing_(std::move(knowing)), firings_(firings) {}

    void run(types::Conversation const& conversation, std::vector<store::StoredMoment> const& moments,
             std::vector<store::Stay> const& stays, Time now);

private:
    store::Stay const* stay_at(Time at) const;
    std::string const& queue_at(Time at) const;
    bool is_known_to_agent(Time at) const;
    bool is_heard(Time at) const;
    bool is_looked_at(Time at) const;
    Time end_or(Time now) const;
    void wait(store::StoredMoment const& last, Time until);
    void take(sentiment::RuleStep next, store::StoredMoment const& told, Time at);

    types::Rule const& rule_;
    store::History const& history_;
    std::set<std::string> const knowing_;
    std::vector<types::Firing>& firings_;
    types::Conversation const* conversation_ = nullptr;
    std::vector<store::Stay> const* stays_ = nullptr;
    sentiment::RuleState state_;
};

} // namespace undertone::desk
