#include "api/answers.h"
#include "api/routes.h"
#include "api/web_address.h"

#include <algorithm>

namespace undertone::api {
namespace {

using boost::json::object;
using types::Delivery;
using types::Webhook;
using types::WebhookEvent;

constexpr std::size_t longest_url = 2000;
constexpr std::size_t longest_word = 100;

/// http or https, a host, no user and no fragment.
Result<std::string> read_url(Fields const& fields) {
    auto text = fields.text("url", longest_url);
    if (!text)
        return text;
    if (!is_web_address(*text))
        return fail(Code::invalid, "url must be an address like https://desk.example/hooks, without a user.", "url");
    if (text->find('#') != std::string::npos)
        return fail(Code::invalid, "url must not have a fragment.", "url");
    return text;
}

Result<std::vector<WebhookEvent>> read_events(Fields const& fields) {
    auto const names = fields.texts("events", types::webhook_events.size(), longest_word);
    if (!names)
        return Unexpected(names.error());
    if (names->empty())
        return fail(Code::invalid, "events must name one event at least.", "events");
    std::vector<WebhookEvent> events;
    for (auto const& name : *names) {
        auto const event = types::webhook_event_from(name);
        if (!event)
            return fail(Code::invalid,
                        "each of events must be one of: message_scored level_changed alert_raised alert_acknowledged "
                        "conversation_closed.",
                        "events");
        if (std::find(events.begin(), events.end(), *event) == events.end())
            events.push_back(*event);
    }
    return events;
}

object view(Webhook const& webhook) {
    boost::json::array events;
    for (auto const event : webhook.events)
        events.emplace_back(types::name_of(event));
    return {{"id", webhook.id},
            {"url", webhook.url},
            {"events", std::move(events)},
            {"created_at", to_text(webhook.created_at)},
            {"pending", webhook.pending},
            {"dead", webhook.dead}};
}

object view_with_secret(Webhook const& webhook) {
    auto body = view(webhook);
    body["secret"] = webhook.secret;
    return body;
}

object view_of_delivery(Delivery const& delivery) {
    object body{{"id", delivery.id},
                {"event", types::name_of(delivery.event)},
                {"conversation", delivery.conversation},
                {"state", types::name_of(delivery.state)},
                {"attempts", delivery.attempts},
                {"created_at", to_text(delivery.created_at)}};
    if (delivery.state == types::DeliveryState::pending)
        body["next_attempt_at"] = to_text(delivery.next_at);
    if (delivery.status)
        body["status"] = *delivery.status;
    if (!delivery.error.empty())
        body["error"] = delivery.error;
    if (delivery.delivered_at)
        body["delivered_at"] = to_text(*delivery.delivered_at);
    return body;
}

object view_of_replay(std::int64_t const& count) {
    return {{"replayed", count}};
}

} // namespace

Result<net::Response> post_webhook(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto url = read_url(*fields);
    if (!url)
        return Unexpected(url.error());
    auto events = read_events(*fields);
    if (!events)
        return Unexpected(events.error());
    return answer(context.desk.webhooks().create(call.caller(), *std::move(url), *std::move(events)), 201,
                  view_with_secret);
}

Result<net::Response> get_webhooks(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto found = context.desk.webhooks().list(call.caller());
    if (!found)
        return Unexpected(found.error());
    return list_answer(page_out_of(*std::move(found), *page), view);
}

Result<net::Response> get_webhook(Context& context, Call const& call) {
    return answer(context.desk.webhooks().find(call.caller(), call.id()), 200, view);
}

Result<net::Response> delete_webhook(Context& context, Call const& call) {
    return empty_answer(context.desk.webhooks().remove(call.caller(), call.id()));
}

Result<net::Response> get_deliveries(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto const word = query_value(call.request, "state");
    auto const state = types::delivery_state_from(word);
    if (!word.empty() && !state)
        return fail(Code::invalid, "state must be one of: pending delivered dead.", "state");
    auto const found = context.desk.webhooks().deliveries(call.caller(), call.id(), state, *page);
    if (!found)
        return Unexpected(found.error());
    return list_answer(*found, view_of_delivery);
}

Result<net::Response> replay_deliveries(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request, true);
    if (!fields)
        return Unexpected(fields.error());
    auto const delivery = fields->optional_text("delivery", longest_word);
    if (!delivery)
        return Unexpected(delivery.error());
    return answer(context.desk.webhooks().replay(call.caller(), call.id(), *delivery), 200, view_of_replay);
}

} // namespace undertone::api
