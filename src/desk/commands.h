#pragma once

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "desk/passwords.h"
#include "desk/people.h"
#include "sentiment/reading.h"
#include "store/database.h"
#include "types/message.h"
#include "types/person.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the commands and the demo do to a database without a running desk. Changes of accounts and queues are audited
/// as those of the command line.
namespace undertone::desk {

/// Whether store.database can be an address of one.
Result<void> check_database(Config const& config);

/// Opens (and creates) the database that the configuration names, migrated: store.database, or SQLite in the folder
/// server.data. With Lock::held no second server can open it; `user add` uses Lock::none. Fails with one readable
/// sentence.
Result<std::unique_ptr<store::Database>> open_store(Config const& config, store::Lock lock, Metrics* metrics = nullptr);

/// Adds an account; queues that do not exist yet are created.
Result<types::User> add_user(store::Database& database, Clock const& clock, NewUser const& user,
                             PasswordCost cost = PasswordCost::interactive, PasswordLength length = {});

/// Sets the password of an account, whose owner is to choose another one, and ends its sessions.
Result<void> set_password(store::Database& database, Clock const& clock, std::string_view name,
                          std::string_view password, PasswordCost cost = PasswordCost::interactive,
                          PasswordLength length = {});

/// The queue of this name, created when there is none.
Result<types::Queue> ensure_queue(store::Database& database, Clock const& clock, std::string_view name);

struct HistoricMessage {
    types::Sender sender = types::Sender::customer;
    std::string text;
    Time at{};
    std::optional<sentiment::Reading> reading = std::nullopt; ///< of customer messages
};

/// A conversation that was closed in the past, already scored. Times grow from created_at to closed_at.
struct HistoricConversation {
    std::string queue; ///< id or name; must exist
    std::string agent; ///< id or name; empty: nobody accepted it
    std::string channel = "live_chat";
    std::string customer_name = {}; ///< empty: "Visitor <n>"
    std::string locale = {};
    std::optional<std::string> subject = std::nullopt;
    Time created_at{};
    std::optional<Time> accepted_at = std::nullopt;
    std::optional<Time> ended_at = std::nullopt;
    Time closed_at{};
    std::vector<HistoricMessage> messages = {};
};

/// Writes them all in one transaction, or none: moods and levels as if they had been received one by one; no alerts, no
/// events. A database that holds a conversation keeps what it has: another node may have written the history meanwhile.
Result<void> import_history(store::Database& database, std::span<HistoricConversation const> conversations);

/// How many conversations wait in each queue, by its name.
std::vector<std::pair<std::string, std::int64_t>> waiting_conversations(store::Database& database);

/// Is there any account, queue or conversation?
bool holds_data(store::Database& database);

/// Whether the database is marked as the demo's; one that is being filled is the demo's too, and is filled further at
/// the next start. The numbers stand in databases.
enum class DemoMark : std::uint8_t { none, filled, begun };

DemoMark demo_mark(store::Database& database);
void mark_demo(store::Database& database, DemoMark mark);

} // namespace undertone::desk
