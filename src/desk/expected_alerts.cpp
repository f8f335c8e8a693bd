#include "desk/alerting.h"
#include "desk/quiet_hours.h"
#include "desk/rule_alerts.h"
#include "store/people.h"
#include "store/rules.h"
#include "store/settings.h"

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

} // namespace

std::vector<ExpectedAlert> expected_alerts(store::Transaction& transaction, std::string_view queue,
                                           types::RoutingTrial const& trial, Time now) {
    std::vector<ExpectedAlert> alerts;
    auto const settings = store::settings_in_force(transaction, queue, trial.example.channel);
    auto const mood = sentiment::step({}, trial.reading);
    if (!settings.enabled || mood.level == Level::none)
        return alerts;
    auto const supervisors = store::supervisors_of(transaction, queue);
    if (sentiment::crosses(Level::none, mood.level, Level::none, settings.supervisor_threshold))
        alerts.push_back({settings.supervisor_threshold, std::nullopt, people_of(supervisors, is_quiet(settings.quiet, now))});
    for (auto const& rule : store::rules_in_force(transaction, queue, trial.example.channel)) {
        if (!looks_at_agent(transaction, rule, std::nullopt) || !fires(rule, mood, trial.reading, now))
            continue;
        alerts.push_back({threshold_of(rule, mood.level), types::Reference{rule.id, rule.name},
                          people_of(supervisors, is_quiet(rule.quiet, now))});
    }
    return alerts;
}

} // namespace undertone::desk
