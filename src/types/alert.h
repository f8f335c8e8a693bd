#pragma once

#include "base/clock.h"
#include "sentiment/level.h"
#include "types/names.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::types {

enum class AlertAudience : std::uint8_t { agent, supervisor };
enum class AlertState : std::uint8_t { open, acknowledged, resolved, ignored };

inline constexpr std::array alert_audiences{AlertAudience::agent, AlertAudience::supervisor};
inline constexpr std::array alert_states{AlertState::open, AlertState::acknowledged, AlertState::resolved,
                                         AlertState::ignored};

std::string_view name_of(AlertAudience audience);
std::string_view name_of(AlertState state);
std::optional<AlertAudience> audience_from(std::string_view name);
std::optional<AlertState> alert_state_from(std::string_view name);

/// Somebody who was told of an alert.
struct Told {
    std::string name;
    bool notify = false; ///< it popped up, or does so now; else it waits in the inbox

    bool operator==(Told const&) const = default;
};

/// One decrease of a customer's level to or below a threshold, told to one audience, however many thresholds and rules
/// the message met.
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
    std::optional<Reference> handled_by; ///< who acknowledged, ignored or resolved it last
    std::optional<Time> handled_at;
    std::optional<Time> acknowledged_at;      ///< when somebody first acknowledged, ignored or resolved it
    std::optional<Reference> acknowledged_by; ///< who did
    std::optional<Time> escalate_at;          ///< the next audience is told then, if nobody cared until then
    std::optional<Time> escalated_at;         ///< when the latest further audience was told
    std::optional<std::string> reason;        ///< given with resolve
    std::optional<Reference> taken_by;        ///< the supervisor who pressed Monitor first
    std::optional<Reference> rule;            ///< absent: one of the two thresholds
    std::vector<Reference> further_rules;     ///< that the same message met
    std::map<std::string, Told> told;         ///< by user id

    bool operator==(Alert const&) const = default;
};

/// Seconds until somebody first cared; nothing while nobody did.
std::optional<double> time_to_acknowledge(Alert const& alert);

struct AlertFilter {
    std::vector<AlertState> states = {};
    std::optional<std::string> conversation = std::nullopt;
    std::optional<std::string> queue = std::nullopt; ///< id or name
    std::optional<AlertAudience> audience = std::nullopt;
    std::optional<Time> from = std::nullopt; ///< of created_at, included
    std::optional<Time> to = std::nullopt;   ///< of created_at, excluded
    bool running = false;                    ///< of conversations that are not closed alone
};

} // namespace undertone::types
