#pragma once

#include "types/conversation.h"
#include "types/counts.h"
#include "types/message.h"
#include "types/names.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Conversations and messages as rows.
namespace undertone::store {

class Transaction;

/// Which conversations a caller's list is made of. Ids, not names.
struct Scope {
    bool everything = false;   ///< administrators
    std::string user;          ///< else those assigned to this user,
    bool whole_queues = false; ///< and those of the user's queues: all of them (supervisors), or what is open and past
                               ///< its bot part (agents)
    bool closed_too = false;   ///< what is closed in the user's queues as well: of a customer whom an agent serves
};

std::optional<types::Conversation> find_conversation(Transaction& transaction, std::string_view id);

/// Whose token that is, by the token's hash: the id of the conversation that it opens, and the customer's name.
std::optional<types::Reference> visitor_with_hash(Transaction& transaction, std::string_view hash);

/// The token with this hash opens the conversation from now on, and the one before no more.
void replace_visitor_hash(Transaction& transaction, std::string_view conversation, std::string_view hash);

/// What this channel key, or any visitor, opened under this id of its own.
std::optional<types::Conversation> opened_as(Transaction& transaction, std::string_view opener,
                                             std::string_view client_id);
void set_opened_as(Transaction& transaction, std::string_view conversation, std::string_view opener,
                   std::string_view client_id);

/// One more change of what its customer says of consent; how many there are with it.
std::int64_t count_consent_answer(Transaction& transaction, std::string_view conversation);

void insert_conversation(Transaction& transaction, types::Conversation const& conversation,
                         std::string_view visitor_hash);

/// Writes all that can change, without the participants.
void update_conversation(Transaction& transaction, types::Conversation const& conversation);

/// The same for what a message alone changes: order, counts, language, mood. No index has to be touched for it.
void update_counts(Transaction& transaction, types::Conversation const& conversation);

/// Newest first. `filter.queue` and `filter.agent` are ids; no states means all that are not closed. One item more than
/// `limit` says that there is more.
std::vector<types::Conversation> list_conversations(Transaction& transaction, Scope const& scope,
                                                    types::ConversationFilter const& filter, std::string_view before,
                                                    std::size_t limit);

/// Of the same list, without those that only a bot has or had.
types::ConversationCounts count_conversations(Transaction& transaction, Scope const& scope,
                                              types::ConversationFilter const& filter);

/// Those not closed that are assigned to the user.
std::vector<types::Conversation> conversations_held_by(Transaction& transaction, std::string_view user);
std::vector<types::Conversation> conversations_monitored_by(Transaction& transaction, std::string_view user);
/// Those that a supervisor monitors or has joined.
std::vector<types::Conversation> conversations_with_supervisors(Transaction& transaction);
/// Ids of those who have a running conversation of the queue or take part in one.
std::vector<std::string> people_at_work_in(Transaction& transaction, std::string_view queue);

/// How many units of capacity the active conversations take that are assigned to the user.
std::int64_t used_units(Transaction& transaction, std::string_view user);

bool has_live_conversations(Transaction& transaction, std::string_view queue);
bool has_conversations(Transaction& transaction);

/// Takes part in that mode from now on, also who took part in another.
void put_participant(Transaction& transaction, std::string_view conversation, std::string_view user, types::Mode mode,
                     Time at);
void remove_participant(Transaction& transaction, std::string_view conversation, std::string_view user, Time at);
void remove_participants(Transaction& transaction, std::string_view conversation, Time at);

/// An agent did not want this conversation.
void add_declined(Transaction& transaction, std::string_view conversation, std::string_view user, Time at);

/// Of one customer of the channels, those before the id `before`, newest first; one item more than `limit` says that
/// there is more.
std::vector<types::Conversation> conversations_of_customer(Transaction& transaction, Scope const& scope,
                                                           std::string_view customer, std::string_view before,
                                                           std::size_t limit);

/// Whether one of those that run is this customer's.
bool has_running(Transaction& transaction, Scope const& scope, std::string_view customer);

/// `mood_*` is the running level after this message, kept where the message has a reading.
void insert_message(Transaction& transaction, types::Message const& message, sentiment::Level mood_level,
                    double mood_pulse);

std::optional<types::Message> find_repeated(Transaction& transaction, std::string_view conversation,
                                            types::Sender sender, std::string_view sender_id,
                                            std::string_view client_id);

enum class Messages : std::uint8_t { all, without_internal };

/// Empty when there is none of this number.
std::string id_of_message(Transaction& transaction, std::string_view conversation, std::uint64_t number);

/// The place of a message in its conversation; 0 when it is not there, or not among these.
std::uint64_t number_of_message(Transaction& transaction, std::string_view conversation, std::string_view message,
                                Messages which);

/// The latest message up to this place that the customer sees; nothing when there is none.
std::optional<std::string> latest_shown(Transaction& transaction, std::string_view conversation, std::uint64_t number);

/// Messages of the customer and of supervisors that came after what the agent has read or answered.
std::int64_t count_unread(Transaction& transaction, types::Conversation const& conversation);

/// Nothing when the conversation has no such message, or an internal one that is not asked for.
std::optional<types::Message> find_message(Transaction& transaction, std::string_view conversation,
                                           std::string_view message, Messages which);

/// Oldest first, those with a number above `after`: one more than the limit. `texts` says how many bytes of text are
/// read: of those that have more together, the ones up to there and one more.
std::vector<types::Message> list_messages(Transaction& transaction, std::string_view conversation, Messages which,
                                          std::uint64_t after, std::size_t limit, std::size_t texts = SIZE_MAX);

/// A point of the history with the number of its message, which is its place.
struct NumberedPoint {
    std::uint64_t number = 0;
    types::SentimentPoint point;
};

/// Oldest first: the messages whose reading has a level.
std::vector<NumberedPoint> list_sentiment(Transaction& transaction, std::string_view conversation, std::uint64_t after,
                                          std::size_t limit);

/// The latest ones, newest first; one item more than `limit` says that there is more.
std::vector<types::SentimentPoint> latest_sentiment(Transaction& transaction, std::string_view conversation,
                                                    std::size_t limit);

/// One scored customer message as the course of feelings needs it.
struct ScoredMessage {
    std::string id;
    Time at{};
    sentiment::Reading reading;
};

/// The latest `limit` of those that enter the window, oldest first.
std::vector<ScoredMessage> scored_messages(Transaction& transaction, std::string_view conversation, std::size_t limit);

} // namespace undertone::store
