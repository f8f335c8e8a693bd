#include "command/measured.h"

#include "desk/commands.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace undertone::command {

MeasuredScorer::MeasuredScorer(sentiment::Scorer const& scorer, Metrics& metrics, Config const& config,
                               sentiment::GoOn go_on)
    : scorer_(scorer)
    , metrics_(metrics)
    , long_bytes_(config.bound("scoring.long_bytes"))
    , explain_tokens_(config.bound("scoring.explanation_tokens"))
    , go_on_(std::move(go_on)) {}

sentiment::Reading MeasuredScorer::operator()(std::string_view text, std::string_view earlier,
                                              sentiment::PhraseBook const& own_phrases, std::size_t explain_passes) {
    struct AtWork {
        explicit AtWork(std::atomic<int>& number) : number_(number) { ++number_; }
        ~AtWork() { --number_; }
        AtWork(AtWork const&) = delete;
        AtWork& operator=(AtWork const&) = delete;

    private:
        std::atomic<int>& number_;
    };
    std::atomic<int> uncounted = 0;
    AtWork const at_work(text.size() > long_bytes_ ? long_at_work_ : uncounted);
    auto const begin = std::chrono::steady_clock::now();
    sentiment::Request request;
    request.earlier_language = earlier;
    request.own_phrases = &own_phrases;
    request.explain_passes = explain_passes;
    request.explain_tokens = explain_tokens_;
    request.go_on = go_on_;
    auto reading = scorer_.score(text, request);
    std::chrono::duration<double> const taken = std::chrono::steady_clock::now() - begin;
    metrics_.observe("scoring_seconds", taken.count());
    return reading;
}

/// Another node's clock may be ahead of ours: no time is below 0.
void measure_delivery(Metrics& metrics, types::Event const& event, Clock const& clock) {
    if (event.kind != types::EventKind::message || !event.message)
        return;
    std::chrono::duration<double> const taken = clock.now() - event.message->created_at;
    metrics.observe("live_delivery_seconds", std::max(taken.count(), 0.0));
}

std::function<void()> measured(Metrics& metrics, std::string name, std::function<void()> job) {
    metrics.count("jobs_failed_total", {{"job", name}}, 0);
    return [&metrics, name = std::move(name), job = std::move(job)] {
        try {
            job();
        } catch (...) {
            metrics.count("jobs_failed_total", {{"job", name}});
            throw;
        }
    };
}

void show_gauges(Metrics& metrics, bus::Bus& bus, desk::Desk& desk, store::Database& database,
                 MeasuredScorer const& scorer) {
    metrics.before_shown([&bus, &desk, &database, &scorer](Metrics& shown) {
        shown.set("bus_waiting_events", static_cast<double>(bus.waiting()));
        shown.set("database_waiting_writes", static_cast<double>(database.waiting()));
        shown.set("scoring_long_messages", scorer.long_at_work());
        if (auto const waiting = desk.webhooks().waiting())
            shown.set("webhook_waiting_deliveries", static_cast<double>(*waiting));
        try {
            std::vector<std::pair<std::string, double>> lines;
            for (auto& [queue, waiting] : desk::waiting_conversations(database))
                lines.emplace_back(std::move(queue), static_cast<double>(waiting));
            shown.set_all("waiting_conversations", "queue", lines);
        } catch (store::Unavailable const&) { // /metrics is answered all the same
        }
    });
}

} // namespace undertone::command
