#pragma once

#include "types/hours.h"

#include <string_view>

/// Opening hours of queues as rows.
namespace undertone::store {

class Transaction;

/// Those that were set, or hours that are always open.
types::Hours hours_of(Transaction& transaction, std::string_view queue);
void put_hours(Transaction& transaction, std::string_view queue, types::Hours const& hours);

} // namespace undertone::store
