#pragma once

#include "net/io_thread.h"
#include "net/outbox.h"
#include "net/service.h"
#include "net/slots.h"
#include "net/timer.h"

#include <memory>
#include <string>

namespace undertone::net {

/// What WebSocket and event stream have in common: one write at a time out of the outbox, one received frame at a time
/// into the handler, and closed() exactly once. Lives on its io thread, kept by the operations under way.
class LiveSocket : public Endpoint {
public:
    LiveSocket(Service& service, IoThread& thread, Slot slot, SocketId id, std::shared_ptr<Outbox> outbox);
    ~LiveSocket() override;

    /// Sends the first bytes; live_ready() follows.
    virtual void start() = 0;

    void awake() final;
    void drain() final;
    void abort() final;

protected:
    /// The client has our first bytes: what waits goes out now, and frames are read.
    void live_ready();

    /// The write that write() began has ended.
    void wrote(bool well);

    /// A client's frame, handed to the handler; read() is called again when that is done.
    void take_in(std::string text);

    /// Ends the socket from our side once what waits is sent.
    void end(std::uint16_t code, std::string_view reason);

    /// The connection is gone or of no more use.
    void lost();

    bool leaving() const { return left_; }
    std::weak_ptr<LiveSocket> weak() { return std::static_pointer_cast<LiveSocket>(shared_from_this()); }
    std::shared_ptr<LiveSocket> self() { return std::static_pointer_cast<LiveSocket>(shared_from_this()); }

    virtual void read() = 0;
    virtual void write(Frame frame) = 0;
    virtual void finish(End const& end) = 0;
    virtual void cut() = 0;

    Service& service_;
    SocketId const id_;

private:
    void pump();
    void leave();
    void handled();
    void failed(std::string const& reason);
    void tell_closed();

    Slot slot_;
    std::shared_ptr<Outbox> outbox_;
    Timer grace_;
    bool ready_ = false;
    bool writing_ = false;
    bool handling_ = false;
    bool ending_ = false;
    bool finishing_ = false;
    bool left_ = false;
};

} // namespace undertone::net
