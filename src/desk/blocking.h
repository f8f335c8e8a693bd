#pragma once

#include "desk/core.h"
#include "types/block.h"
#include "types/conversation.h"

#include <string>
#include <string_view>

/// Whom a block keeps out. For the files of desk/ alone.
namespace undertone::desk {

/// What is stored of an address or a customer: a hash that cannot be found by trying without the secret of this
/// database.
std::string block_hash(store::Transaction& transaction, types::BlockKind kind, std::string_view value);

/// Forbidden when the customer who opens this conversation from that address is blocked; remembers the address, hashed,
/// when it is a visitor's. Call once the conversation is stored.
Result<void> check_opening(Change& change, types::Conversation const& conversation, std::string_view address);

/// Forbidden when the customer of this conversation is blocked.
Result<void> check_writing(Change& change, types::Conversation const& conversation);

} // namespace undertone::desk
