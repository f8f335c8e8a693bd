#include "desk/alerting.h"

#include "base/id.h"
#include "desk/quiet_hours.h"
#include "desk/rule_alerts.h"
#include "store/alerts.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/rules.h"

#include <algorithm>
#include <utility>

namespace undertone::desk {
namespace {

using sentiment::Level;
using types::Alert;
using types::AlertAudience;
using types::Conversation;
using types::Presence;

std::map<std::string, types::Told> told_people(Change& change, Conversation const& conversation,
                                               AlertAudience audience) {
    std::map<std::string, types::Told> told;
    if (audience == AlertAudience::agent) {
        auto const tell = [&](types::Reference const& who) {
            if (auto const agent = store::find_user(change.transaction, who.id))
                told[agent->id] = {agent->name, pops_up_for_agent(agent->presence)};
        };
        tell(*conversation.agent);
        if (conversation.awaiting && conversation.returns_to)
            tell(*conversation.returns_to); // who talks until the transfer is accepted
        return told;
    }
    for (auto const& supervisor : store::supervisors_of(change.transaction, conversation.queue.id))
        if (!is_own(conversation, supervisor.id))
            told[supervisor.id] = {supervisor.name, pops_up_for_supervisor(supervisor.presence)};
    return told;
}

/// Of alerts about one message to one audience the first stays and names the others' rules; it pops up for whom any of
/// them would.
std::vector<Alert> merged(std::vector<Alert> const& alerts) {
    std::vector<Alert> merged;
    for (auto const& alert : alerts) {
        auto const same = std::find_if(merged.begin(), merged.end(), [&](Alert const& each) {
            return each.audience == alert.audience && each.message == alert.message;
        });
        if (same == merged.end()) {
            merged.push_back(alert);
            continue;
        }
        if (alert.rule)
            same->further_rules.push_back(*alert.rule);
        for (auto const& [person, told] : alert.told)
            same->told[person].notify |= told.notify;
    }
    return merged;
}

bool rule_tells(Change& change, types::Reference const& reference, Alert const& alert,
                Conversation const& conversation) {
    auto const rule = store::find_rule(change.transaction, reference.id);
    return rule && rule->audience == alert.audience &&
           types::looks_at(*rule, conversation.queue.id, conversation.channel) && !is_quiet(rule->quiet, change.now);
}

bool threshold_tells(Change& change, Alert const& alert, Conversation const& conversation) {
    auto const settings = store::settings_in_force(change.transaction, conversation.queue.id, conversation.channel);
    auto const threshold =
        alert.audience == AlertAudience::agent ? settings.agent_threshold : settings.supervisor_threshold;
    return threshold != Level::none && alert.level <= threshold && !is_quiet(settings.quiet, change.now);
}

} // namespace

bool is_own(Conversation const& conversation, std::string_view user) {
    return (conversation.agent && conversation.agent->id == user) ||
           (conversation.awaiting && conversation.returns_to && conversation.returns_to->id == user);
}

bool pops_up_for_supervisor(Presence presence) {
    return presence == Presence::available || presence == Presence::busy;
}

bool pops_up_for_agent(Presence presence) {
    return presence != Presence::away && presence != Presence::offline;
}

bool is_silenced(Change& change, Alert const& alert, Conversation const& conversation) {
    if (!conversation.monitored)
        return true;
    auto const tells = [&](types::Reference const& rule) { return rule_tells(change, rule, alert, conversation); };
    bool const first = alert.rule ? tells(*alert.rule) : threshold_tells(change, alert, conversation);
    return !first && std::none_of(alert.further_rules.begin(), alert.further_rules.end(), tells);
}

void keep_quiet(Alert& alert) {
    for (auto& [person, told] : alert.told)
        told.notify = false;
}

Alert make_alert(Change& change, Conversation const& conversation, AlertAudience audience, Level before,
                 Level threshold, std::string const& message) {
    Alert alert;
    alert.id = new_id(change.now);
    alert.audience = audience;
    alert.conversation = conversation.id;
    alert.queue = conversation.queue;
    alert.customer = conversation.customer.name;
    alert.agent = conversation.agent;
    alert.message = message;
    alert.before = before;
    alert.level = conversation.mood.level;
    alert.threshold = threshold;
    alert.created_at = change.now;
    alert.told = told_people(change, conversation, audience);
    if (audience == AlertAudience::supervisor && change.core.escalate_after.count() > 0)
        alert.escalate_at = change.now + change.core.escalate_after;
    return alert;
}

std::vector<Alert> raise_alerts(Change& change, Conversation& conversation, sentiment::Mood const& before,
                                store::InForce const& settings, types::Message const& message) {
    std::vector<Alert> alerts;
    auto const level = conversation.mood.level;
    auto consider = [&](AlertAudience audience, Level threshold, Level& told, bool somebody) {
        if (threshold == Level::none || before.level == Level::none || before.level > threshold)
            told = Level::none; // what was told under another threshold is no reason for silence
        bool const fired = somebody && sentiment::crosses(before.level, level, told, threshold);
        told = sentiment::told_after(level, told, threshold, fired);
        if (fired)
            alerts.push_back(make_alert(change, conversation, audience, before.level, threshold, message.id));
        if (fired && is_quiet(settings.quiet, change.now))
            keep_quiet(alerts.back());
    };
    consider(AlertAudience::agent, settings.agent_threshold, conversation.told_agent, conversation.agent.has_value());
    consider(AlertAudience::supervisor, settings.supervisor_threshold, conversation.told_supervisor, true);
    for (auto& alert : rule_alerts(change, conversation, before, message))
        alerts.push_back(std::move(alert));
    std::stable_sort(alerts.begin(), alerts.end(), comes_first<Alert>);
    return merged(alerts);
}

bool is_monitored(Change& change, Conversation const& conversation) {
    return store::settings_in_force(change.transaction, conversation.queue.id, conversation.channel).enabled;
}

std::set<std::string> popped_up(Alert const& alert) {
    std::set<std::string> people;
    for (auto const& [person, told] : alert.told)
        if (told.notify)
            people.insert(person);
    return people;
}

types::Event& tell_of_alert(Change& change, Alert const& alert, std::set<std::string> const& pops) {
    auto& event = change.events.emplace_back();
    event.kind = types::EventKind::alert;
    event.conversation = store::find_conversation(change.transaction, alert.conversation);
    event.alert = alert;
    event.pops.assign(pops.begin(), pops.end());
    event.hidden = true;
    event.at = change.now;
    return event;
}

} // namespace undertone::desk
