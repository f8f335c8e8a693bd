#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Filters that people keep as rows.
namespace undertone::store {

class Transaction;

/// The values of the live list's filters by their names, in the order of the names.
using FilterValues = std::vector<std::pair<std::string, std::string>>;

FilterValues live_filter_of(Transaction& transaction, std::string_view user);
void replace_live_filter(Transaction& transaction, std::string_view user, FilterValues const& values);

} // namespace undertone::store
