#pragma once

#include "base/clock.h"
#include "types/work.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

/// When people were there, and how, as rows.
namespace undertone::store {

class Transaction;

void insert_presence_change(Transaction& transaction, std::string_view user, types::Presence presence, Time at);

/// How the user was there before being missed, which the next change of the presence forgets.
void put_missed_presence(Transaction& transaction, std::string_view user, types::Presence presence);
std::optional<types::Presence> missed_presence(Transaction& transaction, std::string_view user);
void forget_missed_presence(Transaction& transaction, std::string_view user);

/// Newest first, back to the one that held at `from`; one item more than `limit` says that there is more.
std::vector<types::PresencePeriod> presences_of(Transaction& transaction, std::string_view user, Time from,
                                                std::size_t limit);

/// Those that had ended before then; how many they were, `most` at once.
std::size_t delete_presence_changes(Transaction& transaction, Time before, std::size_t most);

} // namespace undertone::store
