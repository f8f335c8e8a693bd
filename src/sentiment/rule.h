#pragma once

#include "base/clock.h"
#include "sentiment/level.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/// When a rule of the organisation's own fires. Pure: the state of a rule for one conversation and its next scored
/// message give the next state, live and in a simulation alike.
namespace undertone::sentiment {

/// What must hold. One of `level` and `pulse` is set as the threshold, or neither: then a drop alone is (see is_drop).
/// Everything else is off at its first value.
struct Condition {
    static constexpr std::size_t most_messages = 20; ///< bound of `n` and `within_messages`

    std::optional<Level> level;  ///< the running level is this one or lower
    std::optional<double> pulse; ///< the running pulse is this or lower
    double hysteresis = 0;       ///< points of pulse that the conversation must rise above the threshold to arm again;
                                 ///< of a drop alone above the pulse at which it fired
    std::int64_t cool_down_seconds = 0; ///< silence after firing
    std::uint32_t k = 0;                ///< at or below after at least k
    std::uint32_t n = 0;                ///< of the last n messages
    std::int64_t duration_seconds = 0;  ///< at or below without a break for so long, also while nobody writes
    std::uint32_t drop_levels = 0;      ///< fell by so many levels
    std::uint32_t within_messages = 0;  ///< within so many messages
    std::uint32_t minimum_messages = 0; ///< scored messages of the conversation
    double minimum_confidence = 0;      ///< of the reading that fires

    bool operator==(Condition const&) const = default;
};

/// The conversation after one scored message that entered the window.
struct Moment {
    Time at{};
    Level level = Level::none;
    double pulse = 50;
    double confidence = 1;
    bool heard = true; ///< is there anybody to be told? If not, the rule stays armed.
};

/// What a rule knows of one conversation.
struct RuleState {
    bool armed = true;
    std::uint32_t messages = 0;      ///< scored ones of the conversation, also those before the rule met it
    double confidence = 1;           ///< of the latest
    std::optional<Time> below_since; ///< begin of the present stay at or below the threshold
    std::optional<Time> fired_at;
    std::optional<double> fired_pulse; ///< of a drop alone: the pulse at which it fired last
    std::vector<Level> recent;         ///< running levels after the latest messages, oldest first
    std::uint32_t below = 0;           ///< one bit for each of the latest messages, the newest lowest: at or below?

    bool operator==(RuleState const&) const = default;
};

/// Has the rule no threshold? Then it fires wherever the level has dropped by so much, and a drop that it told is
/// spent: the next one is measured from the level where that ended.
bool is_drop(Condition const& condition);

/// Is the conversation at or below the rule's threshold?
bool is_below(Condition const& condition, Level level, double pulse);

/// Can a conversation rise far enough above the threshold to arm the rule again? The pulse ends at 100. A drop alone
/// has no threshold to rise above.
bool can_arm_again(Condition const& condition);

/// The state where a rule meets a conversation that has so many scored messages already: one that is at or below the
/// threshold is no decrease, so that a new or changed rule alone never fires (D5).
RuleState begin_state(Condition const& condition, Level level, double pulse, std::uint32_t messages = 0);

struct RuleStep {
    bool fires = false;
    RuleState state;
};

/// Fires once when everything holds while it is armed; armed again by a rise above the threshold and the hysteresis, a
/// drop alone by its hysteresis or, without one, at once.
RuleStep step(Condition const& condition, RuleState state, Moment const& moment);

/// When the rule is to be looked at again though nobody writes: the end of its duration, and of its cool-down, where
/// that is after `now`.
std::optional<Time> due(Condition const& condition, RuleState const& state, Time now);

/// The same without a message, when time has passed.
RuleStep wait(Condition const& condition, RuleState state, Time now, bool heard);

} // namespace undertone::sentiment
