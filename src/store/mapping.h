#pragma once

#include "base/clock.h"
#include "sentiment/level.h"
#include "sentiment/window.h"
#include "types/names.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How the nouns become columns and come back; for the files of store/ alone.
namespace undertone::store {

inline std::int64_t stored(Time time) {
    return time.time_since_epoch().count();
}

inline std::optional<std::int64_t> stored(std::optional<Time> time) {
    return time ? std::optional(stored(*time)) : std::nullopt;
}

inline Time time_of(std::int64_t milliseconds) {
    return Time(std::chrono::milliseconds(milliseconds));
}

inline std::optional<Time> time_of(std::optional<std::int64_t> milliseconds) {
    return milliseconds ? std::optional(time_of(*milliseconds)) : std::nullopt;
}

inline std::optional<std::int64_t> maybe_flag(std::optional<bool> value) {
    return value ? std::optional<std::int64_t>(*value ? 1 : 0) : std::nullopt;
}

inline std::optional<std::string> id_of(std::optional<types::Reference> const& reference) {
    return reference ? std::optional(reference->id) : std::nullopt;
}

/// Names as one text, one a line.
std::string lines_of(std::vector<std::string> const& names);
std::vector<std::string> names_in(std::string_view lines);

inline int stored(sentiment::Trend trend) {
    return static_cast<int>(trend);
}

inline int stored(sentiment::Level level) {
    return static_cast<int>(level);
}

inline sentiment::Level level_of_code(std::int64_t code) {
    return static_cast<sentiment::Level>(code);
}

/// "45.2 12! 88.1": the pulses of the window, oldest first; "!" marks those for which the profanity rule holds.
std::string text_of(sentiment::Mood const& mood);
void read_samples(std::string const& text, sentiment::Mood& mood);

} // namespace undertone::store
