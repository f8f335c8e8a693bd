#include "desk/rule_alerts.h"

#include "desk/alerting.h"
#include "desk/quiet_hours.h"
#include "store/alerts.h"
#include "store/conversations.h"
#include "store/people.h"

#include <utility>

namespace undertone::desk {
namespace {

using sentiment::Level;
using types::Alert;
using types::Conversation;
using types::Rule;

Alert alert_of(Change& change, Conversation const& conversation, Rule const& rule, Level before,
               std::string const& message) {
    auto const threshold = threshold_of(rule, conversation.mood.level);
    auto alert = make_alert(change, conversation, rule.audience, before, threshold, message);
    alert.rule = types::Reference{rule.id, rule.name};
    if (is_quiet(rule.quiet, change.now))
        keep_quiet(alert);
    return alert;
}

/// Is there anybody to be told? Supervisors have an inbox of the queue, an agent must have the conversation.
bool is_heard(Rule const& rule, Conversation const& conversation) {
    return rule.audience == types::AlertAudience::supervisor || conversation.agent.has_value();
}

/// What the rule knows of the conversation up to the message before this one. A rule that missed a message, or whose
/// condition is a new one, meets the conversation anew; its silence after the last alert goes on.
store::RuleMemory memory_before(Change& change, Rule const& rule, Conversation const& conversation,
                                sentiment::Mood const& before) {
    auto known = store::rule_memory(change.transaction, rule, conversation.id);
    if (known && known->condition_version == rule.condition_version &&
        known->message == store::latest_scored(change.transaction, conversation.id))
        return *std::move(known);
    store::RuleMemory anew;
    anew.state = sentiment::begin_state(rule.condition, before.level, before.pulse,
                                        store::count_scored(change.transaction, conversation.id));
    if (known)
        anew.state.fired_at = known->state.fired_at;
    return anew;
}

bool is_live(Conversation const& conversation) {
    return conversation.state != types::State::closed && conversation.state != types::State::wrap_up;
}

/// The running level before the latest message.
Level level_before(sentiment::RuleState const& state) {
    return state.recent.size() < 2 ? Level::none : state.recent.at(state.recent.size() - 2);
}

/// A time of the rule may have ended since the clock looked last: what it tells then comes before this message.
std::optional<Alert> overdue(Change& change, Conversation const& conversation, Rule const& rule,
                             sentiment::Mood const& before, store::RuleMemory& memory) {
    if (!memory.due_at || *memory.due_at >= change.now)
        return std::nullopt;
    auto next = sentiment::wait(rule.condition, std::move(memory.state), *memory.due_at, is_heard(rule, conversation));
    memory.state = std::move(next.state);
    if (!next.fires)
        return std::nullopt;
    auto earlier = conversation;
    earlier.mood = before;
    return alert_of(change, earlier, rule, level_before(memory.state),
                    store::id_of_message(change.transaction, conversation.id, memory.message));
}

} // namespace

Level threshold_of(Rule const& rule, Level level) {
    return rule.condition.pulse ? sentiment::level_of(*rule.condition.pulse) : rule.condition.level.value_or(level);
}

bool looks_at_agent(store::Transaction& transaction, Rule const& rule, std::optional<types::Reference> const& agent) {
    return !rule.skill || (agent && store::users_with_skill(transaction, *rule.skill).contains(agent->id));
}

std::vector<Alert> rule_alerts(Change& change, Conversation const& conversation, sentiment::Mood const& before,
                               types::Message const& message) {
    std::vector<Alert> alerts;
    if (!message.reading->enters_window || message.reading->level == Level::none)
        return alerts;
    auto const& mood = conversation.mood;
    for (auto const& rule : store::rules_in_force(change.transaction, conversation.queue.id, conversation.channel)) {
        if (!looks_at_agent(change.transaction, rule, conversation.agent))
            continue;
        auto memory = memory_before(change, rule, conversation, before);
        if (auto late = overdue(change, conversation, rule, before, memory))
            alerts.push_back(*std::move(late));
        auto next = sentiment::step(
            rule.condition, std::move(memory.state),
            {change.now, mood.level, mood.pulse, message.reading->confidence, is_heard(rule, conversation)});
        auto const due = sentiment::due(rule.condition, next.state, change.now);
        store::keep_rule_memory(change.transaction, rule, conversation.id,
                                {std::move(next.state), message.number, rule.condition_version, due});
        if (next.fires)
            alerts.push_back(alert_of(change, conversation, rule, before.level, message.id));
    }
    return alerts;
}

void look_again(Change& change, store::DueRule const& due) {
    auto const rule = store::find_rule(change.transaction, due.rule);
    auto const conversation = store::find_conversation(change.transaction, due.conversation);
    if (!rule || !conversation)
        return;
    auto memory = store::rule_memory(change.transaction, *rule, due.conversation);
    if (!memory || !memory->due_at || *memory->due_at > change.now)
        return; // another node was first, or a message came
    memory->due_at.reset();
    bool const concerned = is_live(*conversation) && conversation->monitored &&
                           memory->condition_version == rule->condition_version &&
                           types::looks_at(*rule, conversation->queue.id, conversation->channel) &&
                           looks_at_agent(change.transaction, *rule, conversation->agent);
    bool fires = false;
    if (concerned) {
        auto next =
            sentiment::wait(rule->condition, std::move(memory->state), change.now, is_heard(*rule, *conversation));
        fires = next.fires;
        memory->state = std::move(next.state);
    }
    store::keep_rule_memory(change.transaction, *rule, due.conversation, *memory);
    if (!fires)
        return;
    auto const alert = alert_of(change, *conversation, *rule, level_before(memory->state), due.message);
    store::insert_alert(change.transaction, alert);
    tell_of_alert(change, alert, popped_up(alert));
}

} // namespace undertone::desk
