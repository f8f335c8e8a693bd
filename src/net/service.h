#pragma once

#include "base/metrics.h"
#include "net/http.h"
#include "net/limits.h"
#include "net/live.h"
#include "net/proxies.h"
#include "net/slots.h"
#include "net/topics.h"
#include "net/workers.h"

#include <atomic>
#include <functional>
#include <string>

namespace undertone::net {

/// What all connections of one server share.
struct Service {
    Service(Config const& config, Metrics& where, Proxies trusted)
        : limits(config)
        , proxies(std::move(trusted))
        , metrics(where)
        , slots(limits.connections)
        , topics(limits.live_frames, limits.live_bytes, limits.waiting_bytes)
        , workers(limits.waiting_requests, limits.connections) {}

    Limits const limits;
    Proxies const proxies;
    Metrics& metrics;
    Slots slots;
    Topics topics;
    Workers workers;
    Handler handler;
    std::string live_path;
    LiveHandler live;
    std::atomic<bool> stopping =
        false; ///< the server ends: no connection is kept for another request, on whichever thread
    std::atomic<bool> abandoned = false; ///< the server's time to end is over: requests that wait are not run any more

    /// Runs a handler and turns what it throws into 500, logged with the request's id; 503 when `abandoned`.
    Response guarded(Request const& request, std::function<Response()> const& call);
};

} // namespace undertone::net
