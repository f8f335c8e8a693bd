#pragma once

#include "base/config.h"
#include "base/result.h"
#include "types/names.h"
#include "types/person.h"
#include "types/webhook.h"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::desk {

class Core;
struct Change;

/// One attempt to be made, whose delivery belongs to this process until the lease is over.
struct DeliveryJob {
    types::Delivery delivery;
    std::string url;
    std::string secret;
};

/// What came of an attempt: the HTTP status when there was an answer, else why not.
struct DeliveryOutcome {
    types::Delivery delivery;
    std::optional<std::int64_t> status;
    std::string error;
};

/// Addresses of other systems that are told of events: administrators alone, every change audited. What is to be told
/// is stored in the transaction of the event, so that nothing told is lost or invented; it is delivered at least once,
/// a conversation's events in their order as long as no attempt fails, on all nodes together. Thread-safe.
class Webhooks {
public:
    Webhooks(Core& core, Config const& config);

    /// `url` was checked; a conflict when there are webhooks.most already. The answer alone holds the secret.
    Result<types::Webhook> create(types::Caller const& caller, std::string url,
                                  std::vector<types::WebhookEvent> events);
    Result<std::vector<types::Webhook>> list(types::Caller const& caller);
    Result<types::Webhook> find(types::Caller const& caller, std::string_view id);

    /// With all its deliveries.
    Result<void> remove(types::Caller const& caller, std::string_view id);

    /// Newest first.
    Result<types::Page<types::Delivery>> deliveries(types::Caller const& caller, std::string_view id,
                                                    std::optional<types::DeliveryState> state,
                                                    types::PageRequest const& page);

    /// Makes one delivery, or all that were given up, wait for their first attempt again; how many. One that still
    /// waits is tried at once.
    Result<std::int64_t> replay(types::Caller const& caller, std::string_view id,
                                std::optional<std::string> const& delivery);

    // For who delivers:

    /// Conversations (ids) with an attempt that runs, and those of each webhook.
    using Conversations = std::set<std::string>;
    using Running = std::map<std::string, Conversations, std::less<>>;

    /// Keeps what came of attempts and takes the next ones that are due, as many as each webhook has room for.
    std::vector<DeliveryJob> exchange(std::vector<DeliveryOutcome> const& outcomes, Running const& running);

    /// The first of both alone.
    void keep(std::vector<DeliveryOutcome> const& outcomes);

    /// When the next attempt is due; nothing when none waits.
    std::optional<Time> next_due();

    /// `wait` is called on any thread after deliveries were stored. Call before the first change.
    void on_waiting(std::function<void()> wait);

    /// Deliveries that wait, of all webhooks; nothing while the database does not answer.
    std::optional<std::int64_t> waiting();

    /// Gives up what is too much and deletes what is old.
    void tidy();

private:
    Result<std::int64_t> replay_all(types::Caller const& caller, std::string_view id);
    types::Delivery after(DeliveryOutcome const& outcome, Time now) const;
    void keep(Change& change, std::vector<DeliveryOutcome> const& outcomes) const;
    /// Of conversations that were not `seen`.
    void take_due(Change& change, types::Webhook const& webhook, Conversations seen, std::vector<DeliveryJob>& jobs);
    void lease(Change& change, types::Delivery& delivery) const;

    Core& core_;
    std::size_t const most_;
    std::int64_t const attempts_;
    std::chrono::milliseconds const answer_;
    std::chrono::milliseconds const first_wait_;
    std::chrono::milliseconds const longest_wait_;
    std::size_t const at_once_;
    std::size_t const most_waiting_;
    std::chrono::days const keep_;
    std::size_t const delete_at_once_;
};

} // namespace undertone::desk
