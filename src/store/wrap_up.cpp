#include "store/wrap_up.h"

#include "store/mapping.h"
#include "store/settings.h"
#include "store/transaction.h"

namespace undertone::store {
namespace {

/// The version of the list is kept as the number of its changes.
constexpr std::string_view changes = "wrap_up_codes_changes";

} // namespace

void update_wrap_up(Transaction& transaction, std::string_view conversation, types::WrapUp const& wrap_up) {
    Query(transaction,
          "UPDATE conversations SET wrap_note = :note, wrap_codes = :codes, wrap_by = :by, wrap_by_name = :name, "
          "wrap_at = :at WHERE id = :id",
          {wrap_up.note, lines_of(wrap_up.codes), wrap_up.by.id, wrap_up.by.name, stored(wrap_up.at), conversation});
}

types::WrapUpCodes wrap_up_codes(Transaction& transaction) {
    types::WrapUpCodes found;
    found.version = static_cast<std::uint64_t>(mark(transaction, changes)) + 1;
    Query query(transaction, "SELECT name FROM wrap_up_codes ORDER BY place", {}, "t");
    while (query.next())
        found.codes.push_back(query.text());
    return found;
}

void update_wrap_up_codes(Transaction& transaction, types::WrapUpCodes const& wanted) {
    set_mark(transaction, changes, static_cast<std::int64_t>(wanted.version) - 1);
    Query(transaction, "DELETE FROM wrap_up_codes");
    for (std::size_t place = 0; place < wanted.codes.size(); ++place)
        Query(transaction, "INSERT INTO wrap_up_codes (name, place) VALUES (:name, :place)",
              {wanted.codes[place], place});
}

} // namespace undertone::store
