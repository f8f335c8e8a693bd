#include "api/answers.h"
#include "api/routes.h"
#include "api/web_address.h"
#include "types/bounds.h"

#include <algorithm>

namespace undertone::api {
namespace {

using boost::json::object;
using types::Delivery;
using types::Webhook;
using types::WebhookEvent;

constexpr std::size_t longest_url = 2000;

/// http or https, a host, no user and no fragment.
std::string read_url(Form const& form) {
    auto url = form.text("url", longest_url);
    if (!is_web_address(url))
        form.refuse("url", "url must be an address like https://desk.example/hooks, without a user.");
    if (url.find('#') != std::string::npos)
        form.refuse("url", "url must not have a fragment.");
    return url;
}

/// Each once, in the order given.
std::vector<WebhookEvent> read_events(Form const& form) {
    auto const names = form.texts("events", types::webhook_events.size(), types::longest_value);
    if (names.empty())
        form.refuse("events", "events must name one event at least.");
    std::vector<WebhookEvent> events;
    for (auto const& name : names) {
        auto const event = types::webhook_event_from(name);
        if (!event)
            form.refuse("events", "each of events must be one of: message_scored level_changed alert_raised "
                                  "alert_acknowledged conversation_closed message_sent.");
        else if (std::find(events.begin(), events.end(), *event) == events.end())
            events.push_back(*event);
    }
    return events;
}

object webhook_view(Webhook const& webhook) {
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
    auto body = webhook_view(webhook);
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
    auto const form = Form::of_body(call.request);
    auto url = read_url(form);
    auto events = read_events(form);
    if (form.refused())
        return form.refusal();
    return answer_with_secret(context.desk.webhooks().create(call.caller(), std::move(url), std::move(events)), 201,
                              view_with_secret);
}

Result<net::Response> get_webhooks(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return page_out_of(context.desk.webhooks().list(call.caller()), page); },
        webhook_view);
}

Result<net::Response> get_webhook(Context& context, Call const& call) {
    return answer(context.desk.webhooks().find(call.caller(), call.id()), 200, webhook_view);
}

Result<net::Response> delete_webhook(Context& context, Call const& call) {
    return empty_answer(context.desk.webhooks().remove(call.caller(), call.id()));
}

Result<net::Response> get_deliveries(Context& context, Call const& call) {
    Query const query(call.request);
    auto const page = query.page();
    auto const state =
        query.optional_parsed("state", types::delivery_state_from, "must be one of: pending delivered dead.");
    if (query.failed())
        return query.refusal();
    return list_answer(context.desk.webhooks().deliveries(call.caller(), call.id(), state, page), view_of_delivery);
}

Result<net::Response> replay_deliveries(Context& context, Call const& call) {
    auto const form = Form::of_optional_body(call.request);
    auto const delivery = form.optional_text("delivery", types::longest_value);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.webhooks().replay(call.caller(), call.id(), delivery), 200, view_of_replay);
}

} // namespace undertone::api
