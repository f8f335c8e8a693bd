#pragma once

#include "net/live.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace undertone::net {

/// How a live socket ends.
struct End {
    std::uint16_t code;
    std::string reason;
};

constexpr std::uint16_t going_away = 1001;
constexpr std::uint16_t not_text = 1003;
constexpr std::uint16_t broken_handler = 1011;
constexpr std::uint16_t too_slow = 1013;

/// The bytes that wait in all outboxes together, those of a frame for each socket that it waits for.
using WaitingBytes = std::shared_ptr<std::atomic<std::size_t>>;

/// The frames that wait for one live socket: bounded in number and bytes, so that a slow reader never makes memory
/// grow. Thread-safe.
class Outbox {
public:
    /// What a call asks of the caller: to wake the socket's thread or not, or to forget the socket as too slow and wake
    /// it.
    enum class Then { nothing, wake, forget };

    /// What the socket does next: write the frame, end, or wait for the next wake.
    struct Next {
        Frame frame;
        std::optional<End> end;
    };

    Outbox(std::size_t most_frames, std::size_t most_bytes,
           WaitingBytes together = std::make_shared<std::atomic<std::size_t>>(0))
        : most_frames_(most_frames), most_bytes_(most_bytes), together_(std::move(together)) {}
    ~Outbox();
    Outbox(Outbox const&) = delete;
    Outbox& operator=(Outbox const&) = delete;

    /// A frame too many frees all that waits and ends the socket with 1013. One frame always fits, however large.
    Then push(Frame frame);

    /// Frees all that waits and ends the socket with 1013, unless an end is decided already.
    void give_up();

    /// The socket ends after what waits; the first reason stays.
    Then close(End end);

    Next take();

    /// The end that is decided, at once for a slow reader, else after what waits.
    std::optional<End> end() const;

    /// The bytes that wait.
    std::size_t waiting() const;

private:
    std::deque<Frame> free_all();

    std::size_t const most_frames_;
    std::size_t const most_bytes_;
    WaitingBytes const together_;
    mutable std::mutex mutex_;
    std::deque<Frame> frames_;
    std::size_t bytes_ = 0;
    bool awake_ = false; ///< the socket is about to call take()
    std::optional<End> end_;
};

} // namespace undertone::net
