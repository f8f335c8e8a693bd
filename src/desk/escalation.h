#pragma once

#include "desk/core.h"

#include <string_view>

/// Alerts that nobody cared for, and people who come back to alerts that waited (E3, E9). For the files of
/// desk/ alone.
namespace undertone::desk {

/// Tells the next audience, if the alert still waits: the supervisors of the queue who were away and are there now,
/// then the administrators. While nothing would tell it (is_silenced) it waits on.
void escalate(Change& change, std::string_view alert);

/// Alerts for supervisors that nobody took go along when a conversation comes into another queue: those who can act
/// there are told, and it pops up for them.
void take_alerts_along(Change& change, types::Conversation const& conversation);

/// Tells what waited in the person's inbox in one event, if the person is there to be told.
void tell_missed(Change& change, types::User const& user);

} // namespace undertone::desk
