#include "api/live_views.h"

#include "api/json.h"
#include "api/views.h"

namespace undertone::api {
namespace {

using boost::json::object;

net::Frame frame_of(object const& body) {
    return std::make_shared<std::string const>(text_of(body));
}

void put_content(object& body, types::Event const& event, Time now) {
    if (event.conversation)
        body["conversation"] = staff_view(*event.conversation, now);
    if (event.message)
        body["message"] = staff_view(*event.message);
    if (event.before_level)
        body["previous_level"] = sentiment::name_of(*event.before_level);
    if (event.alert)
        body["alert"] = to_json(*event.alert);
}

std::string prefixed(std::string_view prefix, std::string_view rest) {
    return std::string(prefix) + std::string(rest);
}

} // namespace

net::Frame staff_frame(types::Event const& event, Time now, std::optional<bool> notify,
                       std::optional<types::Place> const& place) {
    object body;
    body["event"] = types::name_of(event.kind);
    if (!event.action.empty() && event.kind == types::EventKind::conversation)
        body["action"] = event.action;
    put_content(body, event, now);
    if (event.conversation)
        add_place(body["conversation"].as_object(), place);
    if (notify) {
        body["notify"] = *notify;
        body["alert"].as_object()["notify"] = *notify;
    }
    if (event.missed > 0)
        body["missed"] = event.missed;
    if (event.kind == types::EventKind::typing || event.kind == types::EventKind::read)
        body["by"] = event.action;
    if (event.person && event.kind == types::EventKind::typing)
        body["user"] = to_json(types::Reference{event.person->id, event.person->name});
    else if (event.person)
        body["user"] = to_json(*event.person);
    if (event.settings)
        body["settings"] = to_json(*event.settings);
    if (event.queue_settings)
        body["queue_settings"] = to_json(*event.queue_settings);
    if (event.queue)
        body["queue"] = to_json(*event.queue);
    return frame_of(body);
}

std::string webhook_body(types::Event const& event, types::WebhookEvent name) {
    object body;
    body["event"] = types::name_of(name);
    body["at"] = to_text(event.at);
    put_content(body, event, event.at);
    return text_of(body);
}

net::Frame visitor_frame(types::Event const& event, Time now, std::optional<types::Place> const& place) {
    object body;
    body["event"] = types::name_of(event.kind);
    if (event.conversation)
        add_place(body["conversation"].emplace_object() = visitor_view(*event.conversation, now), place);
    if (event.kind == types::EventKind::typing || event.kind == types::EventKind::read)
        body["by"] = event.action == "customer" ? "customer" : "agent";
    if (event.message)
        body["message"] = visitor_view(*event.message);
    return frame_of(body);
}

std::string staff_topic(std::string_view conversation) {
    return prefixed("staff:conversation:", conversation);
}

std::string visitor_topic(std::string_view conversation) {
    return prefixed("visitor:conversation:", conversation);
}

std::string queue_topic(std::string_view queue) {
    return prefixed("queue:", queue);
}

std::string open_queue_topic(std::string_view queue) {
    return prefixed("open-queue:", queue);
}

std::string person_topic(std::string_view user) {
    return prefixed("me:", user);
}

} // namespace undertone::api
