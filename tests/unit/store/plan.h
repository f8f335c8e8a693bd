#pragma once

#include "store/database.h"
#include "store/transaction.h"
#include "temporary_folder.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::store {

inline std::string plan_in(Transaction& transaction, std::string_view statement, std::vector<Value> const& in = {}) {
    std::string plan;
    Query query(transaction, "EXPLAIN QUERY PLAN " + std::string(statement), in, "nnnt");
    while (query.next()) {
        for (int column = 0; column < 3; ++column)
            query.number();
        plan += query.text() + "; ";
    }
    return plan;
}

/// How SQLite finds what a statement with these values asks for.
inline std::string plan_of(std::string_view statement, std::vector<Value> const& in) {
    TemporaryFolder folder;
    Options options;
    options.folder = folder.path();
    auto const database = Database::open(options).value();
    std::string plan;
    database->read([&](Transaction& transaction) { plan = plan_in(transaction, statement, in); });
    return plan;
}

/// The same for all that `work` asks an empty database for.
inline std::string plans_of(std::function<void(Transaction&)> const& work) {
    TemporaryFolder folder;
    Options options;
    options.folder = folder.path();
    auto const database = Database::open(options).value();
    std::string plans;
    database->write([&](Transaction& transaction) {
        work(transaction);
        for (auto const& statement : transaction.kept_statements())
            plans += plan_in(transaction, statement);
        return false;
    });
    return plans;
}

} // namespace undertone::store
