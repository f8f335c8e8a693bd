#pragma once

#include "base/config.h"

#include <chrono>
#include <cstddef>

namespace undertone::net {

/// The settings that bound what a client may take, and how many connections there are.
struct Limits {
    explicit Limits(Config const& config);

    std::size_t threads;
    std::size_t workers;
    std::size_t waiting_requests;
    std::size_t waiting_bytes;
    std::size_t answer_bytes;
    std::size_t answer_bytes_per_second;
    std::size_t connections;
    std::size_t connections_per_address;
    std::size_t webhook_connections;
    std::size_t header_bytes;
    std::size_t body_bytes;
    std::chrono::seconds request;
    std::chrono::seconds idle;
    std::chrono::seconds shutdown;
    std::size_t live_frames;
    std::size_t live_bytes;
    std::size_t frame_bytes;
    std::chrono::seconds heartbeat;
};

} // namespace undertone::net
