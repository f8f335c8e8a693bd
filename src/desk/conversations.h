#pragma once

#include "base/result.h"
#include "types/conversation.h"
#include "types/counts.h"
#include "types/message.h"
#include "types/names.h"
#include "types/person.h"
#include "types/place.h"
#include "types/search.h"
#include "types/session.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::desk {

class Core;

struct Created {
    types::Conversation conversation;
    std::string visitor_token; ///< shown once; opens this conversation only
    bool repeated = false;     ///< the same client_id was opened before: only a visitor gets another token
};

struct Received {
    types::Message message; ///< with version and reading
    bool repeated = false;  ///< the same client_id was stored before: nothing happened now
};

/// A conversation that waits, with its place.
struct InLine {
    types::Conversation conversation;
    types::Place place;
};

/// Conversations, their states and messages. An unknown id, and one that the caller may not see, are not_found; a known
/// one without the right to act is forbidden; a state that forbids the action is a conflict whose text names the state.
/// Thread-safe.
class Conversations {
public:
    explicit Conversations(Core& core) : core_(core) {}

    /// Without a caller it is a visitor. Invalid with the field's name ("queue", "channel", "customer.name", …);
    /// too_many for one address.
    Result<Created> create(std::optional<types::Caller> const& caller, types::NewConversation const& wanted);

    /// One message: stored, scored where allowed, with mood and alerts, in one transaction; durable and readable when
    /// this returns.
    Result<Received> receive(types::Caller const& caller, std::string_view conversation,
                             types::NewMessage const& message);

    Result<types::Conversation> find(types::Caller const& caller, std::string_view conversation);

    /// Newest first: agents their own and the open ones of their queues, supervisors those of their queues,
    /// administrators all.
    Result<types::Page<types::Conversation>> list(types::Caller const& caller, types::ConversationFilter const& filter,
                                                  types::PageRequest const& page);

    /// The figures above that list.
    Result<types::ConversationCounts> counts(types::Caller const& caller, types::ConversationFilter const& filter);

    /// One of `messages`; a message that the caller may not see is not found.
    Result<types::Message> message(types::Caller const& caller, std::string_view conversation,
                                   std::string_view message);

    /// Oldest first; without internal messages to who merely may look, and without readings to visitors.
    Result<types::Page<types::Message>> messages(types::Caller const& caller, std::string_view conversation,
                                                 types::PageRequest const& page);

    /// The level after each scored message, oldest first; forbidden to visitors.
    Result<types::Page<types::SentimentPoint>> sentiment(types::Caller const& caller, std::string_view conversation,
                                                         types::PageRequest const& page);

    /// Forbidden to visitors and channel keys.
    Result<types::SessionPage> sessions(types::Caller const& caller, std::string_view conversation,
                                        types::PageRequest const& page);

    /// Begin, end, lowest point and the trends of the whole conversation; forbidden to visitors.
    Result<types::ConversationTrend> trend(types::Caller const& caller, std::string_view conversation);

    Result<types::Conversation> accept(types::Caller const& caller, std::string_view conversation);
    Result<types::Conversation> reject(types::Caller const& caller, std::string_view conversation);
    Result<types::Conversation> release(types::Caller const& caller, std::string_view conversation);
    Result<types::Conversation> end(types::Caller const& caller, std::string_view conversation);

    /// From wrap-up closed; on a persistent channel an active one waits instead.
    Result<types::Conversation> close(types::Caller const& caller, std::string_view conversation);

    /// The bot part ends and the queue begins; a conflict when there is no bot part.
    Result<types::Conversation> escalate(types::Caller const& caller, std::string_view conversation);

    /// The supervisor appears among the conversation's monitors, and as `taken_by` of its open alerts for supervisors.
    Result<types::Conversation> monitor(types::Caller const& caller, std::string_view conversation);

    /// Ends what the caller does beside the agent: monitor, talk along, consult.
    Result<types::Conversation> leave(types::Caller const& caller, std::string_view conversation);

    /// The supervisor talks to customer and agent, who are told (F10).
    Result<types::Conversation> join(types::Caller const& caller, std::string_view conversation);

    /// The supervisor is the assigned agent from now on.
    Result<types::Conversation> take_over(types::Caller const& caller, std::string_view conversation);

    /// An unassigned conversation for an agent of its queue, who still accepts or rejects it, or another queue (F11).
    Result<types::Conversation> assign(types::Caller const& caller, std::string_view conversation,
                                       types::Destination const& to);

    /// To another agent of its queue, who accepts or rejects it while the first one consults (F12), or another queue.
    Result<types::Conversation> transfer(types::Caller const& caller, std::string_view conversation,
                                         types::Destination const& to);

    /// A colleague reads along and writes internal messages.
    Result<types::Conversation> consult(types::Caller const& caller, std::string_view conversation,
                                        std::string_view agent);

    /// Asks the supervisors of the queue for help, or no longer.
    Result<types::Conversation> raise_hand(types::Caller const& caller, std::string_view conversation, bool raised);

    /// What staff noted about it; empty when nobody did.
    Result<types::WrapUp> wrap_up(types::Caller const& caller, std::string_view conversation);

    /// By its agent and by supervisors of the queue; a code that is none of the list is invalid.
    Result<types::WrapUp> change_wrap_up(types::Caller const& caller, std::string_view conversation,
                                         types::WrapUpChange const& change);

    /// By how many units the agent's active conversations are beyond the capacity (F11); 0 when within it.
    std::int64_t exceeded_units(types::Conversation const& conversation);

    Result<types::Conversation> force_close(types::Caller const& caller, std::string_view conversation);

    /// What else the same customer (an id that a channel gave) wrote about before, newest first: of their queues and
    /// their own to agents and supervisors, all to administrators.
    Result<types::Page<types::Conversation>> earlier(types::Caller const& caller, std::string_view conversation,
                                                     types::PageRequest const& page);

    /// Messages that hold all the words, newest first: agents those of conversations they had, supervisors those of
    /// their queues, administrators all.
    Result<types::Page<types::Hit>> search(types::Caller const& caller, types::SearchRequest const& request,
                                           types::PageRequest const& page);

    /// Tells the other side that the caller types; nothing is stored. Who takes part unseen by the customer is told to
    /// staff alone, and who only watches to nobody.
    Result<void> type(types::Caller const& caller, std::string_view conversation);

    /// The caller, customer or assigned agent, has read up to this message; never goes back. A message that is not the
    /// caller's to read is invalid.
    Result<types::Conversation> read(types::Caller const& caller, std::string_view conversation,
                                     std::string_view message);

    /// How many messages of a running conversation that the caller has are still to be read; nothing of others.
    std::optional<std::int64_t> unread(types::Caller const& caller, types::Conversation const& conversation);

    /// The customer agrees to be scored, or does no longer, from the next message on; also by a channel key. What was
    /// read before stays. Audited without the customer's name.
    Result<types::Conversation> answer_consent(types::Caller const& caller, std::string_view conversation, bool given);

    /// The places of those that wait, nothing for the others. The expected wait is the median of the queue's latest
    /// waits (`desk.considered_waits`) times the position.
    std::vector<std::optional<types::Place>> places(std::span<types::Conversation const> conversations);
    std::optional<types::Place> place(types::Conversation const& conversation);

    /// The first `most` in the line of the queue (an id), in order.
    std::vector<InLine> line(std::string_view queue, std::size_t most);

private:
    Core& core_;
};

} // namespace undertone::desk
