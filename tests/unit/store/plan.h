#pragma once

#include "store/database.h"
#include "store/transaction.h"
#include "temporary_folder.h"

#include <string>
#include <string_view>
#include <vector>

namespace undertone::store {

/// How SQLite finds what a statement with these values asks for.
inline std::string plan_of(std::string_view statement, std::vector<Value> const& in) {
    TemporaryFolder folder;
    Options options;
    options.folder = folder.path();
    auto const database = Database::open(options).value();
    std::string plan;
    database->read([&](Transaction& transaction) {
        Query query(transaction, "EXPLAIN QUERY PLAN " + std::string(statement), in, "nnnt");
        while (query.next()) {
            for (int column = 0; column < 3; ++column)
                query.number();
            plan += query.text() + "; ";
        }
    });
    return plan;
}

} // namespace undertone::store
