#pragma once

#include "base/clock.h"
#include "sentiment/level.h"
#include "types/names.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::types {

enum class AlertAudience : std::uint8_t { agent, supervisor };
enum class AlertState : std::uint8_t { open, acknowledged, resolved, ignored };

std::string_view name_of(AlertAudience audience);
std::string_view name_of(AlertState state);
std::optional<AlertAudience> audience_from(std::string_view name);
std::optional<AlertState> alert_state_from(std::string_view name);

/// One decrease of a customer's level to or below a threshold, told to one audience.
struct Alert {
    std::string id;
    AlertAudience audience = AlertAudience::agent;
    std::string conversation; ///< id
    Reference queue;
    std::string customer;           ///< name
    std::optional<Reference> agent; ///< assigned at that moment
    std::string message;            ///< id of the customer message that caused it
    sentiment::Level before = sentiment::Level::none;
    sentiment::Level level = sentiment::Level::none;
    sentiment::Level threshold = sentiment::Level::none;
    AlertState state = AlertState::open;
    Time created_at{};
    std::optional<Reference> handled_by; ///< who acknowledged, ignored or resolved it
    std::optional<Time> handled_at;
    std::optional<std::string> reason; ///< given with resolve
    std::optional<Reference> taken_by; ///< the supervisor who pressed Monitor first
    std::optional<Reference> rule;     ///< absent: one of the two thresholds
    std::map<std::string, bool> told;  ///< user id -> whether it should pop up for this person now

    bool operator==(Alert const&) const = default;
};

struct AlertFilter {
    std::vector<AlertState> states = {};
    std::optional<std::string> conversation = std::nullopt;
};

} // namespace undertone::types
