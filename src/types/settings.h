#pragma once

#include "base/clock.h"
#include "sentiment/level.h"
#include "types/names.h"
#include "types/quiet_hours.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace undertone::types {

/// The organisation's settings (A7, A8); a threshold is none, slightly_negative, negative or very_negative.
struct SentimentSettings {
    bool enabled = true;
    sentiment::Level agent_threshold = sentiment::Level::none;
    sentiment::Level supervisor_threshold = sentiment::Level::none;
    Quiet quiet; ///< of both thresholds
    std::uint64_t version = 1;
    std::optional<Reference> changed_by; ///< nobody yet in a fresh database
    std::optional<Time> changed_at;

    bool operator==(SentimentSettings const&) const = default;
};

/// What to change; absent fields stay. A `version` that is not the present one is a conflict.
struct SentimentChange {
    std::optional<bool> enabled = std::nullopt;
    std::optional<sentiment::Level> agent_threshold = std::nullopt;
    std::optional<sentiment::Level> supervisor_threshold = std::nullopt;
    std::optional<Quiet> quiet = std::nullopt; ///< an inner absence switches them off
    std::optional<std::uint64_t> version = std::nullopt;
};

enum class Source : std::uint8_t { organisation, queue, channel };
std::string_view name_of(Source source);

template <class T>
struct Sourced {
    T value{};
    Source source = Source::organisation;

    bool operator==(Sourced const&) const = default;
};

/// The values in force in one queue, or on one channel of it, and where each comes from.
struct QueueSentimentSettings {
    Reference queue;
    std::optional<std::string> channel = std::nullopt;
    Sourced<bool> enabled{true};
    Sourced<sentiment::Level> agent_threshold{sentiment::Level::none};
    Sourced<sentiment::Level> supervisor_threshold{sentiment::Level::none};
    Sourced<Quiet> quiet{};
    std::uint64_t version = 1;   ///< of the own settings of queue or channel
    std::uint64_t inherited = 0; ///< grows with every change of the settings above them

    bool operator==(QueueSentimentSettings const&) const = default;
};

/// An outer absence leaves the value as it is; an inner one gives it back to the level above (inherit).
struct QueueSentimentChange {
    std::optional<std::optional<bool>> enabled = std::nullopt;
    std::optional<std::optional<sentiment::Level>> agent_threshold = std::nullopt;
    std::optional<std::optional<sentiment::Level>> supervisor_threshold = std::nullopt;
    std::optional<std::optional<Quiet>> quiet = std::nullopt;
    std::optional<std::uint64_t> version = std::nullopt;
};

/// What a queue's customers are asked before they are scored: nothing; a notice is shown; or only those who agreed are
/// scored.
enum class ConsentMode : std::uint8_t { not_required, notice, opt_in };

inline constexpr std::array consent_modes{ConsentMode::not_required, ConsentMode::notice, ConsentMode::opt_in};

std::string_view name_of(ConsentMode mode);
std::optional<ConsentMode> consent_mode_from(std::string_view name);

/// Of a queue, or of one channel in it, which has the mode of the queue unless it has one of its own.
struct Consent {
    ConsentMode mode = ConsentMode::not_required;
    std::string notice; ///< what the visitor reads; empty: the standard text. At most 4,000 bytes
    std::uint64_t version = 1;
    std::optional<std::string> channel = std::nullopt;
    Source source = Source::queue; ///< of the mode
    std::uint64_t inherited = 0;   ///< of a channel: the version of the queue's

    bool operator==(Consent const&) const = default;
};

/// What changes; a notice that is absent stays. A channel without a mode has that of its queue, and always its notice.
struct ConsentChange {
    std::optional<ConsentMode> mode = std::nullopt;
    std::optional<std::string> notice = std::nullopt;
    std::optional<std::uint64_t> version = std::nullopt;
};

/// May a customer who answered `given` be scored? A notice lets all be scored but those who said no.
bool allows_scoring(ConsentMode mode, std::optional<bool> given);

/// Is it a value that a threshold may have?
bool is_threshold(sentiment::Level level);

/// One change of the settings: who, when, what before, what after (A16).
struct AuditEntry {
    std::string id;
    Time at{};
    Reference who;
    std::string object; ///< "settings/sentiment", "queues/<id>/consent", "users/<id>" …
    std::string action; ///< "create", "change", "delete"
    std::string before; ///< "name=value name=value …", empty when it did not exist
    std::string after;
    std::optional<std::string> customer = std::nullopt; ///< of the conversation it is about, while that is kept
    std::string channel = {};                           ///< and where it was held

    bool operator==(AuditEntry const&) const = default;
};

/// What an administrator may switch off for supervisors (F14); joining goes with monitoring, taking over with
/// transferring.
enum class SupervisorAction : std::uint8_t { monitor, assign, transfer, force_close };

constexpr std::uint8_t bit_of(SupervisorAction action) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(action));
}

inline constexpr std::array supervisor_action_names{std::string_view("monitor"), std::string_view("assign"),
                                                    std::string_view("transfer"), std::string_view("force_close")};

struct SupervisorActions {
    std::array<bool, supervisor_action_names.size()> allowed{true, true, true, true};
    std::uint64_t version = 1;

    bool allows(SupervisorAction action) const { return allowed[static_cast<std::size_t>(action)]; }
};

/// What changes; an absent value stays.
struct SupervisorActionsChange {
    std::array<std::optional<bool>, supervisor_action_names.size()> allowed{};
    std::optional<std::uint64_t> version = std::nullopt;
};

} // namespace undertone::types
