#pragma once

#include "base/clock.h"

#include <cstddef>
#include <span>
#include <string_view>

/// Conversations that are kept no longer.
namespace undertone::store {

class Transaction;

/// What deletes a conversation by its :id, in this order: every table that belongs to one has its statement.
std::span<std::string_view const> conversation_deletes();

/// Finds those closed before :before, the first closed first.
std::string_view closed_before_statement();

/// Deletes up to `most` conversations that were closed before `before`, the first closed first, with all that belongs
/// to them. The number of those that were deleted.
std::size_t delete_closed(Transaction& transaction, Time before, std::size_t most);

} // namespace undertone::store
