#include "api/views.h"

#include "api/quiet_hours.h"
#include "api/reading_json.h"
#include "desk/states.h"
#include "sentiment/window.h"

#include <boost/json/array.hpp>
namespace undertone::api {
namespace {

using boost::json::array;
using boost::json::object;
using sentiment::Level;

void set_time(object& view, std::string_view name, std::optional<Time> const& time) {
    if (time)
        view[name] = to_text(*time);
}

/// What staff and customer see alike; `agent` is who has it as far as that one knows.
object common_view(types::Conversation const& conversation, std::optional<types::Reference> const& agent, Time now) {
    object view;
    view["id"] = conversation.id;
    view["version"] = conversation.version;
    view["state"] = types::name_of(conversation.state);
    view["queue"] = to_json(conversation.queue);
    view["channel"] = conversation.channel;
    view["customer"] = to_json(conversation.customer);
    if (agent)
        view["agent"] = to_json(*agent);
    if (conversation.subject)
        view["subject"] = *conversation.subject;
    view["language"] = conversation.language;
    if (conversation.consent)
        view["consent"] = *conversation.consent;
    view["unanswered"] = conversation.unanswered;
    view["out_of_hours"] = conversation.out_of_hours && conversation.state == types::State::open;
    view["wait_seconds"] = types::wait_seconds(conversation, now);
    view["created_at"] = to_text(conversation.created_at);
    view["last_message_at"] = nullptr;
    set_time(view, "last_message_at", conversation.last_message_at);
    if (conversation.customer_read)
        view["read_by_customer"] = *conversation.customer_read;
    return view;
}

object attachment_view(types::Attachment const& attachment) {
    return {{"name", attachment.name}, {"type", attachment.type}, {"bytes", attachment.bytes}, {"url", attachment.url}};
}

object common_view(types::Message const& message) {
    object view;
    view["id"] = message.id;
    view["sender"] = types::name_of(message.sender);
    if (!message.sender_name.empty())
        view["sender_name"] = message.sender_name;
    view["text"] = message.text;
    if (message.attachment)
        view["attachment"] = attachment_view(*message.attachment);
    view["created_at"] = to_text(message.created_at);
    if (message.client_id)
        view["client_id"] = *message.client_id;
    view["visibility"] = types::name_of(message.visibility);
    return view;
}

array references(std::vector<types::Reference> const& list) {
    array view;
    for (auto const& reference : list)
        view.push_back(to_json(reference));
    return view;
}

/// Who takes part, without supervisors who watch in silence.
array participants(types::Conversation const& conversation) {
    array view;
    if (conversation.agent)
        view.push_back(object{{"user", to_json(*conversation.agent)}, {"mode", "primary"}});
    for (auto const& participant : conversation.participants)
        if (participant.mode != types::Mode::monitor)
            view.push_back(object{{"user", to_json(participant.user)}, {"mode", types::name_of(participant.mode)}});
    return view;
}

} // namespace

object to_json(types::Reference const& reference) {
    return {{"id", reference.id}, {"name", reference.name}};
}

object to_json(types::Customer const& customer) {
    object view{{"name", customer.name}};
    if (customer.id)
        view["id"] = *customer.id;
    return view;
}

object staff_view(types::Conversation const& conversation, Time now) {
    auto view = common_view(conversation, conversation.agent, now);
    auto const mood = types::shown_mood(conversation);
    if (conversation.agent_read)
        view["read_by_agent"] = *conversation.agent_read;
    view["bot"] = conversation.bot;
    if (!conversation.locale.empty())
        view["locale"] = conversation.locale;
    view["monitored"] = conversation.monitored;
    view["level"] = sentiment::name_of(mood.level);
    view["code"] = static_cast<int>(mood.level);
    if (mood.level == sentiment::Level::none)
        view["pulse"] = nullptr;
    else
        view["pulse"] = sentiment::rounded(mood.pulse);
    view["trend"] = sentiment::name_of(sentiment::trend_of(mood));
    view["first_level"] = sentiment::name_of(is_shown(conversation) ? conversation.first_level : Level::none);
    view["lowest_level"] = sentiment::name_of(is_shown(conversation) ? conversation.lowest_level : Level::none);
    view["unanswered_since"] = nullptr;
    set_time(view, "unanswered_since", conversation.unanswered_since);
    view["transfers"] = conversation.transfers;
    view["messages"] = conversation.messages;
    view["priority"] = conversation.priority;
    view["units"] = conversation.units;
    view["skills"] = to_json(conversation.skills);
    view["awaiting_acceptance"] = conversation.awaiting;
    view["raised_hand"] = conversation.raised_at.has_value();
    set_time(view, "raised_at", conversation.raised_at);
    view["participants"] = participants(conversation);
    array actions;
    for (auto const action : desk::actions_of(conversation))
        actions.emplace_back(action);
    view["actions"] = std::move(actions);
    set_time(view, "accepted_at", conversation.accepted_at);
    set_time(view, "ended_at", conversation.ended_at);
    set_time(view, "closed_at", conversation.closed_at);
    if (conversation.wrap_up)
        view["wrap_up"] = to_json(*conversation.wrap_up);
    return view;
}

object visitor_view(types::Conversation const& conversation, Time now) {
    auto view = common_view(conversation, types::known_agent(conversation), now);
    if (conversation.agent_read_shown)
        view["read_by_agent"] = *conversation.agent_read_shown;
    view["version"] = conversation.visitor_version;
    return view;
}

void add_place(object& view, std::optional<types::Place> const& place) {
    if (!place)
        return;
    view["queue_position"] = place->position;
    if (place->expected_wait_seconds)
        view["expected_wait_seconds"] = *place->expected_wait_seconds;
    else
        view["expected_wait_seconds"] = nullptr;
}

object staff_view(types::Message const& message) {
    auto view = common_view(message);
    if (message.reading)
        view["reading"] = to_json(*message.reading);
    return view;
}

object visitor_view(types::Message const& message) {
    return common_view(message);
}

object to_json(types::SentimentPoint const& point) {
    object view{{"at", to_text(point.at)},
                {"message", point.message},
                {"level", sentiment::name_of(point.level)},
                {"code", static_cast<int>(point.level)}};
    if (point.level == sentiment::Level::none)
        view["pulse"] = nullptr;
    else
        view["pulse"] = sentiment::rounded(point.pulse);
    return view;
}

object to_json(types::Alert const& alert) {
    object view;
    view["id"] = alert.id;
    view["audience"] = types::name_of(alert.audience);
    view["conversation"] = alert.conversation;
    view["queue"] = to_json(alert.queue);
    view["customer"] = object{{"name", alert.customer}};
    if (alert.agent)
        view["agent"] = to_json(*alert.agent);
    view["message"] = alert.message;
    view["before"] = sentiment::name_of(alert.before);
    view["level"] = sentiment::name_of(alert.level);
    view["code"] = static_cast<int>(alert.level);
    view["threshold"] = sentiment::name_of(alert.threshold);
    view["state"] = types::name_of(alert.state);
    view["created_at"] = to_text(alert.created_at);
    if (alert.handled_by)
        view["handled_by"] = to_json(*alert.handled_by);
    set_time(view, "handled_at", alert.handled_at);
    set_time(view, "acknowledged_at", alert.acknowledged_at);
    if (alert.acknowledged_by)
        view["acknowledged_by"] = to_json(*alert.acknowledged_by);
    if (auto const seconds = types::time_to_acknowledge(alert))
        view["time_to_acknowledge_seconds"] = *seconds;
    set_time(view, "escalated_at", alert.escalated_at);
    array told;
    for (auto const& [id, person] : alert.told)
        told.push_back(object{{"user", to_json(types::Reference{id, person.name})}, {"popped_up", person.notify}});
    view["told"] = std::move(told);
    if (alert.reason)
        view["reason"] = *alert.reason;
    if (alert.taken_by)
        view["taken_by"] = to_json(*alert.taken_by);
    if (alert.rule)
        view["rule"] = to_json(*alert.rule);
    view["rules"] = rules_of(alert);
    return view;
}

object to_json(types::User const& user) {
    object view;
    view["id"] = user.id;
    view["name"] = user.name;
    view["role"] = types::name_of(user.role);
    view["presence"] = types::name_of(user.presence);
    view["disabled"] = user.disabled;
    view["queues"] = references(user.queues);
    view["skills"] = to_json(user.skills);
    if (user.capacity)
        view["capacity"] = *user.capacity;
    view["created_at"] = to_text(user.created_at);
    return view;
}

object to_json(types::Queue const& queue) {
    return {{"id", queue.id},
            {"name", queue.name},
            {"created_at", to_text(queue.created_at)},
            {"routing", types::name_of(queue.routing)},
            {"units", queue.units},
            {"skills", to_json(queue.skills)}};
}

object to_json(types::ChannelKey const& key) {
    return {{"id", key.id},
            {"name", key.name},
            {"scope", types::name_of(key.scope)},
            {"created_at", to_text(key.created_at)}};
}

object to_json(types::SentimentSettings const& settings) {
    object view;
    view["enabled"] = settings.enabled;
    view["agent_threshold"] = sentiment::name_of(settings.agent_threshold);
    view["supervisor_threshold"] = sentiment::name_of(settings.supervisor_threshold);
    if (settings.quiet)
        view["quiet_hours"] = to_json(*settings.quiet);
    view["version"] = settings.version;
    if (settings.changed_by)
        view["changed_by"] = to_json(*settings.changed_by);
    set_time(view, "changed_at", settings.changed_at);
    return view;
}

object to_json(types::QueueSentimentSettings const& settings) {
    object view;
    view["queue"] = to_json(settings.queue);
    if (settings.channel)
        view["channel"] = *settings.channel;
    view["enabled"] = settings.enabled.value;
    view["agent_threshold"] = sentiment::name_of(settings.agent_threshold.value);
    view["supervisor_threshold"] = sentiment::name_of(settings.supervisor_threshold.value);
    if (settings.quiet.value)
        view["quiet_hours"] = to_json(*settings.quiet.value);
    view["source"] = object{{"enabled", types::name_of(settings.enabled.source)},
                            {"agent_threshold", types::name_of(settings.agent_threshold.source)},
                            {"supervisor_threshold", types::name_of(settings.supervisor_threshold.source)},
                            {"quiet_hours", types::name_of(settings.quiet.source)}};
    view["version"] = settings.version;
    return view;
}

array to_json(std::vector<std::string> const& texts) {
    array view;
    for (auto const& text : texts)
        view.emplace_back(text);
    return view;
}

object to_json(types::WrapUp const& wrap_up) {
    object view{{"note", wrap_up.note}, {"codes", to_json(wrap_up.codes)}};
    if (wrap_up.by.id.empty())
        return view;
    view["by"] = to_json(wrap_up.by);
    view["at"] = to_text(wrap_up.at);
    return view;
}

object to_json(types::Consent const& consent) {
    object view{{"mode", types::name_of(consent.mode)}, {"notice", consent.notice}, {"version", consent.version}};
    if (consent.channel) {
        view["channel"] = *consent.channel;
        view["source"] = types::name_of(consent.source);
    }
    return view;
}

object to_json(types::AuditEntry const& entry) {
    object view;
    view["id"] = entry.id;
    view["at"] = to_text(entry.at);
    view["who"] = to_json(entry.who);
    view["object"] = entry.object;
    view["action"] = entry.action;
    view["before"] = entry.before;
    view["after"] = entry.after;
    if (entry.customer) {
        view["customer"] = *entry.customer;
        view["channel"] = entry.channel;
    }
    return view;
}

} // namespace undertone::api
