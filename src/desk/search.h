#pragma once

#include "types/message.h"

/// Finding messages by their words. For the files of desk/ alone.
namespace undertone::store {
class Transaction;
}

namespace undertone::desk {

class Core;

/// Stores the words of a new message, in its transaction.
void store_words(Core const& core, store::Transaction& transaction, types::Message const& message);

/// Does the same for some conversations of before the search (search.filled_at_once); nothing when all are done.
void make_searchable(Core& core);

} // namespace undertone::desk
