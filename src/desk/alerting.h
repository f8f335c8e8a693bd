#pragma once

#include "desk/core.h"
#include "store/settings.h"
#include "types/alert.h"
#include "types/conversation.h"
#include "types/message.h"
#include "types/routing.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

/// When a level's fall becomes an alert, and who hears of it (D4, D5, D10, E1…E3, E10, E11). For the files of
/// desk/ alone.
namespace undertone::desk {

/// Compares the conversation's mood with the one before the message, by the thresholds and by the rules; remembers in
/// the conversation what was told, and returns the alerts, one an audience, which the caller stores. An agent's alert
/// needs an assigned agent; a supervisors' alert is stored even when nobody can be told.
std::vector<types::Alert> raise_alerts(Change& change, types::Conversation& conversation, sentiment::Mood const& before,
                                       store::InForce const& settings, types::Message const& message);

/// Of alerts that one message raises the threshold of the settings stands before rules, and of these the one with the
/// lowest threshold.
template <class Raised>
bool comes_first(Raised const& one, Raised const& other) {
    return one.rule && other.rule ? one.threshold < other.threshold : !one.rule && other.rule;
}

/// What supervisors of a queue would be told if a conversation of one message came into it now. Nobody has it yet, so
/// no agent is told.
std::vector<types::ExpectedAlert> expected_alerts(store::Transaction& transaction, std::string_view queue,
                                                  types::RoutingTrial const& trial, Time now);

/// An alert of the conversation as it is now, for those who are there to be told.
types::Alert make_alert(Change& change, types::Conversation const& conversation, types::AlertAudience audience,
                        sentiment::Level before, sentiment::Level threshold, std::string const& message);

/// E10: the assigned agent, or who talks until a transfer is accepted.
bool is_own(types::Conversation const& conversation, std::string_view user);

/// E3: away, offline and do not disturb find it in the inbox.
bool pops_up_for_supervisor(types::Presence presence);

/// An agent who handles conversations is to hear of them, unless nobody sits there.
bool pops_up_for_agent(types::Presence presence);

/// Is the feeling of the conversation monitored, by the settings of now (A5)? If not, nothing is told of it.
bool is_monitored(Change& change, types::Conversation const& conversation);

/// Would nothing of what told it, the threshold of the settings and the rules, tell it now and where the conversation
/// is now (A11, K3)? Each of them is switched off or does not look there, or has quiet hours, or the feeling is not
/// watched.
bool is_silenced(Change& change, types::Alert const& alert, types::Conversation const& conversation);

/// In quiet hours an alert waits in the inbox, whoever is there.
void keep_quiet(types::Alert& alert);

/// For whom it popped up.
std::set<std::string> popped_up(types::Alert const& alert);

/// Adds the event of an alert that changed, with the conversation as it is; it pops up for `pops` alone.
types::Event& tell_of_alert(Change& change, types::Alert const& alert, std::set<std::string> const& pops = {});

} // namespace undertone::desk
