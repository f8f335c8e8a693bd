#pragma once

#include "types/conversation.h"
#include "types/routing.h"

#include <optional>

/// The rules that place a conversation before somebody has it (L1…L4). For the files of desk/ alone.
namespace undertone::desk {

struct Change;

/// What the rules do with such a case: in each ruleset, in their order, the first rule that fits; a later ruleset wins
/// where two name a queue or a priority.
types::Placement placement_of(types::RoutingRules const& rules, types::RoutingCase const& example);

/// What follows from the settings of now for the queue that it came into.
void follow_queue(Change& change, types::Conversation& conversation);

types::RoutingCase case_of(types::Conversation const& conversation);

/// A conversation comes into the line of its queue, or of the one where hours and rules want it. It is not stored yet,
/// or on its way: nobody is told.
void come_in(Change& change, types::Conversation& conversation);

/// It comes back into the line where it is: priority and skills by the rules of now, the queue as it is.
void need_anew(Change& change, types::Conversation& conversation);

/// A conversation that waits, after its customer wrote, as the rules want it, by the hours of the queue where it ends;
/// nothing where they want nothing else of it.
std::optional<types::Conversation> place_again(Change& change, types::Conversation const& conversation);

/// The conversation moved to where the rules want it, stored and told; the conversation after it.
types::Conversation move_to(Change& change, types::Conversation conversation, types::Conversation const& place);

} // namespace undertone::desk
