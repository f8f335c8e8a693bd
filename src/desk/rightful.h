#pragma once

#include "desk/access.h"
#include "desk/core.h"
#include "desk/states.h"
#include "store/conversations.h"
#include "types/conversation.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// What the actions on conversations share. For the files of desk/ alone.
namespace undertone::desk {

/// Which conversations the lists of the caller are made of.
store::Scope scope_of(types::Caller const& caller);

/// may(), and what follows from another conversation: who may see a running one of a customer reads the closed ones of
/// that customer in the own queues.
bool may_here(store::Transaction& transaction, types::Caller const& caller, Action action,
              types::Conversation const& conversation);

/// The conversation, when the caller may do this with it; not_found when it is none of the caller's business, else
/// forbidden.
Result<types::Conversation> rightful(store::Transaction& transaction, types::Caller const& caller, std::string_view id,
                                     Action action);

/// The same for what is about to change: asked of the caller as the caller is now, since a role, a queue or the whole
/// account may have been taken away while the call waited for its turn.
Result<types::Conversation> rightful(Change& change, types::Caller const& caller, std::string_view id, Action action);

/// Staff sees the queues it belongs to, administrators all; for others a queue does not exist.
Result<types::Queue> visible_queue(store::Transaction& transaction, types::Caller const& caller, std::string_view name);

/// The queue that a filter names by id or name, by its id; invalid with the field "queue" when the caller has none.
/// What a deleted queue holds is read by administrators.
Result<void> find_queue_of(store::Transaction& transaction, types::Caller const& caller,
                           std::optional<std::string>& queue);

/// The same of an agent, the field "agent": colleagues, who worked in queues of the caller before, and to
/// administrators all.
Result<void> find_agent_of(store::Transaction& transaction, types::Caller const& caller,
                           std::optional<std::string>& agent);

/// The filter with the ids of what it names; invalid with the field's name when there is none.
Result<types::ConversationFilter> filter_by_ids(store::Transaction& transaction, types::Caller const& caller,
                                                types::ConversationFilter filter);

/// Whether the customer notices what is done to a conversation; of an offer, if state or known agent change by it.
enum class Seen : std::uint8_t { by_customer, hidden, if_it_shows };

/// The conversation in its next state, with `apply` done to it, stored, one version on, and told.
types::Conversation move_on(Change& change, types::Conversation conversation, types::State to, std::string_view action,
                            Seen seen, std::function<void(Change&, types::Conversation&)> const& apply);

/// What an action changes beside the state, called with the state already new.
using Apply = std::function<void(Change&, types::Conversation&)>;

/// Of an action that changes the state alone.
inline void keep_as_it_is(Change&, types::Conversation&) {}

/// What an action does once right and state allow it, given the state that it leads to.
using Work = std::function<Result<types::Conversation>(Change&, types::Conversation, types::State)>;

/// One action in one transaction: right, state, `work`.
Result<types::Conversation> act(Core& core, types::Caller const& caller, std::string_view id, Action action, Step step,
                                Work const& work);

/// A message that everybody reads, from the system, in the conversation as it is stored; the conversation after it.
/// What was done to it just now and told already has the same version: it is one change.
types::Conversation say(Change& change, types::Conversation conversation, std::string text);

/// The conversation waits in its queue as if nobody had had it, with `apply` done to it; its window stays.
types::Conversation to_line(Change& change, types::Conversation conversation, std::string_view action,
                            Apply const& apply);

/// The agent has it no longer, or does not take it: who handed it on has it again if that one is still there, else what
/// runs goes back to the queue; what is in wrap-up closes.
types::Conversation give_back(Change& change, types::Conversation conversation, std::string_view action);

/// An agent who works on it from now on, and whose conversations take more units than the capacity has, is left in
/// peace (D11).
void mind_capacity(Change& change, types::Conversation const& before, types::Conversation const& after);

/// The user takes part no longer, for the reason that `action` names; the customer is told when it was somebody who had
/// joined.
types::Conversation leave(Change& change, types::Conversation conversation, std::string const& user,
                          std::string_view action = "leave");

/// "Visitor 7": the next number.
std::string next_visitor_name(store::Transaction& transaction);

} // namespace undertone::desk
