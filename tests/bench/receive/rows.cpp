#include "yardstick.h"

#include <chrono>
#include <ctime>
#include <iostream>
#include <sqlite3.h>
#include <stdexcept>

namespace undertone::bench {
namespace {

constexpr std::size_t conversations = 200;

class Connection {
public:
    explicit Connection(std::string const& file) {
        if (sqlite3_open(file.c_str(), &handle_) != SQLITE_OK) {
            throw std::runtime_error("cannot open " + file);
        }
    }
    ~Connection() { sqlite3_close(handle_); }
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    void run(char const* text) {
        if (sqlite3_exec(handle_, text, nullptr, nullptr, nullptr) != SQLITE_OK) {
            throw std::runtime_error(sqlite3_errmsg(handle_));
        }
    }

    sqlite3_stmt* prepare(char const* text) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(handle_, text, -1, &statement, nullptr) != SQLITE_OK) {
            throw std::runtime_error(sqlite3_errmsg(handle_));
        }
        return statement;
    }

    void step(sqlite3_stmt* statement) {
        if (sqlite3_step(statement) != SQLITE_DONE) {
            throw std::runtime_error(sqlite3_errmsg(handle_));
        }
        sqlite3_reset(statement);
    }

private:
    sqlite3* handle_ = nullptr;
};

double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

void store_rows(std::string const& file, std::size_t count) {
    Connection database(file);
    database.run(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "CREATE TABLE conversation (id TEXT PRIMARY KEY, version BIGINT, last BIGINT);"
        "CREATE TABLE message (id TEXT PRIMARY KEY, conversation TEXT, sequence BIGINT, body TEXT, at BIGINT);"
        "CREATE INDEX message_of ON message (conversation, sequence); CREATE INDEX latest ON conversation (last)");
    for (std::size_t i = 0; i < conversations; ++i) {
        database.run(("INSERT INTO conversation VALUES ('c" + std::to_string(i) + "', 0, 0)").c_str());
    }
    sqlite3_stmt* const begin = database.prepare("BEGIN IMMEDIATE");
    sqlite3_stmt* const commit = database.prepare("COMMIT");
    sqlite3_stmt* const insert =
        database.prepare("INSERT INTO message VALUES (?, ?, ?, 'I would like to change my address.', ?)");
    sqlite3_stmt* const update =
        database.prepare("UPDATE conversation SET version = version + 1, last = ? WHERE id = ?");
    auto const begun = std::chrono::steady_clock::now();
    double const used = processor_seconds();
    for (std::size_t i = 0; i < count; ++i) {
        auto const number = static_cast<sqlite3_int64>(i);
        std::string const id = "m" + std::to_string(i * 2654435761U);
        std::string const conversation = "c" + std::to_string(i % conversations);
        auto const text = [](std::string const& value) { return static_cast<int>(value.size()); };
        sqlite3_bind_text(insert, 1, id.c_str(), text(id), SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, conversation.c_str(), text(conversation), SQLITE_STATIC);
        sqlite3_bind_int64(insert, 3, number);
        sqlite3_bind_int64(insert, 4, number);
        sqlite3_bind_int64(update, 1, number);
        sqlite3_bind_text(update, 2, conversation.c_str(), text(conversation), SQLITE_STATIC);
        for (sqlite3_stmt* const statement : {begin, insert, update, commit}) {
            database.step(statement);
        }
    }
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    double const processor = (processor_seconds() - used) / static_cast<double>(count) * 1e6;
    for (sqlite3_stmt* const statement : {begin, insert, update, commit}) {
        sqlite3_finalize(statement);
    }
    std::cout << "{\"per_second\":" << static_cast<double>(count) / seconds << ",\"cpu_microseconds\":" << processor
              << "}\n";
}

} // namespace undertone::bench
