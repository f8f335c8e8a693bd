#pragma once

#include "types/session.h"
#include "types/work.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// Sessions of conversations as rows, and who took part when.
namespace undertone::store {

class Transaction;

void insert_session(Transaction& transaction, types::Session const& session);

/// Writes when its agent accepted, how it ended, and the course of its feelings.
void update_session(Transaction& transaction, types::Session const& session);

/// The one that has not ended.
std::optional<types::Session> running_session(Transaction& transaction, std::string_view conversation);

/// The agent who accepted it last, also when it went on since.
std::optional<types::Reference> last_agent(Transaction& transaction, std::string_view conversation);

/// How many the conversation has had.
std::uint64_t count_sessions(Transaction& transaction, std::string_view conversation);

/// Newest first, those with a number below `before` (0: all). One item more than `limit` says that there is more.
std::vector<types::Session> list_sessions(Transaction& transaction, std::string_view conversation, std::uint64_t before,
                                          std::size_t limit);

/// Those of the agent that lasted until after `from`, newest first; with `member` those in the queues of that user.
/// One item more than `limit` says that there is more.
std::vector<types::Handled> sessions_of_agent(Transaction& transaction, std::string_view agent,
                                              std::optional<std::string> const& member, Time from, std::size_t limit);

/// Whether the agent had a session in a queue of which the other user is a member.
bool worked_in_queues_of(Transaction& transaction, std::string_view agent, std::string_view member);

/// The latest ones, oldest first.
std::vector<types::Participation> list_participations(Transaction& transaction, std::string_view conversation,
                                                      std::size_t limit);

} // namespace undertone::store
