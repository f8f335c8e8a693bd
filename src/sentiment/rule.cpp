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

bool arms_again(Condition const& condition, Moment const& moment) {
    if (is_below(condition, moment.level, moment.pulse))
        return false;
    double const edge = condition.pulse ? *condition.pulse : top_of(condition.level.value_or(Level::none));
    return condition.hysteresis == 0 || moment.pulse >= edge + condition.hysteresis;
}

/// The fall from the highest of the levels before within the span to the present one.
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

void remember(Condition const& condition, RuleState& state, Moment const& moment) {
    bool const below = is_below(condition, moment.level, moment.pulse);
    ++state.messages;
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

bool is_below(Condition const& condition, Level level, double pulse) {
    if (level == Level::none)
        return false;
    return condition.pulse ? pulse <= *condition.pulse : condition.level && level <= *condition.level;
}

RuleState begin_state(Condition const& condition, Level level, double pulse) {
    RuleState state;
    state.armed = !is_below(condition, level, pulse);
    state.recent.push_back(level == Level::none ? Level::neutral : level); // a conversation begins as neutral
    return state;
}

RuleStep step(Condition const& condition, RuleState state, Moment const& moment) {
    remember(condition, state, moment);
    state.armed = state.armed || arms_again(condition, moment);
    bool const fires = state.armed && moment.heard && state.below_since && cooled_down(condition, state, moment.at) &&
                       long_enough(condition, state, moment.at) && often_enough(condition, state) &&
                       dropped(condition, state) && state.messages >= condition.minimum_messages &&
                       moment.confidence >= condition.minimum_confidence;
    if (fires) {
        state.armed = false;
        state.fired_at = moment.at;
    }
    return {fires, std::move(state)};
}

} // namespace undertone::sentiment
