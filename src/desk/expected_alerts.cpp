#include "desk/alerting.h"
#include "desk/quiet_hours.h"
#include "desk/rule_alerts.h"
#include "store/people.h"
#include "store/rules.h"
#include "store/settings.h"

#include <algorithm>

/// Whom a first message would alert, for the dry run of the routing rules.
namespace undertone::desk {
namespace {

using sentiment::Level;
using types::ExpectedAlert;
using types::Rule;

bool fires(Rule const& rule, sentiment::Mood const& mood, sentiment::Reading const& reading, Time now) {
    bool const heard = rule.audience == types::AlertAudience::supervisor;
    return sentiment::step(rule.condition, sentiment::begin_state(rule.condition, Level::none, 50, 0),
                           {now, mood.level, mood.pulse, reading.confidence, heard})
        .fires;
}

std::vector<std::pair<types::Reference, bool>> people_of(std::vector<types::User> const& supervisors, bool quiet) {
    std::vector<std::pair<types::Reference, bool>> people;
    for (auto const& each : supervisors)
        people.push_back({{each.id, each.name}, !quiet && pops_up_for_supervisor(each.presence)});
    return people;
}

/// One alert, as the desk would make it.
void merge(std::vector<ExpectedAlert>& alerts) {
    std::stable_sort(alerts.begin(), alerts.end(), comes_first<ExpectedAlert>);
    for (std::size_t index = 1; index < alerts.size(); ++index) {
        auto& first = alerts.front();
        first.further_rules.push_back(alerts[index].rule.value());
        for (std::size_t person = 0; person < first.people.size(); ++person)
            first.people[person].second |= alerts[index].people[person].second;
    }
    alerts.resize(std::min<std::size_t>(alerts.size(), 1));
}

} // namespace

std::vector<ExpectedAlert> expected_alerts(store::Transaction& transaction, std::string_view queue,
                                           types::RoutingTrial const& trial, Time now) {
    std::vector<ExpectedAlert> alerts;
    auto const settings = store::settings_in_force(transaction, queue, trial.example.channel);
    auto const mood = sentiment::step({}, trial.reading);
    if (!settings.enabled || mood.level == Level::none)
        return alerts;
    auto const supervisors = store::supervisors_of(transaction, queue);
    auto const expect = [&](Level threshold, std::optional<types::Reference> rule, types::Quiet const& quiet) {
        alerts.push_back({threshold, std::move(rule), {}, people_of(supervisors, is_quiet(quiet, now))});
    };
    if (sentiment::crosses(Level::none, mood.level, Level::none, settings.supervisor_threshold))
        expect(settings.supervisor_threshold, std::nullopt, settings.quiet);
    for (auto const& rule : store::rules_in_force(transaction, queue, trial.example.channel))
        if (looks_at_agent(transaction, rule, std::nullopt) && fires(rule, mood, trial.reading, now))
            expect(threshold_of(rule, mood.level), types::Reference{rule.id, rule.name}, rule.quiet);
    merge(alerts);
    return alerts;
}

} // namespace undertone::desk
