#pragma once

#include "net/io_thread.h"
#include "net/live.h"
#include "net/outbox.h"

#include <atomic>
#include <limits>
#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace undertone::net {

/// The hub: who listens to what. A frame goes into the outboxes under the lock, so that none follows after
/// unsubscribe() returned. Where more than `most_together` bytes wait for all sockets, the one for which most waits is
/// ended as too slow, and the next, until they are no more.
class Topics final : public Hub {
public:
    Topics(std::size_t most_frames, std::size_t most_bytes,
           std::size_t most_together = std::numeric_limits<std::size_t>::max())
        : most_frames_(most_frames), most_bytes_(most_bytes), most_together_(most_together) {}

    void subscribe(SocketId socket, std::string const& topic) override;
    void subscribe(SocketId socket, std::vector<std::string> const& topics, Frame first) override;
    void unsubscribe(SocketId socket, std::string const& topic) override;
    void send(SocketId socket, Frame frame) override;
    void broadcast(std::vector<std::string> const& topics, Frame frame) override;
    bool is_heard(std::vector<std::string> const& topics) const override;
    std::vector<SocketId> listeners(std::string const& topic) const override;
    void close(SocketId socket, std::uint16_t code, std::string_view reason) override;
    std::size_t sockets() const override;

    /// Bytes that wait for all of them, those that end included.
    std::size_t waiting_bytes() const { return *together_; }

    /// A new socket on that thread; what is sent to it waits in the outbox.
    std::shared_ptr<Outbox> add(SocketId socket, IoThread& thread);

    /// Nothing more reaches the socket. Harmless when it is gone already.
    void remove(SocketId socket);

private:
    struct Entry {
        std::shared_ptr<Outbox> outbox;
        IoThread* thread;
        std::unordered_set<std::string> topics;
    };

    Outbox::Then push(SocketId socket, Frame const& frame) const;
    bool is_full() const { return *together_ > most_together_; }
    void relieve();
    bool give_up_most();
    void erase(SocketId socket);

    std::size_t const most_frames_;
    std::size_t const most_bytes_;
    std::size_t const most_together_;
    WaitingBytes const together_ = std::make_shared<std::atomic<std::size_t>>(0);
    mutable std::shared_mutex mutex_;
    std::unordered_map<SocketId, Entry> sockets_;
    std::vector<std::weak_ptr<Outbox>> ending_; ///< of closed sockets that what waits is still sent to
    std::unordered_map<std::string, std::unordered_set<SocketId>> listeners_;
};

} // namespace undertone::net
