#pragma once

#include "desk/core.h"
#include "store/rules.h"
#include "types/alert.h"
#include "types/conversation.h"
#include "types/message.h"
#include "types/rule.h"

#include <vector>

/// The organisation's own rules at work: what each knows of a conversation is kept with the message or the moment that
/// changed it. For the files of desk/ alone.
namespace undertone::desk {

/// What the rules in force make of one scored message; `before` is the mood before it. The caller stores the alerts.
std::vector<types::Alert> rule_alerts(Change& change, types::Conversation const& conversation,
                                      sentiment::Mood const& before, types::Message const& message);

/// Stores and tells the alert of a rule whose duration ended while nobody wrote, if everything still holds.
void look_again(Change& change, store::DueRule const& due);

/// The threshold of its alert at this level: that of the rule, as a level the one in which a threshold of pulse lies;
/// of a drop alone the level where it ended.
sentiment::Level threshold_of(types::Rule const& rule, sentiment::Level level);

/// Does the rule look at conversations that this agent has, or nobody?
bool looks_at_agent(store::Transaction& transaction, types::Rule const& rule,
                    std::optional<types::Reference> const& agent);

} // namespace undertone::desk
