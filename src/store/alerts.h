#pragma once

#include "types/alert.h"
#include "types/names.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Alerts and who was told as rows.
namespace undertone::store {

class Transaction;

/// Whose inbox it is: everything (administrators), or what the user was told, and, for supervisors, what is for
/// supervisors in the user's queues.
struct Inbox {
    bool everything = false;
    std::string user;
    bool whole_queues = false;
};

std::optional<types::Alert> find_alert(Transaction& transaction, std::string_view id);

/// With the people it tells.
void insert_alert(Transaction& transaction, types::Alert const& alert);

/// Writes state, queue, who handled it, the reason, who took it and the escalation.
void update_alert(Transaction& transaction, types::Alert const& alert);

/// Writes who was told, and whether it popped up.
void keep_told(Transaction& transaction, types::Alert const& alert);

/// Ids of those whose next audience is to be told, the longest waiting first.
std::vector<std::string> alerts_to_escalate(Transaction& transaction, Time now, std::size_t limit);

/// Open ones of running conversations that nobody took and that only wait in the user's inbox, newest first, with an id
/// below `before` unless that is empty; those for supervisors while the user is one of the queue, or an administrator.
std::vector<types::Alert> missed_alerts(Transaction& transaction, std::string_view user, std::string_view before,
                                        std::size_t limit);

/// Newest first; `filter.queue` is an id; one item more than `limit` says that there is more.
std::vector<types::Alert> list_alerts(Transaction& transaction, Inbox const& inbox, types::AlertFilter const& filter,
                                      std::string_view before, std::size_t limit);

/// Open ones of a conversation that are for supervisors and that nobody took.
std::vector<types::Alert> untaken_alerts(Transaction& transaction, std::string_view conversation);

} // namespace undertone::store
