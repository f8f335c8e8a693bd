#pragma once

#include "net/live.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace undertone::net {

class IoThread;
class Timer;

/// Something that lives on one io thread: an acceptor, an HTTP connection, a live socket. Operations under way keep it
/// alive through shared_from_this, and its last owner is always on that thread. All calls come there.
class Endpoint : public std::enable_shared_from_this<Endpoint> {
public:
    explicit Endpoint(IoThread& thread);
    virtual ~Endpoint();
    Endpoint(Endpoint const&) = delete;
    Endpoint& operator=(Endpoint const&) = delete;

    /// The server stops: finish what runs, begin nothing.
    virtual void drain() = 0;

    /// The time to finish is over.
    virtual void abort() = 0;

    /// The outbox of this live socket has something new.
    virtual void awake() {}

protected:
    IoThread& thread_;
};

/// One thread with one io_context: a connection lives on one thread, without locks.
class IoThread {
public:
    IoThread();
    ~IoThread();

    boost::asio::io_context& context() { return *context_; }

    void start();

    /// Ends the thread; what is under way is dropped.
    void stop();

    /// From any thread: runs the call on this one.
    void post(std::function<void()> call);

    /// From any thread: the live socket shall look into its outbox.
    void wake(SocketId socket);

    /// From any thread: runs the call every `seconds` until drain().
    void every(int seconds, std::function<void()> call);

    /// From another thread: passes the call on to all endpoints and returns when they had it.
    void drain();
    void abort();

    bool draining() const { return draining_; }

    /// Only on this thread.
    void add(Endpoint& endpoint) { endpoints_.insert(&endpoint); }
    void remove(Endpoint& endpoint) { endpoints_.erase(&endpoint); }
    void add_socket(SocketId socket, Endpoint& endpoint) { sockets_.emplace(socket, &endpoint); }
    void remove_socket(SocketId socket) { sockets_.erase(socket); }

private:
    struct Work;

    std::vector<std::shared_ptr<Endpoint>> endpoints() const;
    void repeat(Timer& timer, int seconds, std::function<void()> const& call);
    void wake_sockets();
    void run_and_wait(std::function<void()> const& call);

    std::unordered_set<Endpoint*> endpoints_;
    std::unordered_map<SocketId, Endpoint*> sockets_;
    bool draining_ = false;
    std::mutex woken_mutex_;
    std::vector<SocketId> woken_;
    std::unique_ptr<boost::asio::io_context> context_;
    std::unique_ptr<Work> work_;
    std::vector<std::unique_ptr<Timer>> timers_;
    std::thread thread_;
};

} // namespace undertone::net
