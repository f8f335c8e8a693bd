#include "store/transaction.h" // SOCI stands before sqlite3.h

#include "base/log.h"
#include "store/backup.h"
#include "store/checkpointer.h"
#include "store/database.h"
#include "store/failure.h"
#include "store/folder.h"
#include "store/migrations.h"
#include "store/postgresql.h"
#include "store/settings.h"
#include "store/watchdog.h"
#include "store/write_queue.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <sys/stat.h>
#include <vector>

namespace undertone::store {
namespace {

/// The number of a file in its file system; 0 when there is none.
ino_t identity_of(std::filesystem::path const& file) {
    struct stat found {};
    return ::stat(file.c_str(), &found) == 0 ? found.st_ino : 0;
}

} // namespace

/// Null: not connected.
using Connection = std::unique_ptr<Transaction>;

struct Database::Connections {
    explicit Connections(Options wanted)
        : options(std::move(wanted))
        , backend(options.address.empty() ? sqlite() : postgresql())
        , writing(static_cast<std::size_t>(options.writes_together)) {
        if (&backend == &postgresql())
            watchdog = std::make_unique<Watchdog>(std::chrono::milliseconds(options.statement_milliseconds));
    }

    Options options;
    Backend const& backend;
    FolderLock lock;
    std::filesystem::path file;
    ino_t identity = 0; ///< of the file when it was opened
    std::atomic<char const*> refusal =
        nullptr; ///< why a change was not stored; null: nothing failed since changes were seen to be taken

    std::unique_ptr<Watchdog> watchdog;                         ///< of a server; it outlives the connections too
    std::atomic<std::chrono::steady_clock::rep> down_until = 0; ///< no new connection is tried before
    std::atomic<Transaction::Instant> end = Transaction::Instant::max(); ///< then a statement of SQLite is ended
    std::unique_ptr<Checkpointer> checkpointer; ///< of a file; it outlives the connections that it watches
    WriteQueue writing;
    Connection writer; ///< belongs to the one that writes

    std::mutex choosing;
    std::condition_variable returned;
    std::vector<Connection> readers; ///< those that are free

    Connection connect();
    void pause();
    void prepare(Transaction& connection) const;
    bool has_room() const;
    std::string moved() const;
    void begin(Connection& connection, std::initializer_list<std::string_view> statements);
    void roll_back(Connection& connection) const;
    void read(Connection& connection, std::function<void(Transaction&)> const& work);
    void work(PieceOfWork& piece, bool alone);
    void write(WriteQueue::Group pieces) noexcept;
    Result<void> prepare_file();
    Result<void> bring_up_to_date();
    void take_first_turn();
    void give_turn();

    /// Gives the turn to write on at the end of a scope, whatever happened in it.
    struct Turn {
        explicit Turn(Connections& all) : all_(all) {}
        ~Turn() { all_.give_turn(); }
        Turn(Turn const&) = delete;
        Turn& operator=(Turn const&) = delete;

    private:
        Connections& all_;
    };
};

namespace {

constexpr std::chrono::milliseconds pause_after_failure{250};
constexpr std::uintmax_t room_for_changes = std::uintmax_t{1} << 20; ///< bytes free, after changes were refused
constexpr int most_times_checkpoint = 4; ///< so many times the pages of a checkpoint wait before the writer helps

/// Counts the time of a piece of work, its wait included.
class Timed {
public:
    Timed(Metrics* metrics, char const* kind) : metrics_(metrics), kind_(kind) {}
    ~Timed() {
        if (metrics_ == nullptr)
            return;
        std::chrono::duration<double> const taken = std::chrono::steady_clock::now() - begin_;
        metrics_->observe("database_seconds", taken.count(), {{"kind", kind_}});
    }
    Timed(Timed const&) = delete;
    Timed& operator=(Timed const&) = delete;

private:
    Metrics* metrics_;
    char const* kind_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// A reader for the time of one piece of work.
class Borrowed {
public:
    /// Throws Unavailable when none is free in time.
    Borrowed(std::mutex& choosing, std::condition_variable& returned, std::vector<Connection>& readers,
             std::chrono::milliseconds patience)
        : choosing_(choosing), returned_(returned), readers_(readers) {
        std::unique_lock lock(choosing_);
        if (!returned_.wait_for(lock, patience, [&] { return !readers_.empty(); }))
            throw Unavailable("all connections that read are busy");
        reader_ = std::move(readers_.back());
        readers_.pop_back();
    }
    ~Borrowed() {
        {
            std::lock_guard const lock(choosing_);
            readers_.push_back(std::move(reader_));
        }
        returned_.notify_one();
    }
    Borrowed(Borrowed const&) = delete;
    Borrowed& operator=(Borrowed const&) = delete;

