#pragma once

#include "base/config.h"
#include "base/metrics.h"
#include "net/server.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace undertone::net::wire {

using Set = Config::Values;

/// The standard settings on a free port of the loopback, with changes.
Config config_with(Set changes);

/// A real server on a free port.
class Running {
public:
    explicit Running(Set changes = {}, Handler handler = {}, LiveHandler live = {}, PromptHandler prompt = {});
    ~Running() { server->stop(); }

    std::uint16_t port() const;
    double metric(std::string const& line) const;

    mutable Metrics metrics;
    std::unique_ptr<Server> server;
};

/// An answer as a client sees it.
struct Seen {
    int status = 0;
    std::vector<Header> headers; ///< names in lower case
    std::string body;

    std::string header(std::string const& name) const;
};

/// A plain TCP client that sends what it is told; every wait ends after ten seconds.
class Tcp {
public:
    explicit Tcp(std::uint16_t port, int receive_buffer = 0);
    explicit Tcp(std::string const& v6_address, std::uint16_t port);
    ~Tcp();
    Tcp(Tcp const&) = delete;
    Tcp& operator=(Tcp const&) = delete;

    /// False when the server closed before all was sent.
    bool send(std::string const& bytes);

    /// The next answer; nothing when the connection ended or broke before a whole one came.
    std::optional<Seen> answer(bool head_only = false);

    /// Reads until this text has come and returns all up to its end.
    std::optional<std::string> until(std::string const& mark);

    /// `size` bytes, or what came before the end.
    std::string bytes(std::size_t size);

    /// True when the server ends the connection, whatever comes before.
    bool ends();

    /// Everything until the end; nothing after a reset.
    std::optional<std::string> rest();

    /// Takes nothing in from here on, not even what the system would answer: as if the machine were gone.
    void fall_silent();

    void half_close();

    /// Ends with a reset instead of an orderly close.
    void reset();

private:
    bool more();

    int socket_ = -1;
    std::string buffer_;
    bool broken_ = false;
};

/// A door that a handler waits at until the test opens it; the test can wait for someone to stand there.
class Door {
public:
    void pass();
    void open();
    bool reached(int people = 1);

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    int waiting_ = 0;
};

/// A list that grows on other threads.
template <class T>
class Notes {
public:
    void add(T value) {
        {
            std::lock_guard const lock(mutex_);
            values_.push_back(std::move(value));
        }
        grown_.notify_all();
    }

    /// All of them once there are `count`, or what there is after ten seconds.
    std::vector<T> first(std::size_t count) const {
        std::unique_lock lock(mutex_);
        grown_.wait_for(lock, std::chrono::seconds(10), [&] { return values_.size() >= count; });
        return values_;
    }

    std::size_t size() const {
        std::lock_guard const lock(mutex_);
        return values_.size();
    }

private:
    mutable std::mutex mutex_;
    mutable std::condition_variable grown_;
    std::vector<T> values_;
};

/// Asks again until the answer is yes, for ten seconds at most.
bool eventually(std::function<bool()> const& question);

std::string get(std::string const& path, std::string const& more_headers = {});
std::string post(std::string const& path, std::string const& body);

} // namespace undertone::net::wire
