#pragma once

#include "store/conversations.h"
#include "types/search.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Words of messages as rows.
namespace undertone::store {

class Transaction;

/// Adds what is not there yet.
void insert_words(Transaction& transaction, types::Message const& message, std::vector<std::string> const& words);

/// Conversations whose messages have no words yet, oldest first.
std::vector<std::string> not_searchable(Transaction& transaction, std::size_t most);
void set_searchable(Transaction& transaction, std::string_view conversation);

/// What a message must hold.
struct WantedWords {
    std::vector<std::string> words;
    bool last_is_begin = true; ///< a word that begins with the last one will do
};

/// Messages that hold the words, newest first, with an id below `before` unless that is empty. `request.queue` is an
/// id. The latest `candidates` messages with the last word are looked at: with a whole word that bounds what is read,
/// with the begin of one all its words are read and ordered first. One item more than `limit` says that there is more.
std::vector<types::Hit> find_words(Transaction& transaction, Scope const& scope, types::SearchRequest const& request,
                                   WantedWords const& wanted, std::string_view before, std::size_t candidates,
                                   std::size_t limit);

} // namespace undertone::store
