#pragma once

#include "net/live.h"

#include <cstddef>
#include <cstdint>
#include <deque>
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

    Outbox(std::size_t most_frames, std::size_t most_bytes) : most_frames_(most_frames), most_bytes_(most_bytes) {}

    /// A frame too many frees all that waits and ends the socket with 1013. One frame always fits, however large.
    Then push(Frame frame);

    /// The socket ends after what waits; the first reason stays.
    Then close(End end);

    Next take();

    /// The end that is decided, at once for a slow reader, else after what waits.
    std::optional<End> end() const;

private:
    std::size_t const most_frames_;
    std::size_t const most_bytes_;
    mutable std::mutex mutex_;
    std::deque<Frame> frames_;
    std::size_t bytes_ = 0;
    bool awake_ = false; ///< the socket is about to call take()
    std::optional<End> end_;
};

} // namespace undertone::net
