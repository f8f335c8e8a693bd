#pragma once

#include "base/clock.h"
#include "net/live.h"
#include "types/event.h"
#include "types/place.h"
#include "types/webhook.h"

#include <optional>

namespace undertone::api {

/// The event as staff hears it, serialised once for all; `place` of a conversation that waits, `notify` only for
/// alerts.
net::Frame staff_frame(types::Event const& event, Time now, std::optional<bool> notify = std::nullopt,
                       std::optional<types::Place> const& place = std::nullopt);

/// The event as the customer hears it: nothing of sentiment, versions counted for visitors.
net::Frame visitor_frame(types::Event const& event, Time now, std::optional<types::Place> const& place = std::nullopt);

/// What a webhook is told: {"event","at","conversation","message"?,"previous_level"?,"alert"?}, as staff hears it.
std::string webhook_body(types::Event const& event, types::WebhookEvent name);

/// Topics inside the hub: staff and customer hear different forms of one conversation, supervisors and agents different
/// parts of a queue.
std::string staff_topic(std::string_view conversation);
std::string visitor_topic(std::string_view conversation);
std::string queue_topic(std::string_view queue);
std::string open_queue_topic(std::string_view queue);
std::string person_topic(std::string_view user);
inline constexpr std::string_view every_staff_topic = "staff";

} // namespace undertone::api
