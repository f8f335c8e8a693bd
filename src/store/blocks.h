#pragma once

#include "types/block.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Blocked visitors as rows. What a block looks for is a keyed hash of a conversation's id, an address or a customer's
/// id.
namespace undertone::store {

class Transaction;

/// A secret of this database, made by `fresh` at its first use.
std::string secret_of(Transaction& transaction, std::string_view name, std::string const& fresh);

/// The keyed hash of the address from which the conversation came, if a visitor began it.
std::optional<std::string> address_of(Transaction& transaction, std::string_view conversation);
void set_address(Transaction& transaction, std::string_view conversation, std::string_view hash);

bool is_blocked(Transaction& transaction, std::string_view hash, Time now);
/// Those in force that look for this hash.
std::vector<types::Block> blocks_in_force(Transaction& transaction, std::string_view hash, Time now);
void insert_block(Transaction& transaction, types::Block const& block, std::string_view hash);
std::optional<types::Block> find_block(Transaction& transaction, std::string_view id);
void delete_block(Transaction& transaction, std::string_view id);
void delete_expired_blocks(Transaction& transaction, Time now);
bool has_blocks(Transaction& transaction);
std::int64_t count_blocks(Transaction& transaction);

/// Newest first, all or those of the queues of `member`; one item more than `limit` says that there is more.
std::vector<types::Block> list_blocks(Transaction& transaction, std::optional<std::string> const& member,
                                      std::string_view before, std::size_t limit);

} // namespace undertone::store
