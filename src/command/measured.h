#pragma once

#include "base/config.h"
#include "base/metrics.h"
#include "bus/bus.h"
#include "desk/desk.h"
#include "sentiment/scorer.h"
#include "store/database.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

/// What the server counts and times while it works, for /metrics.
namespace undertone::command {

/// Reads messages with a scorer: how long each takes, and how many long ones are being read.
class MeasuredScorer {
public:
    MeasuredScorer(sentiment::Scorer const& scorer, Metrics& metrics, Config const& config, sentiment::GoOn go_on);

    sentiment::Reading operator()(std::string_view text, std::string_view earlier,
                                  sentiment::PhraseBook const& own_phrases, std::size_t explain_passes);
    int long_at_work() const { return long_at_work_; }

private:
    sentiment::Scorer const& scorer_;
    Metrics& metrics_;
    std::size_t const long_bytes_;
    std::size_t const explain_tokens_;
    sentiment::GoOn const go_on_;
    std::atomic<int> long_at_work_ = 0;
};

/// The time from a message's acceptance until it was handed to the live sockets of this node.
void measure_delivery(Metrics& metrics, types::Event const& event, Clock const& clock);

/// The same job; a failure of it is counted.
std::function<void()> measured(Metrics& metrics, std::string name, std::function<void()> job);

/// Sets what only a look at the moment can tell, each time that /metrics is shown.
void show_gauges(Metrics& metrics, bus::Bus& bus, desk::Desk& desk, store::Database& database,
                 MeasuredScorer const& scorer);

} // namespace undertone::command
