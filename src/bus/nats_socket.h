#pragma once

#include "bus/nats_protocol.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace undertone::bus {

/// One connection to a NATS server. Writing is thread-safe, reading is for one thread. Everything that fails throws
/// std::runtime_error with words for people.
class NatsSocket {
public:
    using Milliseconds = std::chrono::milliseconds;

    /// Connects, signs in, subscribes to the subject, publishes a probe there, which all nodes get, and waits until the
    /// server has answered all of it.
    NatsSocket(NatsAddress const& address, std::string_view subject, Milliseconds patience);
    ~NatsSocket();
    NatsSocket(NatsSocket const&) = delete;
    NatsSocket& operator=(NatsSocket const&) = delete;

    /// The largest payload the server takes.
    std::size_t most_bytes() const { return most_bytes_; }

    void write(std::string_view bytes);

    /// Asks whether the server has all that was written before; the number of the question. The counts are those of
    /// this connection, so that no answer is waited for that another one was asked.
    std::uint64_t ask();

    /// The next question was answered. For the thread that reads.
    void note_answer();
    std::uint64_t answered() const { return answered_; }

    /// The next operation; nothing when none came in time.
    std::optional<NatsOperation> read(Milliseconds patience);

    /// Ends the connection for both sides; a read that waits returns with an error.
    void cut();

private:
    void connect(NatsAddress const& address, Milliseconds patience);
    void expect(NatsOperation::Kind kind, Milliseconds patience);

    Milliseconds const patience_; ///< for a write
    int socket_ = -1;
    std::mutex writing_;
    std::atomic<std::uint64_t> asked_ = 0;
    std::atomic<std::uint64_t> answered_ = 0;
    NatsParser parser_;
    std::size_t most_bytes_ = 1048576;
};

} // namespace undertone::bus
