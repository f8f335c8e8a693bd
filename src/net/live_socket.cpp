#include "net/live_socket.h"

#include "base/log.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace undertone::net {
namespace {

/// For a peer that answers no close while the server ends.
constexpr std::chrono::seconds parting{2};

} // namespace

LiveSocket::LiveSocket(Service& service, IoThread& thread, Slot slot, SocketId id, std::shared_ptr<Outbox> outbox)
    : Endpoint(thread)
    , service_(service)
    , id_(id)
    , slot_(std::move(slot))
    , outbox_(std::move(outbox))
    , grace_(thread.context()) {
    thread_.add_socket(id_, *this);
}

LiveSocket::~LiveSocket() {
    thread_.remove_socket(id_);
}

void LiveSocket::live_ready() {
    ready_ = true;
    if (thread_.draining())
        service_.topics.close(id_, going_away, "going away");
    awake();
    if (!left_)
        read();
}

void LiveSocket::awake() {
    if (!ready_)
        return;
    if (auto const decided = outbox_->end(); decided && !ending_) {
        ending_ = true;
        if (decided->code == too_slow)
            service_.metrics.count("live_slow_readers_total");
        auto const patience =
            thread_.draining() ? std::min(parting, service_.limits.heartbeat) : service_.limits.heartbeat;
        grace_.start(patience, [held = weak()] {
            if (auto const socket = held.lock())
                socket->lost();
        });
        leave();
    }
    pump();
}

void LiveSocket::pump() {
    if (writing_ || finishing_)
        return;
    auto const next = outbox_->take();
    if (next.frame) {
        writing_ = true;
        write(next.frame);
    } else if (next.end) {
        finishing_ = true;
        finish(*next.end);
    }
}

void LiveSocket::wrote(bool well) {
    writing_ = false;
    if (well)
        pump();
    else
        lost();
}

void LiveSocket::take_in(std::string text) {
    handling_ = true;
    auto job = [socket = self(), words = std::move(text)]() mutable {
        auto& thread = socket->thread_;
        try {
            socket->service_.live.received(socket->id_, std::move(words));
        } catch (std::exception const& error) {
            socket->failed(error.what());
        } catch (...) {
            socket->failed("unknown");
        }
        thread.post([socket = std::move(socket)] { socket->handled(); });
    };
    if (!service_.workers.run_frame(std::move(job)))
        handling_ = false;
}

void LiveSocket::failed(std::string const& reason) {
    log::error("a live frame failed", {{"socket", std::to_string(id_)}, {"reason", reason}});
    service_.topics.close(id_, broken_handler, "the server failed at this");
}

void LiveSocket::handled() {
    handling_ = false;
    if (left_)
        tell_closed();
    else
        read();
}

void LiveSocket::end(std::uint16_t code, std::string_view reason) {
    service_.topics.close(id_, code, reason);
    awake();
}

void LiveSocket::leave() {
    if (std::exchange(left_, true))
        return;
    service_.topics.remove(id_);
    if (!handling_)
        tell_closed();
}

void LiveSocket::tell_closed() {
    service_.workers.run([socket = self()]() mutable {
        auto& thread = socket->thread_;
        try {
            if (socket->service_.live.closed)
                socket->service_.live.closed(socket->id_);
        } catch (std::exception const& error) {
            log::error("a closed socket failed", {{"reason", error.what()}});
        } catch (...) {
            log::error("a closed socket failed", {{"reason", "unknown"}});
        }
        thread.post([socket = std::move(socket)] {});
    });
}

void LiveSocket::lost() {
    grace_.cancel();
    finishing_ = true;
    leave();
    cut();
}

void LiveSocket::drain() {
    service_.topics.close(id_, going_away, "going away");
}

void LiveSocket::abort() {
    lost();
}

} // namespace undertone::net
