#pragma once

#include "types/feedback.h"
#include "types/session.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Readings that others take the place of, as rows.
namespace undertone::store {

class Transaction;

/// Closed conversations that are read again: created in [from, to), in the queue with that id.
struct ReadAgain {
    std::optional<Time> from = std::nullopt;
    std::optional<Time> to = std::nullopt;
    std::optional<std::string> queue = std::nullopt;
};

/// The ids of those that hold a reading, oldest first, above the id `after`, at most so many.
std::vector<std::string> closed_with_readings(Transaction& transaction, ReadAgain const& which, std::string_view after,
                                              std::size_t most);

/// How many within the same bounds are not closed yet.
std::uint64_t count_not_closed(Transaction& transaction, ReadAgain const& which);

/// Keeps the reading of a message, with the running level after it, as an earlier one.
void keep_reading(Transaction& transaction, std::string_view conversation, std::string_view message, Time now);

/// Puts another in its place; `mood_*` is the running level after it.
void replace_reading(Transaction& transaction, std::string_view conversation, std::uint64_t number,
                     sentiment::Reading const& reading, sentiment::Level mood_level, double mood_pulse);

/// Newest first.
std::vector<types::EarlierReading> earlier_readings(Transaction& transaction, std::string_view message,
                                                    std::size_t most);

/// What it asks for :message and :most; all of it is found by an index.
std::string earlier_readings_statement();

} // namespace undertone::store
