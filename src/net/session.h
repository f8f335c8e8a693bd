#pragma once

#include "net/address.h"
#include "net/io_thread.h"
#include "net/service.h"
#include "net/slots.h"

#include <memory>

namespace undertone::net {

/// A connection that was accepted.
struct Accepted {
    Descriptor socket;
    bool v6 = false;
    Peer peer;
    bool management = false;
    Slot slot;
};

/// Serves HTTP/1.1 on the connection until it ends or becomes a live socket. Only on `thread`.
void serve(Service& service, IoThread& thread, Accepted accepted);

/// What makes a live socket out of an HTTP connection.
struct Upgrade {
    Descriptor socket;
    bool v6;
    Slot slot;
    SocketId id;
    std::shared_ptr<Outbox> outbox;
    Request request;             ///< what opened it
    std::vector<Header> headers; ///< that `opened` wants in the answer
};

class LiveSocket;

std::shared_ptr<LiveSocket> make_web_socket(Service& service, IoThread& thread, Upgrade upgrade);
std::shared_ptr<LiveSocket> make_event_stream(Service& service, IoThread& thread, Upgrade upgrade);

} // namespace undertone::net
