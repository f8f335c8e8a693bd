#pragma once

#include "store/conversations.h"
#include "types/search.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Words of messages as rows.
namespace undertone::store {

class Transaction;

/// One word of one message.
struct WordRow {
    std::string word;
    std::string message;
    std::string conversation;
    std::uint64_t number = 0; ///< of the message in the conversation
};

/// Adds what is not there yet, in the order of the index, so that each page of it is written once.
void insert_words(Transaction& transaction, std::vector<WordRow> rows);

/// A conversation with messages whose words are not stored yet.
struct WaitingForWords {
    std::string conversation;
    std::uint64_t until = 0; ///< number of the last message whose words are
};

/// The latest conversations first.
std::vector<WaitingForWords> waiting_for_words(Transaction& transaction, std::size_t most);

/// The words of all messages up to number `until` are stored; `all`: there are no further ones.
void set_words_until(Transaction& transaction, std::string_view conversation, std::uint64_t until, bool all);

/// A message has come.
void await_words(Transaction& transaction, std::string_view conversation);

/// What a message must hold.
struct WantedWords {
    std::vector<std::string> words;
    bool last_is_begin = true; ///< a word that begins with the last one will do
};

struct FoundWords {
    std::vector<types::Hit> hits;
    std::optional<std::string> next = {}; ///< id of the last message that was looked at, where there may be more behind
};

/// Messages that hold the words, newest first, with an id below `before` unless that is empty. `request.queue` is an
/// id. Rights and filters are asked of the latest `candidates` messages with all the words, in whatever order these
/// are. One item more than `limit` says that there is more.
FoundWords find_words(Transaction& transaction, Scope const& scope, types::SearchRequest const& request,
                      WantedWords const& wanted, std::string_view before, std::size_t candidates, std::size_t limit);

} // namespace undertone::store
