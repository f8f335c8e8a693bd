#pragma once

#include "types/person.h"
#include "types/settings.h"

namespace undertone::store {
class Transaction;
}

/// For the files of desk/ alone.
namespace undertone::desk {

struct Change;

using types::SupervisorAction;

/// Which actions the administrator leaves to supervisors (F14).
types::SupervisorActions supervisor_actions(store::Transaction& transaction);

/// Nobody monitors any longer, and who had joined talks along no longer: the caller has switched it off.
void end_monitoring(Change& change, types::Caller const& caller);

} // namespace undertone::desk
