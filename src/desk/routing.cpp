#include "store/routing.h"
#include "base/text.h"
#include "desk/accounts.h"
#include "desk/alerting.h"
#include "desk/core.h"
#include "desk/placement.h"
#include "desk/rightful.h"
#include "desk/settings.h"
#include "store/people.h"

#include <algorithm>
#include <map>

/// The routing rules as administrators set and try them.
namespace undertone::desk {
namespace {

using types::Caller;
using types::RoutingRules;

/// "calm: level negative or below, language de -> queue billing, priority 3".
std::string described(types::RoutingRule const& rule) {
    std::vector<std::string> conditions;
    if (rule.level_at_most)
        conditions.push_back("level " + std::string(sentiment::name_of(*rule.level_at_most)) + " or below");
    for (auto const& language : rule.languages)
        conditions.push_back("language " + language);
    for (auto const& channel : rule.channels)
        conditions.push_back("channel " + channel);
    if (rule.out_of_hours)
        conditions.emplace_back(*rule.out_of_hours ? "out of hours" : "within hours");
    std::vector<std::string> effects;
    if (rule.queue)
        effects.push_back("queue " + rule.queue->name);
    if (rule.priority)
        effects.push_back("priority " + std::to_string(*rule.priority));
    if (rule.skill)
        effects.push_back("skill " + *rule.skill);
    return rule.name + ": " + (conditions.empty() ? "always" : joined(conditions, ",")) + " -> " + joined(effects, ",");
}

/// What stands at each place, as "rule_2.1" the first rule of the second set.
std::map<std::string, std::string> places_of(RoutingRules const& rules) {
    std::map<std::string, std::string> places;
    for (std::size_t set = 0; set < rules.rulesets.size(); ++set) {
        auto const number = std::to_string(set + 1);
        places["ruleset_" + number] = rules.rulesets[set].name;
        for (std::size_t rule = 0; rule < rules.rulesets[set].rules.size(); ++rule)
            places["rule_" + number + "." + std::to_string(rule + 1)] = described(rules.rulesets[set].rules[rule]);
    }
    return places;
}

/// What of the rules is not the same in the other ones, for the audit: there may be a thousand.
std::string only_in(RoutingRules const& rules, RoutingRules const& other) {
    auto const elsewhere = places_of(other);
    std::string text;
    for (auto const& [place, what] : places_of(rules))
        if (auto const same = elsewhere.find(place); same == elsewhere.end() || same->second != what)
            text += (text.empty() ? "" : " ") + place + "=" + what;
    return text;
}

Result<void> check_names(std::vector<std::string> const& names, std::string const& field) {
    for (auto const& name : names)
        if (auto const wrong = wrong_in_name(name); !wrong.empty())
            return fail(Code::invalid, std::string(wrong), field);
    return {};
}

Result<void> check_rule(types::RoutingRule const& rule, std::string const& path, std::int64_t most_priority) {
    if (auto const wrong = wrong_in_name(rule.name); !wrong.empty())
        return fail(Code::invalid, std::string(wrong), path + ".name");
    if (auto checked = check_names(rule.languages, path + ".languages"); !checked)
        return checked;
    if (auto checked = check_names(rule.channels, path + ".channels"); !checked)
        return checked;
    if (rule.priority && (*rule.priority < -most_priority || *rule.priority > most_priority))
        return fail(Code::invalid,
                    "must be from -" + std::to_string(most_priority) + " to " + std::to_string(most_priority),
                    path + ".priority");
    if (rule.skill)
        if (auto const wrong = wrong_in_name(*rule.skill); !wrong.empty())
            return fail(Code::invalid, std::string(wrong), path + ".skill");
    if (!rule.queue && !rule.priority && !rule.skill)
        return fail(Code::invalid, "must name a queue, a priority or a skill", path);
    return {};
}

/// The rules with the ids of their queues.
Result<RoutingRules> checked(Core const& core, store::Transaction& transaction, RoutingRules rules) {
    if (rules.rulesets.size() > core.config.bound("routing.rulesets"))
        return fail(Code::invalid, "has at most " + std::to_string(core.config.bound("routing.rulesets")) + " rulesets",
                    "rulesets");
    for (std::size_t set = 0; set < rules.rulesets.size(); ++set) {
        auto const path = "rulesets[" + std::to_string(set) + "]";
        auto& ruleset = rules.rulesets[set];
        if (auto const wrong = wrong_in_name(ruleset.name); !wrong.empty())
            return fail(Code::invalid, std::string(wrong), path + ".name");
        if (ruleset.rules.empty() || ruleset.rules.size() > core.config.bound("routing.rules"))
            return fail(Code::invalid, "has 1 to " + std::to_string(core.config.bound("routing.rules")) + " rules",
                        path + ".rules");
        for (std::size_t number = 0; number < ruleset.rules.size(); ++number) {
            auto& rule = ruleset.rules[number];
            auto const where = path + ".rules[" + std::to_string(number) + "]";
            if (auto good = check_rule(rule, where, core.config.number("routing.priority")); !good)
                return Unexpected(good.error());
            if (!rule.queue)
                continue;
            auto const queue = store::find_queue(transaction, rule.queue->name);
            if (!queue)
                return fail(Code::invalid, "there is no such queue", where + ".queue");
            rule.queue = types::Reference{queue->id, queue->name};
        }
    }
    return rules;
}

Unexpected only_administrators_route() {
    return fail(Code::forbidden, "only administrators see and change the routing rules");
}

} // namespace

Result<RoutingRules> Settings::routing(Caller const& caller) {
    if (!may(caller, Action::write_settings))
        return only_administrators_route();
    return core_.read([](store::Transaction& transaction) { return store::routing_rules(transaction); });
}

Result<RoutingRules> Settings::change_routing(Caller const& caller, RoutingRules const& wanted,
                                              std::optional<std::uint64_t> version) {
    if (!may(caller, Action::write_settings))
        return only_administrators_route();
    return core_.change([&](Change& change) -> Result<RoutingRules> {
        auto const before = store::routing_rules(change.transaction);
        if (auto const present = check_version(version, before.version, "the rules"); !present)
            return Unexpected(present.error());
        auto rules = checked(core_, change.transaction, wanted);
        if (!rules)
            return rules;
        if (rules->rulesets == before.rulesets)
            return before;
        rules->version = before.version + 1;
        store::replace_routing_rules(change.transaction, *rules);
        write_audit(change, caller, "settings/routing", "change", only_in(before, *rules), only_in(*rules, before));
        return rules;
    });
}

Result<types::Placement> Settings::try_routing(Caller const& caller, types::RoutingTrial const& trial,
                                               std::optional<RoutingRules> const& instead) {
    if (!may(caller, Action::write_settings))
        return only_administrators_route();
    return core_.read([&](store::Transaction& transaction) -> Result<types::Placement> {
        auto const rules = instead ? checked(core_, transaction, *instead) : store::routing_rules(transaction);
        if (!rules)
            return Unexpected(rules.error());
        auto placement = placement_of(*rules, trial.example);
        auto queue = trial.queue;
        if (auto const found = find_queue_of(transaction, caller, queue); !found)
            return Unexpected(found.error());
        if (placement.queue)
            queue = placement.queue->id;
        if (queue)
            placement.alerts = expected_alerts(transaction, *queue, trial, core_.clock.now());
        return placement;
    });
}

} // namespace undertone::desk
