#pragma once

#include "base/clock.h"

#include <cstddef>

/// Conversations that are kept no longer.
namespace undertone::store {

class Transaction;

/// Deletes up to `most` conversations that were closed before `before`, the oldest first, with all that belongs to
/// them. The number of those that were deleted.
std::size_t delete_closed(Transaction& transaction, Time before, std::size_t most);

} // namespace undertone::store
