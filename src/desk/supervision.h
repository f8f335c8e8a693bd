#pragma once

#include "types/settings.h"

/// For the files of desk/ alone.
namespace undertone::store {
class Transaction;
}

namespace undertone::desk {

using types::SupervisorAction;

/// Which actions the administrator leaves to supervisors (F14).
types::SupervisorActions supervisor_actions(store::Transaction& transaction);

} // namespace undertone::desk
