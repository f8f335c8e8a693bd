#pragma once

#include "types/hours.h"

#include <string>
#include <string_view>
#include <vector>

/// Opening hours of queues as rows.
namespace undertone::store {

class Transaction;

/// Those that were set, or hours that are always open.
types::Hours hours_of(Transaction& transaction, std::string_view queue);
/// The names of the queues that hand over to this one outside their hours.
std::vector<std::string> queues_into(Transaction& transaction, std::string_view queue);
void put_hours(Transaction& transaction, std::string_view queue, types::Hours const& hours);

} // namespace undertone::store
