#pragma once

#include "base/clock.h"
#include "types/conversation.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The line of a queue: what is open there and past its bot part, in the order in which it is to be taken.
namespace undertone::store {

class Transaction;

/// 1 for the next one; 0 when the conversation is in no line.
std::int64_t position_in_line(Transaction& transaction, std::string_view conversation);

/// The first `most`, in order.
std::vector<types::Conversation> line_of(Transaction& transaction, std::string_view queue, std::size_t most);

/// Every queue by name, and how many stand in its line.
std::vector<std::pair<std::string, std::int64_t>> lengths_of_lines(Transaction& transaction);

/// How many milliseconds those waited who were taken last, the latest first.
std::vector<std::int64_t> latest_waits(Transaction& transaction, std::string_view queue, std::size_t most);

} // namespace undertone::store
