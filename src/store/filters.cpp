#include "store/filters.h"

#include "store/transaction.h"

namespace undertone::store {

FilterValues live_filter_of(Transaction& transaction, std::string_view user) {
    FilterValues values;
    Query query(transaction, "SELECT name, value FROM live_filters WHERE user_id = :user ORDER BY name", {user}, "tt");
    while (query.next()) {
        auto name = query.text();
        values.emplace_back(std::move(name), query.text());
    }
    return values;
}

void replace_live_filter(Transaction& transaction, std::string_view user, FilterValues const& values) {
    Query(transaction, "DELETE FROM live_filters WHERE user_id = :user", {user});
    for (auto const& [name, value] : values)
        Query(transaction, "INSERT INTO live_filters (user_id, name, value) VALUES (:user, :name, :value)",
              {user, name, value});
}

} // namespace undertone::store
