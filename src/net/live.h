#pragma once

#include "net/http.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::net {

/// One open live socket, WebSocket or event stream. Ids are never used twice in a process.
using SocketId = std::uint64_t;

/// One serialised event, shared by all sockets that get it.
using Frame = std::shared_ptr<std::string const>;

/// What the outside (api/) does with live sockets. All calls come on worker threads; those of one socket come one after
/// the other, in order.
struct LiveHandler {
    /// A socket opened: WebSocket upgrade or `Accept: text/event-stream`. An answer with status 200 lets it live, any
    /// other is sent and ends it.
    std::function<Response(SocketId, Request const&)> opened;

    /// A client's text frame (WebSocket only), at most live.frame_bytes.
    std::function<void(SocketId, std::string)> received;

    /// Once for each socket that `opened` let live, after its last `received`.
    std::function<void(SocketId)> closed;
};

/// All live sockets and what they listen to. Thread-safe. A topic is any text; the hub gives it no meaning.
class Hub {
public:
    virtual ~Hub() = default;

    virtual void subscribe(SocketId socket, std::string const& topic) = 0;

    /// All of the topics at once, and `first` before the first frame of any of them.
    virtual void subscribe(SocketId socket, std::vector<std::string> const& topics, Frame first) = 0;
    virtual void unsubscribe(SocketId socket, std::string const& topic) = 0;

    /// One frame to one socket; nothing happens when it is gone.
    virtual void send(SocketId socket, Frame frame) = 0;

    /// The frame to every socket that listens to any of the topics, each once. Frames of successive calls from one
    /// thread arrive in that order.
    virtual void broadcast(std::vector<std::string> const& topics, Frame frame) = 0;

    /// Does anybody listen to one of the topics?
    virtual bool is_heard(std::vector<std::string> const& topics) const = 0;

    /// Sockets that listen to the topic.
    virtual std::vector<SocketId> listeners(std::string const& topic) const = 0;

    /// Sends what waits, then ends the socket with a WebSocket close code (4401: not signed in, 1013: too slow, 1001:
    /// going away …).
    virtual void close(SocketId socket, std::uint16_t code, std::string_view reason) = 0;

    virtual std::size_t sockets() const = 0;
};

} // namespace undertone::net
