#pragma once

#include "base/clock.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::types {

/// What other systems can be told of.
enum class WebhookEvent : std::uint8_t {
    message_scored,
    level_changed,
    alert_raised,
    alert_acknowledged,
    conversation_closed,
    message_sent ///< to the customer, by whomever
};

inline constexpr std::array webhook_events{WebhookEvent::message_scored,      WebhookEvent::level_changed,
                                           WebhookEvent::alert_raised,        WebhookEvent::alert_acknowledged,
                                           WebhookEvent::conversation_closed, WebhookEvent::message_sent};

/// `pending` waits for its first or next attempt; `dead` is tried no more unless it is replayed.
enum class DeliveryState : std::uint8_t { pending, delivered, dead };

inline constexpr std::array delivery_states{DeliveryState::pending, DeliveryState::delivered, DeliveryState::dead};

std::string_view name_of(WebhookEvent event);
std::string_view name_of(DeliveryState state);
std::optional<WebhookEvent> webhook_event_from(std::string_view name);
std::optional<DeliveryState> delivery_state_from(std::string_view name);

/// An address of another system and the events it wants to hear of.
struct Webhook {
    std::string id;
    std::string url; ///< http or https
    std::vector<WebhookEvent> events;
    std::string secret; ///< signs each delivery
    Time created_at{};
    std::int64_t pending = 0; ///< deliveries that wait
    std::int64_t dead = 0;    ///< deliveries that were given up

    bool operator==(Webhook const&) const = default;
};

/// One event on its way to one webhook.
struct Delivery {
    std::string id;
    std::string webhook; ///< id
    WebhookEvent event = WebhookEvent::message_scored;
    std::string conversation; ///< id
    std::string body;         ///< JSON
    DeliveryState state = DeliveryState::pending;
    std::int64_t attempts = 0;
    Time created_at{};
    Time next_at{};                     ///< of the next attempt, while it is pending
    std::optional<std::int64_t> status; ///< HTTP status of the latest attempt that was answered
    std::string error;                  ///< why the latest attempt failed; empty when it did not
    std::optional<Time> delivered_at;

    bool operator==(Delivery const&) const = default;
};

} // namespace undertone::types
