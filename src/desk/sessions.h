#pragma once

#include "desk/core.h"
#include "types/conversation.h"
#include "types/message.h"
#include "types/session.h"

#include <string_view>

/// Keeps the sessions of a conversation in step with it. For the files of desk/ alone.
namespace undertone::desk {

/// A conversation came to be, or changed from `before` by `action`: where its queue, agent, bot part or state ask for
/// it, the running session ends and the next one begins.
void follow_sessions(Change& change, types::Conversation const* before, types::Conversation const& after,
                     std::string_view action);

/// Does the running session end by a transfer when `action` makes `after` of `before`?
bool ends_by_transfer(types::Conversation const& before, types::Conversation const& after, std::string_view action);

/// The feeling of a customer's message enters the running session.
void count_in_session(Change& change, types::Conversation const& conversation, types::Message const& message);

} // namespace undertone::desk
