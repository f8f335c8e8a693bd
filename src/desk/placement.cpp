#include "desk/placement.h"

#include "desk/alerting.h"
#include "desk/core.h"
#include "desk/opening_hours.h"
#include "desk/rightful.h"
#include "store/people.h"
#include "store/routing.h"
#include "types/place.h"

#include <algorithm>

namespace undertone::desk {
namespace {

using sentiment::Level;
using types::Conversation;
using types::RoutingCase;
using types::RoutingRule;

bool holds(std::vector<std::string> const& list, std::string const& name) {
    return list.empty() || std::find(list.begin(), list.end(), name) != list.end();
}

/// A rule whose queue was deleted and that does nothing else fits nothing.
bool fits(RoutingRule const& rule, RoutingCase const& example) {
    if (!rule.queue && !rule.priority && !rule.skill)
        return false;
    if (rule.level_at_most && (example.level == Level::none || example.level > *rule.level_at_most))
        return false;
    if (rule.out_of_hours && *rule.out_of_hours != example.out_of_hours)
        return false;
    return holds(rule.languages, example.language) && holds(rule.channels, example.channel);
}

/// What it needs by the rules of now, beside what its channel asked for: what they wanted before counts no more.
void apply_needs(types::Placement const& placement, Conversation& conversation) {
    conversation.priority = placement.priority.value_or(0);
    conversation.skills = conversation.given_skills;
    for (auto const& skill : placement.skills)
        if (std::find(conversation.skills.begin(), conversation.skills.end(), skill) == conversation.skills.end())
            conversation.skills.push_back(skill);
}

/// Where the rules want it, unless somebody put it where it is; another queue has hours of its own.
void place(Change& change, Conversation& conversation) {
    auto const placement = placement_of(store::routing_rules(change.transaction), case_of(conversation));
    apply_needs(placement, conversation);
    if (!placement.queue || conversation.placed || placement.queue->id == conversation.queue.id)
        return;
    conversation.queue = *placement.queue;
    mind_hours(change.transaction, change.now, conversation);
}

} // namespace

types::Placement placement_of(types::RoutingRules const& rules, RoutingCase const& example) {
    types::Placement placement;
    for (auto const& set : rules.rulesets) {
        auto const rule = std::find_if(set.rules.begin(), set.rules.end(),
                                       [&](RoutingRule const& each) { return fits(each, example); });
        if (rule == set.rules.end())
            continue;
        if (rule->queue)
            placement.queue = rule->queue;
        if (rule->priority)
            placement.priority = rule->priority;
        if (rule->skill)
            placement.skills.push_back(*rule->skill);
        placement.matched.push_back({set.name, rule->name});
    }
    return placement;
}

void follow_queue(Change& change, Conversation& conversation) {
    conversation.monitored = is_monitored(change, conversation);
    if (auto const queue = store::find_queue(change.transaction, conversation.queue.id))
        conversation.units = queue->units;
}

RoutingCase case_of(Conversation const& conversation) {
    return {conversation.mood.level, conversation.language, conversation.channel, conversation.came_closed};
}

void come_in(Change& change, Conversation& conversation) {
    conversation.came_closed = mind_hours(change.transaction, change.now, conversation);
    place(change, conversation);
}

void need_anew(Change& change, Conversation& conversation) {
    apply_needs(placement_of(store::routing_rules(change.transaction), case_of(conversation)), conversation);
}

std::optional<Conversation> place_again(Change& change, Conversation const& conversation) {
    if (!types::in_line(conversation))
        return std::nullopt;
    auto moved = conversation;
    place(change, moved);
    return moved == conversation ? std::nullopt : std::optional(std::move(moved));
}

Conversation move_to(Change& change, Conversation conversation, Conversation const& place) {
    auto const state = conversation.state;
    return move_on(change, std::move(conversation), state, "route", Seen::by_customer,
                   [&](Change&, Conversation& routed) {
                       routed.queue = place.queue;
                       routed.out_of_hours = place.out_of_hours;
                       routed.priority = place.priority;
                       routed.skills = place.skills;
                   });
}

} // namespace undertone::desk
