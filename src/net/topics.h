#pragma once

#include "net/io_thread.h"
#include "net/live.h"
#include "net/outbox.h"

#include <atomic>
#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace undertone::net {

/// The hub: who listens to what. A frame goes into the outboxes under the lock, so that none follows after
/// unsubscribe() returned.
class Topics final : public Hub {
public:
    Topics(std::size_t most_frames, std::size_t most_bytes) : most_frames_(most_frames), most_bytes_(most_bytes) {}

    void subscribe(SocketId socket, std::string const& topic) override;
    void subscribe(SocketId socket, std::vector<std::string> const& topics, Frame first) override;
    void unsubscribe(SocketId socket, std::string const& topic) override;
    void send(SocketId socket, Frame frame) override;
    void broadcast(std::vector<std::string> const& topics, Frame frame) override;
    bool is_heard(std::vector<std::string> const& topics) const override;
    std::vector<SocketId> listeners(std::string const& topic) const override;
    void close(SocketId socket, std::uint16_t code, std::string_view reason) override;
    std::size_t sockets() const override;

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
    void erase(SocketId socket);

    std::size_t const most_frames_;
    std::size_t const most_bytes_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<SocketId, Entry> sockets_;
    std::unordered_map<std::string, std::unordered_set<SocketId>> listeners_;
};

} // namespace undertone::net
