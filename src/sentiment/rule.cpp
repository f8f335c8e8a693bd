#include "sentiment/rule.h"

#include <algorithm>
#include <bit>
#include <chrono>

namespace undertone::sentiment {
namespace {

/// The highest pulse that is still at or below a level (see level_of).
double top_of(Level level) {
    switch (level) {
    case Level::very_negative: return 15;
    case Level::negative: return 30;
    case Level::slightly_negative: return 45;
    case Level::neutral: return 55;
    case Level::slightly_positive: return 70;
    case Level::positive: return 85;
    default: return 100;
    }
}

/// The pulse that arms the rule again.
double arming_pulse(Condition const& condition) {
    double const edge = condition.pulse ? *condition.pulse : top_of(condition.level.value_or(Level::none));
    return edge + condition.hysteresis;
}

bool arms_again(Condition const& condition, RuleState const& state, Moment const& moment) {
    if (is_drop(condition))
        return moment.pulse >= state.fired_pulse.value_or(0) + condition.hysteresis || condition.hysteresis == 0;
    if (is_below(condition, moment.level, moment.pulse))
        return false;
    return condition.hysteresis == 0 || moment.pulse >= arming_pulse(condition);
}

/// The drop from the highest of the levels before within the span to the present one.
bool dropped(Condition const& condition, RuleState const& state) {
    if (condition.drop_levels == 0)
        return true;
    auto const span = std::min<std::size_t>(condition.within_messages + 1, state.recent.size());
    auto const begin = state.recent.end() - static_cast<std::ptrdiff_t>(span);
    auto const highest = static_cast<std::uint32_t>(*std::max_element(begin, state.recent.end()));
    return highest - static_cast<std::uint32_t>(state.recent.back()) >= condition.drop_levels;
}

bool often_enough(Condition const& condition, RuleState const& state) {
    if (condition.k == 0)
        return true;
    auto const mask = (std::uint32_t{1} << condition.n) - 1;
    return static_cast<std::uint32_t>(std::popcount(state.below & mask)) >= condition.k;
}

bool cooled_down(Condition const& condition, RuleState const& state, Time now) {
    return !state.fired_at || now - *state.fired_at >= std::chrono::seconds(condition.cool_down_seconds);
}

bool long_enough(Condition const& condition, RuleState const& state, Time now) {
    return now - *state.below_since >= std::chrono::seconds(condition.duration_seconds);
}

bool stays_below(Condition const& condition, RuleState const& state, Time now) {
    return state.below_since && long_enough(condition, state, now) && often_enough(condition, state);
}

RuleStep decide(Condition const& condition, RuleState state, Time now, bool heard) {
    bool const fires = state.armed && heard && cooled_down(condition, state, now) &&
                       (is_drop(condition) || stays_below(condition, state, now)) && dropped(condition, state) &&
                       state.messages >= condition.minimum_messages && state.confidence >= condition.minimum_confidence;
    if (fires) {
        state.armed = false;
        state.fired_at = now;
    }
    return {fires, std::move(state)};
}

void spend_drop(RuleState& state, double pulse) {
    state.recent = {state.recent.back()};
    state.fired_pulse = pulse;
}

void remember(Condition const& condition, RuleState& state, Moment const& moment) {
    bool const below = is_below(condition, moment.level, moment.pulse);
    ++state.messages;
    state.confidence = moment.confidence;
    state.below = (state.below << 1) | (below ? 1U : 0U);
    state.recent.push_back(moment.level);
    if (state.recent.size() > Condition::most_messages + 1)
        state.recent.erase(state.recent.begin());
    if (!below)
        state.below_since.reset();
    else if (!state.below_since)
        state.below_since = moment.at;
}

} // namespace

bool is_drop(Condition const& condition) {
    return !condition.level && !condition.pulse;
}

bool is_below(Condition const& condition, Level level, double pulse) {
    if (level == Level::none)
        return false;
    return condition.pulse ? pulse <= *condition.pulse : condition.level && level <= *condition.level;
}

bool can_arm_again(Condition const& condition) {
    return condition.hysteresis == 0 || is_drop(condition) || arming_pulse(condition) <= 100;
}

RuleState begin_state(Condition const& condition, Level level, double pulse, std::uint32_t messages) {
    constexpr double pulse_of_neutral = 50;
    bool const begins = level == Level::none; // a conversation begins as neutral
    auto const before = begins ? Level::neutral : level;
    RuleState state;
    state.armed = !is_below(condition, before, begins ? pulse_of_neutral : pulse);
    state.messages = messages;
    state.recent.push_back(before);
    return state;
}

RuleStep step(Condition const& condition, RuleState state, Moment const& moment) {
    remember(condition, state, moment);
    state.armed = state.armed || arms_again(condition, state, moment);
    auto next = decide(condition, std::move(state), moment.at, moment.heard);
    if (next.fires && is_drop(condition))
        spend_drop(next.state, moment.pulse);
    return next;
}

std::optional<Time> due(Condition const& condition, RuleState const& state, Time now) {
    if (condition.duration_seconds == 0 || !state.armed || !state.below_since)
        return std::nullopt;
    auto at = *state.below_since + std::chrono::seconds(condition.duration_seconds);
    if (state.fired_at)
        at = std::max(at, *state.fired_at + std::chrono::seconds(condition.cool_down_seconds));
    return at > now ? std::optional(at) : std::nullopt;
}

RuleStep wait(Condition const& condition, RuleState state, Time now, bool heard) {
    return decide(condition, std::move(state), now, heard);
}

} // namespace undertone::sentiment
