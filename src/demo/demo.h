#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "desk/desk.h"
#include "sentiment/scorer.h"
#include "store/database.h"

#include <memory>

/// What `--demo` shows: people, queues, thirty days of closed conversations, and customers who write while you watch.
namespace undertone::demo {

inline constexpr auto password = "undertone-demo";

/// Fills an empty database and marks it as the demo's; one that is marked already stays as it is.
Result<void> fill(store::Database& database, Clock const& clock, sentiment::Scorer const& scorer);

/// Plays conversations on a thread of its own, as customers and agents do, until it is destroyed.
class Players {
public:
    Players(desk::Desk& desk, Clock const& clock);
    ~Players();

    Players(Players const&) = delete;
    Players& operator=(Players const&) = delete;

private:
    class Stage;
    std::unique_ptr<Stage> stage_;
};

} // namespace undertone::demo
