#include "store/transaction.h"

#include <algorithm>
#include <cassert>
#include <exception>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <stdexcept>

namespace undertone::store {
namespace {

using std::chrono::steady_clock;

constexpr int steps_between_looks = 10000; ///< of SQLite's machine: well below a millisecond

PGconn* connection_of(soci::session& session) {
    return static_cast<soci::postgresql_session_backend&>(*session.get_backend()).conn_;
}

} // namespace

Prepared::Prepared(soci::session& session, std::string const& text, std::vector<Value> const& values,
                   std::string_view columns)
    : statement(session) {
    statement.alloc();
    for (auto const& value : values) {
        auto& slot = in.emplace_back(Slot{value.kind});
        switch (slot.kind) {
        case Kind::text: statement.exchange(soci::use(slot.text, slot.state)); break;
        case Kind::number: statement.exchange(soci::use(slot.number, slot.state)); break;
        case Kind::real: statement.exchange(soci::use(slot.real, slot.state)); break;
        }
    }
    for (char const letter : columns) {
        auto& slot = out.emplace_back(Slot{static_cast<Kind>(letter)});
        switch (slot.kind) {
        case Kind::text: statement.exchange(soci::into(slot.text, slot.state)); break;
        case Kind::number: statement.exchange(soci::into(slot.number, slot.state)); break;
        case Kind::real: statement.exchange(soci::into(slot.real, slot.state)); break;
        }
    }
    statement.prepare(text);
    statement.define_and_bind();
}

Transaction::Transaction(std::string const& file) : Transaction(sqlite(), "db=\"" + file + "\"") {}

Transaction::Transaction(Backend const& backend, std::string const& parameters)
    : backend_(backend), session_(backend.factory, parameters) {
    if (&backend == &postgresql()) // without the row that was refused: it holds a customer's words
        PQsetErrorVerbosity(connection_of(session_), PQERRORS_TERSE);
}

/// PostgreSQL is told of each prepared statement that ends.
Transaction::~Transaction() {
    if (watched_)
        watched_->begin();
}

Prepared& Transaction::prepared(std::string_view text, std::vector<Value> const& in, std::string_view out) {
    if (auto const found = statements_.find(text); found != statements_.end())
        return *found->second;
    if (statements_.size() >= most_statements)
        std::erase_if(statements_, [](auto const& entry) { return !entry.second->busy; });
    Statement const statement(*this);
    auto made = std::make_unique<Prepared>(session_, std::string(text), in, out);
    return *statements_.emplace(std::string(text), std::move(made)).first->second;
}

void Transaction::forget(Prepared const& statement) {
    std::erase_if(statements_, [&](auto const& entry) { return entry.second.get() == &statement; });
}

std::vector<std::string> Transaction::kept_statements() const {
    std::vector<std::string> texts;
    for (auto const& [text, statement] : statements_)
        texts.push_back(text);
    return texts;
}

int Transaction::is_over(void* transaction) {
    auto const& self = *static_cast<Transaction const*>(transaction);
    return steady_clock::now() > std::min(self.end_of_time_, self.end_of_all_->load()) ? 1 : 0;
}

void Transaction::limit_statements(std::chrono::milliseconds most, std::atomic<Instant> const& end) {
    most_time_ = most;
    end_of_all_ = &end;
    auto& sqlite = static_cast<soci::sqlite3_session_backend&>(*session_.get_backend());
    sqlite_api::sqlite3_progress_handler(sqlite.conn_, steps_between_looks, is_over, this);
}

void Transaction::watch(Watchdog& watchdog) {
    watched_.emplace(watchdog, PQsocket(connection_of(session_)));
}

Transaction::Statement::Statement(Transaction& transaction) : transaction_(transaction) {
    if (transaction_.most_time_)
        transaction_.end_of_time_ = steady_clock::now() + *transaction_.most_time_;
    if (transaction_.watched_)
        transaction_.watched_->begin();
}

/// SQLite's rows are still to be read, and PostgreSQL's are all there.
Transaction::Statement::~Statement() {
    if (transaction_.watched_)
        transaction_.watched_->end();
}

Query::Query(Transaction& transaction, std::string_view text, std::vector<Value> const& in, std::string_view out)
    : transaction_(transaction)
    , prepared_(transaction.prepared(text, in, out))
    , exceptions_(std::uncaught_exceptions()) {
    if (prepared_.busy || prepared_.in.size() != in.size())
        throw std::logic_error("a statement is run with other values, or inside itself: " + std::string(text));
    for (std::size_t index = 0; index < in.size(); ++index) {
        auto& slot = prepared_.in[index];
        if (slot.kind != in[index].kind)
            throw std::logic_error("a statement is run with another kind of value: " + std::string(text));
        slot.state = in[index].null ? soci::i_null : soci::i_ok;
        slot.text = in[index].text;
        slot.number = in[index].number;
        slot.real = in[index].real;
    }
    prepared_.busy = true;
    try {
        Transaction::Statement const statement(transaction_);
        more_ = prepared_.statement.execute(true);
    } catch (...) {
        transaction_.forget(prepared_);
        throw;
    }
    if (out.empty())
        more_ = false;
}

Query::~Query() {
    if (std::uncaught_exceptions() > exceptions_) {
        transaction_.forget(prepared_);
        return;
    }
    try { // a row that waits would keep the snapshot open
        while (more_)
            more_ = prepared_.statement.fetch();
        prepared_.busy = false;
        if (prepared_.in.size() > most_kept_values) {
            Transaction::Statement const ends(transaction_);
            transaction_.forget(prepared_);
        }
    } catch (soci::soci_error const&) {
        transaction_.forget(prepared_);
    }
}

bool Query::next() {
    if (!first_ && more_)
        more_ = prepared_.statement.fetch();
    first_ = false;
    column_ = 0;
    return more_;
}

Prepared::Slot& Query::column() {
    assert(more_ && column_ < prepared_.out.size());
    return prepared_.out[column_++];
}

std::string Query::text() {
    auto& slot = column();
    return slot.state == soci::i_null ? std::string() : std::move(slot.text);
}

std::int64_t Query::number() {
    auto const& slot = column();
    return slot.state == soci::i_null ? 0 : slot.number;
}

double Query::real() {
    auto const& slot = column();
    return slot.state == soci::i_null ? 0 : slot.real;
}

std::optional<std::string> Query::maybe_text() {
    auto& slot = column();
    return slot.state == soci::i_null ? std::nullopt : std::optional(std::move(slot.text));
}

std::optional<std::int64_t> Query::maybe_number() {
    auto const& slot = column();
    return slot.state == soci::i_null ? std::nullopt : std::optional<std::int64_t>(slot.number);
}

std::optional<double> Query::maybe_real() {
    auto const& slot = column();
    return slot.state == soci::i_null ? std::nullopt : std::optional(slot.real);
}

std::int64_t Query::touched() {
    return prepared_.statement.get_affected_rows();
}

} // namespace undertone::store
