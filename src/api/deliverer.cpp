#include "api/deliverer.h"

#include "base/log.h"
#include "base/signature.h"
#include "store/database.h"

#include <algorithm>

namespace undertone::api {
namespace {

using namespace std::chrono_literals;

constexpr auto longest_pause = 1000ms; ///< then other nodes' deliveries and those that a lost node had are looked for
constexpr auto shortest_pause = 10ms;  ///< between two looks that find nothing to take

net::WebhookClient::Options options_of(Config const& config) {
    return {std::chrono::milliseconds(config.number("webhooks.answer_milliseconds")), config.text("webhooks.ca_file"),
            config.text("webhooks.proxy")};
}

} // namespace

Deliverer::Deliverer(Context& context) : context_(context), client_(options_of(context.config)) {
    context_.desk.webhooks().on_waiting([this] { client_.wake(); });
    thread_ = std::jthread([this](std::stop_token const& stop) { work(stop); });
}

Deliverer::~Deliverer() {
    thread_.request_stop();
    client_.wake();
    thread_.join();
    context_.desk.webhooks().on_waiting([] {});
}

void Deliverer::work(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        auto const pause = turn(context_.ending() ? Taking::nothing : Taking::what_is_due);
        note(client_.wait(pause.value_or(longest_pause)));
    }
    while (turn(Taking::nothing) && !running_.empty()) // what is not kept is delivered again
        note(client_.wait(longest_pause));
}

/// Keeps what ended and takes what is due; how long nothing is to be done then, unless something ends before.
std::optional<std::chrono::milliseconds> Deliverer::turn(Taking taking) {
    try {
        return exchange(taking);
    } catch (store::Unavailable const& error) {
        log::warn("webhooks wait for the database", {{"why", error.what()}});
    } catch (std::exception const& error) { // the thread goes on: nothing else delivers
        context_.metrics.count("webhook_faults_total");
        log::error("webhooks could not be told", {{"why", error.what()}});
    }
    return std::nullopt;
}

std::chrono::milliseconds Deliverer::exchange(Taking taking) {
    auto& webhooks = context_.desk.webhooks();
    if (taking == Taking::nothing) {
        if (!outcomes_.empty())
            webhooks.keep(outcomes_);
        outcomes_.clear();
        return longest_pause;
    }
    if (!outcomes_.empty() || time_to_next() <= 0ms) {
        auto jobs = webhooks.exchange(outcomes_, conversations_);
        outcomes_.clear();
        for (auto& job : jobs)
            start(std::move(job));
        if (!jobs.empty())
            return 0ms;
    }
    // what is due already and was not taken has no room: it waits for the end of another
    auto const next = time_to_next();
    return next > 0ms ? std::max(next, shortest_pause) : longest_pause;
}

/// Until the next attempt is due, `longest_pause` at most.
std::chrono::milliseconds Deliverer::time_to_next() {
    auto const due = context_.desk.webhooks().next_due();
    return due ? std::min<std::chrono::milliseconds>(*due - context_.clock.now(), longest_pause) : longest_pause;
}

void Deliverer::start(desk::DeliveryJob job) {
    auto const& delivery = job.delivery;
    auto const seconds =
        std::chrono::duration_cast<std::chrono::seconds>(context_.clock.now().time_since_epoch()).count();
    client_.start({delivery.id,
                   job.url,
                   {{"webhook-id", delivery.id},
                    {"webhook-timestamp", std::to_string(seconds)},
                    {"webhook-signature", signature_of(job.secret, delivery.id, seconds, delivery.body)}},
                   delivery.body});
    conversations_[delivery.webhook].insert(delivery.conversation);
    running_.emplace(delivery.id, std::move(job.delivery));
}

void Deliverer::note(std::vector<net::Posted> const& ended) {
    for (auto const& [id, status, error] : ended) {
        auto const found = running_.find(id);
        if (found == running_.end())
            continue;
        auto& delivery = found->second;
        auto const result = status ? std::to_string(*status) : std::string("no answer");
        context_.metrics.count("webhook_attempts_total", {{"status", status ? result : "none"}});
        if (!status || *status < 200 || *status >= 300)
            log::debug("a webhook was not reached",
                       {{"webhook", delivery.webhook}, {"delivery", id}, {"answer", result}, {"why", error}});
        auto& conversations = conversations_[delivery.webhook];
        conversations.erase(delivery.conversation);
        if (conversations.empty())
            conversations_.erase(delivery.webhook);
        outcomes_.push_back({std::move(delivery), status, error});
        running_.erase(found);
    }
}

} // namespace undertone::api
