#include "desk/alerting.h"

#include "base/id.h"
#include "desk/quiet_hours.h"
#include "store/alerts.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/rules.h"

namespace undertone::desk {
namespace {

using sentiment::Level;
using types::Alert;
using types::AlertAudience;
using types::Conversation;
using types::Presence;

/// E3: away, offline and do not disturb find it in the inbox.
bool pops_up_for_supervisor(Presence presence) {
    return presence == Presence::available || presence == Presence::busy;
}

/// An agent who handles conversations is to hear of them, unless nobody sits there.
bool pops_up_for_agent(Presence presence) {
    return presence != Presence::away && presence != Presence::offline;
}

std::map<std::string, bool> told_people(Change& change, Conversation const& conversation, AlertAudience audience) {
    std::map<std::string, bool> told;
    if (audience == AlertAudience::agent) {
        if (auto const agent = store::find_user(change.transaction, conversation.agent->id))
            told.emplace(agent->id, pops_up_for_agent(agent->presence));
        return told;
    }
    for (auto const& supervisor : store::supervisors_of(change.transaction, conversation.queue.id))
        if (!conversation.agent || conversation.agent->id != supervisor.id) // E10
            told.emplace(supervisor.id, pops_up_for_supervisor(supervisor.presence));
    return told;
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
    return alert;
}

/// The threshold of an alert as a level: the one in which a threshold of pulse lies.
Level threshold_of(types::Rule const& rule) {
    return rule.condition.pulse ? sentiment::level_of(*rule.condition.pulse) : *rule.condition.level;
}

Alert alert_of_rule(Change& change, Conversation const& conversation, types::Rule const& rule, Level before,
                    std::string const& message) {
    auto alert = make_alert(change, conversation, rule.audience, before, threshold_of(rule), message);
    alert.rule = types::Reference{rule.id, rule.name};
    if (rule.quiet && is_quiet(*rule.quiet, change.now))
        for (auto& [person, notify] : alert.told)
            notify = false;
    return alert;
}

/// The organisation's own rules: what each knows of the conversation is kept with it.
void apply_rules(Change& change, Conversation const& conversation, sentiment::Mood const& before,
                 types::Message const& message, std::vector<Alert>& alerts) {
    if (!message.reading->enters_window || message.reading->level == Level::none)
        return;
    auto const& mood = conversation.mood;
    for (auto const& rule : store::rules_in_force(change.transaction, conversation.queue.id, conversation.channel)) {
        auto known = store::rule_state(change.transaction, rule, conversation.id);
        bool const heard = rule.audience == AlertAudience::supervisor || conversation.agent;
        auto const next = sentiment::step(rule.condition,
                                          known ? *std::move(known)
                                                : sentiment::begin_state(rule.condition, before.level, before.pulse),
                                          {change.now, mood.level, mood.pulse, message.reading->confidence, heard});
        store::keep_rule_state(change.transaction, rule, conversation.id, next.state);
        if (next.fires)
            alerts.push_back(alert_of_rule(change, conversation, rule, before.level, message.id));
    }
}

} // namespace

std::vector<Alert> raise_alerts(Change& change, Conversation& conversation, sentiment::Mood const& before,
                                store::InForce const& settings, types::Message const& message) {
    std::vector<Alert> alerts;
    auto const level = conversation.mood.level;
    auto consider = [&](AlertAudience audience, Level threshold, sentiment::Told& told, bool somebody) {
        bool const fired = somebody && sentiment::crosses(before.level, level, told, threshold);
        told = sentiment::told_after(level, told, threshold, fired);
        if (fired)
            alerts.push_back(make_alert(change, conversation, audience, before.level, threshold, message.id));
    };
    consider(AlertAudience::agent, settings.agent_threshold, conversation.told_agent, conversation.agent.has_value());
    consider(AlertAudience::supervisor, settings.supervisor_threshold, conversation.told_supervisor, true);
    apply_rules(change, conversation, before, message, alerts);
    return alerts;
}

void tell_of_alert(Change& change, Alert const& alert) {
    auto& event = change.events.emplace_back();
    event.kind = types::EventKind::alert;
    event.conversation = store::find_conversation(change.transaction, alert.conversation);
    event.alert = alert;
    event.hidden = true;
    event.at = change.now;
}

} // namespace undertone::desk
