#pragma once

#include "api/context.h"
#include "net/webhook_client.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace undertone::api {

/// Brings what webhooks are to be told to them, on a thread of its own: many at the same time, signed, again when it
/// failed. Several nodes share the work.
class Deliverer {
public:
    /// Call before the desk's first change.
    explicit Deliverer(Context& context);

    /// Waits for attempts that run, as long as one may take at most; what is left is delivered after the next start.
    ~Deliverer();
    Deliverer(Deliverer const&) = delete;
    Deliverer& operator=(Deliverer const&) = delete;

private:
    void work(std::stop_token const& stop);
    enum class Taking : std::uint8_t { what_is_due, nothing };

    /// Nothing when the database did not keep what ended.
    std::optional<std::chrono::milliseconds> turn(Taking taking);
    std::chrono::milliseconds exchange(Taking taking);
    void start(desk::DeliveryJob job);
    void note(std::vector<net::Posted> const& ended);
    std::chrono::milliseconds time_to_next();

    Context& context_;
    net::WebhookClient client_;
    std::map<std::string, types::Delivery> running_ = {}; ///< by id
    std::vector<desk::DeliveryOutcome> outcomes_ = {};    ///< not stored yet
    desk::Webhooks::Running conversations_ = {};
    std::jthread thread_;
};

} // namespace undertone::api
