#pragma once

#include "base/config.h"
#include "base/metrics.h"
#include "base/result.h"
#include "net/http.h"
#include "net/live.h"

#include <memory>
#include <string>

namespace undertone::net {

/// HTTP/1.1 and live sockets over TCP: io threads with one acceptor each, a bounded queue of workers for handlers.
/// Every size, count and time is a setting.
class Server {
public:
    /// Binds server.listen (and server.management); fails with one clear line when the address is taken or wrong.
    static Result<std::unique_ptr<Server>> open(Config const& config, Metrics& metrics);

    virtual ~Server() = default;

    /// The hub exists before start(), so that the desk's events can be connected to it.
    virtual Hub& hub() = 0;

    /// What `prompt` answers needs no worker, so it is answered while all are busy. Call before start().
    virtual void answer_at_once(PromptHandler prompt) = 0;

    /// Of the requests that `slow` names only so many run at once; the others wait without a worker. Call before
    /// start(), once for each kind of them.
    virtual void let_wait(SlowRequests slow, std::size_t at_once) = 0;

    /// A WebSocket upgrade or event stream on `live_path` becomes a live socket; every other request goes to `handler`.
    virtual void start(Handler handler, std::string live_path, LiveHandler live) = 0;

    /// "127.0.0.1:41234", "[::1]:80": with the port that was picked.
    virtual std::string address() const = 0;

    /// Runs `job` on a worker every `seconds`, the first time after `seconds`, until the server stops; a job that still
    /// runs is not started again.
    virtual void every(int seconds, std::function<void()> job) = 0;

    /// No new connections; running requests finish within server.shutdown_seconds; sockets close with 1001. Returns
    /// when all threads ended.
    virtual void stop() = 0;
};

} // namespace undertone::net
