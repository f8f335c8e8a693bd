#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "desk/desk.h"
#include "store/database.h"

#include <cstdint>
#include <optional>
#include <string>

namespace undertone::desk {

/// Which closed conversations are read again: created in [from, to), in that queue (id or name).
struct RescoreWish {
    std::optional<Time> from = std::nullopt;
    std::optional<Time> to = std::nullopt;
    std::optional<std::string> queue = std::nullopt;
    bool dry = false;               ///< nothing is stored
    std::size_t messages = 100'000; ///< of one conversation that are read
    std::size_t sessions = 10'000;  ///< of one conversation, the latest, whose courses follow
};

struct RescoreSums {
    std::uint64_t conversations = 0; ///< that hold readings
    std::uint64_t messages = 0;      ///< that were read again
    std::uint64_t other_reading = 0; ///< of them, with another outcome than before
    std::uint64_t other_level = 0;
    std::uint64_t other_zone = 0;
    std::uint64_t not_closed = 0; ///< conversations within the same bounds that still run, and were left alone
};

/// Reads the customers' messages of closed conversations again that have a reading: by the model and the organisation's
/// own phrases of now. Where the outcome is another, the reading before is kept as an earlier one, and the running
/// level after each message, the conversation's level and the courses of its sessions follow; alerts, and what staff
/// said of readings, stay. One conversation a transaction, so that an end in between leaves whole ones, audited as far
/// as it came, and a second run goes on. Fails for an unknown queue.
Result<RescoreSums> rescore(store::Database& database, Clock const& clock, Score const& score, RescoreWish const& wish);

} // namespace undertone::desk