    Connection& connection() { return reader_; }

private:
    std::mutex& choosing_;
    std::condition_variable& returned_;
    std::vector<Connection>& readers_;
    Connection reader_;
};

} // namespace

Database::Database(std::unique_ptr<Connections> connections) : connections_(std::move(connections)) {}
Database::~Database() = default;

/// A new connection with its settings. Throws Unavailable at once for a moment after a failure, so that no worker waits
/// again and again for a database that is not there.
Connection Database::Connections::connect() {
    using std::chrono::steady_clock;
    if (watchdog && watchdog->ended())
        throw Unavailable("the server is ending");
    if (steady_clock::now().time_since_epoch().count() < down_until)
        throw Unavailable("the last connection failed a moment ago");
    try {
        auto const parameters = options.address.empty() ? "db=\"" + file.string() + "\""
                                                        : with_patience(options.address, options.connect_seconds);
        auto connection = std::make_unique<Transaction>(backend, parameters);
        prepare(*connection);
        return connection;
    } catch (soci::soci_error const& error) {
        pause();
        throw Unavailable(reason_of(error));
    }
}

/// For a moment no new connection is tried.
void Database::Connections::pause() {
    down_until = (std::chrono::steady_clock::now() + pause_after_failure).time_since_epoch().count();
}

/// Folder, lock and file of an SQLite database.
Result<void> Database::Connections::prepare_file() {
    if (auto made = make_folder(options.folder); !made)
        return made;
    if (options.lock == Lock::held) {
        auto taken = FolderLock::take(options.folder);
        if (!taken)
            return Unexpected(taken.error());
        lock = std::move(*taken);
    }
    file = options.folder / database_name;
    checkpointer = std::make_unique<Checkpointer>([this] { return connect(); }, options.checkpoint_pages,
                                                  options.checkpoint_pages * most_times_checkpoint);
    auto made = make_file(file);
    identity = identity_of(file);
    return made;
}

/// The missing migrations, by one node at a time.
Result<void> Database::Connections::bring_up_to_date() {
    if (&backend == &postgresql()) {
        if (auto checked = check_texts(*writer); !checked)
            return checked;
    } else {
        std::string mode;
        writer->session() << "PRAGMA journal_mode = WAL", soci::into(mode);
        backup_before_migration(*writer, options.folder);
    }
    Turn const turn(*this);
    take_first_turn();
    return migrate(*writer, migrations());
}

/// Waits for the node that brings the database up to date, however large it is.
void Database::Connections::take_first_turn() {
    for (bool told = false;; told = true) {
        try {
            begin(writer, {backend.take_turn});
            return;
        } catch (soci::soci_error const& error) {
            if (!waited_in_vain(error))
                throw;
        }
        if (!told)
            log::info("another node holds the turn to write, as when it brings the database up to date; waiting");
    }
}

/// The next node may write. A connection on which that fails is given up, which lets it write as well.
void Database::Connections::give_turn() {
    if (backend.give_turn.empty() || !writer)
        return;
    try {
        Query(*writer, backend.give_turn);
    } catch (soci::soci_error const&) {
        writer.reset();
    }
}

void Database::Connections::prepare(Transaction& connection) const {
    auto& session = connection.session();
    auto const busy = std::to_string(options.busy_milliseconds);
    if (&backend == &postgresql()) {
        connection.watch(*watchdog);
        Transaction::Statement const statement(connection);
        session << "SET client_min_messages = warning";
        session << "SET client_encoding = 'UTF8'";
        session << "SET lock_timeout = " + busy;
        session << "SET statement_timeout = " + std::to_string(options.statement_milliseconds);
        set_patience(connection, options.busy_milliseconds);
        return;
    }
    connection.limit_statements(std::chrono::milliseconds(options.statement_milliseconds), end);
    session << "PRAGMA busy_timeout = " + busy;
    session << "PRAGMA synchronous = " + std::string(options.synchronous == Synchronous::full ? "FULL" : "NORMAL");
    session << "PRAGMA foreign_keys = ON";
    session << "PRAGMA temp_store = MEMORY";
    session << "PRAGMA cache_size = -" + std::to_string(options.cache_kibibytes);
    if (checkpointer)
        checkpointer->watch(connection);
}

/// Runs the statements that a piece of work begins with. A connection that turns out to be lost is made anew, once:
/// nothing was done on it yet. Where the server fell silent nobody waits a second time: it would not answer that
/// either.
void Database::Connections::begin(Connection& connection, std::initializer_list<std::string_view> statements) {
    bool const was_open = connection != nullptr;
    if (!was_open)
        connection = connect();
    try {
        for (auto const statement : statements)
            if (!statement.empty())
                Query(*connection, statement);
    } catch (soci::soci_error const&) {
        if (!was_open || connection->session().is_connected())
            throw;
        if (connection->fell_silent()) {
            pause();
            throw;
        }
        connection.reset();
        begin(connection, statements);
    }
}

/// Undoes what is open. A connection that may not be as it was is given up.
void Database::Connections::roll_back(Connection& connection) const {
    if (!connection)
        return;
    try {
        Query(*connection, "ROLLBACK");
    } catch (soci::soci_error const&) { // the failure that led here has already ended the transaction
        if (!backend.survives_errors)
            connection.reset();
    }
}

void Database::Connections::read(Connection& connection, std::function<void(Transaction&)> const& work) {
    try {
        begin(connection, {backend.begin_reading});
        work(*connection);
        Query(*connection, "COMMIT");
    } catch (soci::soci_error const& error) {
        Unavailable const unavailable(reason_of(error));
        backend.survives_errors ? roll_back(connection) : connection.reset();
        throw unavailable;
    } catch (...) {
        roll_back(connection);
        throw;
    }
}

Result<std::unique_ptr<Database>> Database::open(Options const& options) {
    bool const in_file = options.address.empty();
    auto connections = std::make_unique<Connections>(options);
    if (in_file)
        if (auto prepared = connections->prepare_file(); !prepared)
            return Unexpected(prepared.error());
    auto const where = in_file ? "the database " + connections->file.string() : std::string("the database");
    try {
        connections->writer = connections->connect();
        if (auto migrated = connections->bring_up_to_date(); !migrated)
            return Unexpected(migrated.error());
        for (int number = 0; number < options.readers; ++number)
            connections->readers.push_back(connections->connect());
    } catch (soci::soci_error const& error) {
        return fail(Code::failed, where + " cannot be opened: " + reason_of(error));
    } catch (Unavailable const& error) {
        return fail(Code::failed, where + " cannot be opened: " + error.what());
    }
    return std::unique_ptr<Database>(new Database(std::move(connections)));
}

void Database::read(std::function<void(Transaction&)> const& work) {
    Timed const timed(connections_->options.metrics, "read");
    Borrowed reader(connections_->choosing, connections_->returned, connections_->readers,
                    std::chrono::milliseconds(connections_->options.reader_milliseconds));
    connections_->read(reader.connection(), work);
}

/// Does one piece of the open transaction; a failed one of several leaves nothing behind. PostgreSQL takes nothing
/// after a failed statement until the savepoint is restored, and then all; only a lost connection ends the others' work
/// too.
void Database::Connections::work(PieceOfWork& piece, bool alone) {
    if (!alone)
        Query(*writer, "SAVEPOINT piece");
    try {
        piece.commit = piece.work(*writer);
    } catch (soci::soci_error const& error) {
        if (alone || !writer->session().is_connected())
            throw;
        piece.failure = std::make_exception_ptr(Unavailable(reason_of(error)));
    } catch (...) {
        piece.failure = std::current_exception();
    }
    if (alone)
        return;
    if (!piece.commit)
        Query(*writer, "ROLLBACK TO SAVEPOINT piece");
    Query(*writer, "RELEASE SAVEPOINT piece");
}

/// Stores all pieces with one commit, then tells of them in their order. What breaks the transaction fails all of them.
void Database::Connections::write(WriteQueue::Group pieces) noexcept {
    Turn const turn(*this);
    auto const wanted = [](PieceOfWork const* piece) { return piece->commit; };
    try {
        begin(writer, {backend.take_turn, backend.begin_writing});
        for (auto* const piece : pieces)
            work(*piece, pieces.size() == 1);
        bool const commit = std::any_of(pieces.begin(), pieces.end(), wanted);
        if (auto const why = commit ? moved() : std::string(); !why.empty())
            throw Unavailable(why);
        Query(*writer, commit ? "COMMIT" : "ROLLBACK");
    } catch (std::exception const& error) {
        refusal = refusal_of(error);
        auto const failure = std::make_exception_ptr(Unavailable(reason_of(error)));
        backend.survives_errors ? roll_back(writer) : writer.reset();
        for (auto* const piece : pieces) {
            piece->commit = false;
            if (!piece->failure)
                piece->failure = failure;
        }
    }
    for (auto* const piece : pieces) {
        try {
            if (piece->commit && piece->committed)
                piece->committed();
        } catch (...) {
            piece->failure = std::current_exception();
        }
    }
}

void Database::write(std::function<bool(Transaction&)> const& work, std::function<void()> const& committed) {
    Timed const timed(connections_->options.metrics, "write");
    PieceOfWork piece{work, committed};
    connections_->writing.pass(piece, [this](WriteQueue::Group pieces) { connections_->write(pieces); });
    if (piece.failure)
        std::rethrow_exception(piece.failure);
}

/// Whether another file, or none, stands where the one was that is open: what is written now would be lost.
std::string Database::Connections::moved() const {
    if (file.empty() || identity_of(file) == identity)
        return {};
    return "the database file was moved away";
}

/// Whether the disk of the database file has room for more than a small change.
bool Database::Connections::has_room() const {
    std::error_code unknown;
    auto const space = std::filesystem::space(file.parent_path(), unknown);
    return file.empty() || unknown || space.available >= room_for_changes;
}

/// A change that failed may have been its own fault, or the trouble may be over: a small one tells, where there is room
/// for larger ones too.
std::string Database::trouble() {
    if (auto const moved = connections_->moved(); !moved.empty())
        return moved;
    bool reading = true;
    try {
        read(
            [](Transaction& transaction) { Query(transaction, "SELECT version FROM schema_version", {}, "n").next(); });
        reading = false;
        if (connections_->refusal.load() != nullptr) {
            if (!connections_->has_room())
                return connections_->refusal.load();
            write([](Transaction& transaction) { // SQLite writes only what is another value than before
                set_mark(transaction, "tried", std::chrono::steady_clock::now().time_since_epoch().count());
                return true;
            });
            connections_->refusal = nullptr;
        }
    } catch (Unavailable const& error) {
        log::warn("not ready", {{"reason", error.what()}});
        auto const* const refusal = connections_->refusal.load();
        return reading || refusal == nullptr ? "the database does not answer" : refusal;
    }
    return {};
}

std::size_t Database::waiting() const {
    return connections_->writing.waiting();
}

void Database::end_by(std::chrono::steady_clock::time_point end) {
    connections_->end = end;
    if (connections_->watchdog)
        connections_->watchdog->end_by(end);
}

std::filesystem::path const& Database::file() const {
    return connections_->file;
}

} // namespace undertone::store
