#pragma once

#include "store/backend.h"
#include "store/watchdog.h"

#include <soci/soci.h>

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// For the files of store/ alone: everybody else knows a Transaction by name only.
namespace undertone::store {

enum class Kind : char { text = 't', number = 'n', real = 'r' };

/// One value that goes into a statement; its kind is known even when it is null, so that a prepared statement keeps its
/// binding.
struct Value {
    Value(std::string value) : kind(Kind::text), text(std::move(value)) {}
    Value(std::string_view value) : kind(Kind::text), text(value) {}
    Value(char const* value) : kind(Kind::text), text(value) {}
    Value(std::integral auto value) : kind(Kind::number), number(static_cast<long long>(value)) {}
    Value(double value) : kind(Kind::real), real(value) {}
    Value(std::optional<std::string> const& value) : kind(Kind::text), null(!value), text(value.value_or("")) {}
    Value(std::optional<std::int64_t> value) : kind(Kind::number), null(!value), number(value.value_or(0)) {}
    Value(std::optional<double> value) : kind(Kind::real), null(!value), real(value.value_or(0)) {}

    Kind kind;
    bool null = false;
    std::string text = {};
    long long number = 0;
    double real = 0;
};

/// A statement with more values is some list's, and hardly comes again with as many: it is prepared for each run.
inline constexpr std::size_t most_kept_values = 64;

/// A statement that was prepared once, with the places its values come from and its columns go to.
struct Prepared {
    Prepared(soci::session& session, std::string const& text, std::vector<Value> const& in, std::string_view out);

    struct Slot {
        Kind kind;
        soci::indicator state = soci::i_ok;
        std::string text = {};
        long long number = 0;
        double real = 0;
    };

    soci::statement statement;
    std::deque<Slot> in;
    std::deque<Slot> out;
    bool busy = false;
};

/// One connection while it serves one piece of work. Statements are prepared once for each connection.
class Transaction {
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// Connects to the SQLite database in `file`.
    explicit Transaction(std::string const& file);
    Transaction(Backend const& backend, std::string const& parameters);
    ~Transaction();
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;

    Backend const& backend() const { return backend_; }
    soci::session& session() { return session_; }
    Prepared& prepared(std::string_view text, std::vector<Value> const& in, std::string_view out);
    void forget(Prepared const& statement);

    /// The texts of those that it keeps, so that a test sees which indexes serve them.
    std::vector<std::string> kept_statements() const;

    /// SQLite: from here on a statement fails that has run for longer, or that still runs at `end`, which may be set
    /// meanwhile and outlives the connection. PostgreSQL has a setting of its own, and the watchdog.
    void limit_statements(std::chrono::milliseconds most, std::atomic<Instant> const& end);

    /// PostgreSQL: from here on its silence ends the connection.
    void watch(Watchdog& watchdog);
    bool fell_silent() const { return watched_ && watched_->is_shut(); }

    /// While it exists, a statement runs.
    class Statement {
    public:
        explicit Statement(Transaction& transaction);
        ~Statement();
        Statement(Statement const&) = delete;
        Statement& operator=(Statement const&) = delete;

    private:
        Transaction& transaction_;
    };

private:
    static constexpr std::size_t most_statements = 512;

    static int is_over(void* transaction);

    Backend const& backend_;
    soci::session session_;
    std::optional<Watchdog::Watched> watched_; ///< ends after the statements and before their connection
    std::map<std::string, std::unique_ptr<Prepared>, std::less<>> statements_;
    std::optional<std::chrono::milliseconds> most_time_;
    Instant end_of_time_ = Instant::max(); ///< of the statement
    std::atomic<Instant> const* end_of_all_ = nullptr;
};

/// One run of a statement. Values are bound by position: each `:name` stands once in the text. `out` has one letter a
/// column: t, n or r.
class Query {
public:
    Query(Transaction& transaction, std::string_view text, std::vector<Value> const& in = {},
          std::string_view out = {});
    ~Query();
    Query(Query const&) = delete;
    Query& operator=(Query const&) = delete;

    /// Moves to the next row; false behind the last one.
    bool next();

    /// The columns of the row, one after the other.
    std::string text();
    std::int64_t number();
    bool flag() { return number() != 0; }
    double real();
    std::optional<std::string> maybe_text();
    std::optional<std::int64_t> maybe_number();
    std::optional<double> maybe_real();

    /// Rows that an UPDATE, INSERT or DELETE touched.
    std::int64_t touched();

private:
    Prepared::Slot& column();

    Transaction& transaction_;
    Prepared& prepared_;
    int exceptions_;
    bool first_ = true;
    bool more_ = false;
    std::size_t column_ = 0;
};

} // namespace undertone::store
