#include "types/webhook.h"

namespace undertone::types {

std::string_view name_of(WebhookEvent event) {
    switch (event) {
    case WebhookEvent::message_scored: return "message_scored";
    case WebhookEvent::level_changed: return "level_changed";
    case WebhookEvent::alert_raised: return "alert_raised";
    case WebhookEvent::alert_acknowledged: return "alert_acknowledged";
    case WebhookEvent::conversation_closed: return "conversation_closed";
    case WebhookEvent::message_sent: break;
    }
    return "message_sent";
}

std::string_view name_of(DeliveryState state) {
    switch (state) {
    case DeliveryState::pending: return "pending";
    case DeliveryState::delivered: return "delivered";
    case DeliveryState::dead: break;
    }
    return "dead";
}

std::optional<WebhookEvent> webhook_event_from(std::string_view name) {
    for (auto const event : webhook_events)
        if (name == name_of(event))
            return event;
    return std::nullopt;
}

std::optional<DeliveryState> delivery_state_from(std::string_view name) {
    for (auto const state : delivery_states)
        if (name == name_of(state))
            return state;
    return std::nullopt;
}

} // namespace undertone::types
