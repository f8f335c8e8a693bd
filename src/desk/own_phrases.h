#pragma once

#include "sentiment/phrase_book.h"
#include "store/database.h"

#include <cstdint>
#include <memory>
#include <mutex>

/// For the files of desk/ alone.
namespace undertone::desk {

/// The organisation's own phrases as they are stored, made ready once for each version. Thread-safe.
class PhraseShelf {
public:
    using Book = std::shared_ptr<sentiment::PhraseBook const>;

    /// Of the version that the transaction sees.
    Book book(store::Transaction& transaction);

private:
    std::mutex mutex_;
    std::uint64_t version_ = 0;
    Book book_ = std::make_shared<sentiment::PhraseBook const>();
};

} // namespace undertone::desk
