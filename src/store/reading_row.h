#pragma once

#include "sentiment/reading.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A reading as columns, of a message and of what was read in it before; for the files of store/ alone.
namespace undertone::store {

inline constexpr std::string_view reading_columns =
    "level, pulse, confidence, language, profane, enters_window, partial, model, mixed, profanity, own_phrase, phrases";
inline constexpr std::string_view reading_kinds = "nrrtnnntrttt";

/// The places of their values in a statement, with the running level and pulse after the reading behind them.
inline constexpr std::string_view reading_places =
    ":level, :pulse, :confidence, :language, :profane, :enters_window, :partial, :model, :mixed, :profanity, "
    ":own_phrase, :phrases, :mood_level, :mood_pulse";

/// Nothing where nothing was read. `text` is the message's, of which the phrases are parts.
std::optional<sentiment::Reading> read_reading(Query& row, std::string_view text);

/// The values for `reading_places`, null where nothing was read.
void add_reading(std::vector<Value>& values, std::optional<sentiment::Reading> const& reading,
                 sentiment::Level mood_level, double mood_pulse);

/// "strong person rule", or nothing. Before there was this column, profane meant profane English.
void read_profanity(std::optional<std::string> const& stored, sentiment::Reading& reading);

} // namespace undertone::store
