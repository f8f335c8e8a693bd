#pragma once

#include "base/metrics.h"
#include "net/address.h"
#include "net/addresses.h"
#include "net/held_bytes.h"
#include "net/http.h"
#include "net/limits.h"
#include "net/live.h"
#include "net/proxies.h"
#include "net/rarely.h"
#include "net/slots.h"
#include "net/topics.h"
#include "net/workers.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace undertone::net {

/// What all connections of one server share.
struct Service {
    Service(Config const& config, Metrics& where, Proxies trusted)
        : limits(config)
        , proxies(std::move(trusted))
        , metrics(where)
        , slots(limits.connections)
        , addresses(limits.connections_per_address)
        , topics(limits.live_frames, limits.live_bytes, limits.waiting_bytes)
        , answers(limits.answer_bytes)
        , workers(limits.waiting_requests, limits.connections) {}

    Limits const limits;
    Proxies const proxies;
    Metrics& metrics;
    Slots slots;
    Addresses addresses;
    Topics topics;
    HeldBytes answers;
    Workers workers;
    Handler handler;
    PromptHandler prompt;
    std::vector<SlowRequests> slow;        ///< the kinds of them
    std::vector<std::size_t> slow_at_once; ///< of each kind
    std::string live_path;
    LiveHandler live;
    std::atomic<bool> stopping =
        false; ///< the server ends: no connection is kept for another request, on whichever thread
    std::atomic<bool> told_of_proxy = false;
    Rarely takes_none;                   ///< a new connection could not be taken: is told in the log
    std::atomic<bool> abandoned = false; ///< the server's time to end is over: requests that wait are not run any more

    /// A new connection is one of its address; of this machine and of trusted proxies, who stand for many, nobody
    /// counts them. False when it is one too many.
    bool welcomes(Slot& slot, Peer const& peer);

    /// It is one of this address from now on; false when that is one too many.
    bool counts(Slot& slot, std::string_view address);

    /// A proxy that the settings do not name makes one client of all its clients: the log tells of the first.
    void tell_of_proxy(Peer const& peer);

    /// The kind of slow requests that it is; nothing: of none.
    std::optional<std::size_t> kind_of_slow(Request const& request) const;

    /// Runs a handler and turns what it throws into 500, logged with the request's id; 503 when `abandoned`.
    Response guarded(Request const& request, std::function<Response()> const& call);
};

} // namespace undertone::net
