#include "net/limits.h"

namespace undertone::net {
namespace {

std::size_t size(Config const& config, std::string_view name) {
    return static_cast<std::size_t>(config.number(name));
}

std::chrono::seconds seconds(Config const& config, std::string_view name) {
    return std::chrono::seconds(config.number(name));
}

} // namespace

Limits::Limits(Config const& config)
    : threads(size(config, "server.threads"))
    , workers(size(config, "server.workers"))
    , waiting_requests(size(config, "server.waiting_requests"))
    , waiting_bytes(size(config, "server.waiting_bytes"))
    , answer_bytes(size(config, "server.answer_bytes"))
    , answer_bytes_per_second(size(config, "server.answer_bytes_per_second"))
    , connections(size(config, "server.connections"))
    , connections_per_address(size(config, "server.connections_per_address"))
    , header_bytes(size(config, "server.header_bytes"))
    , body_bytes(size(config, "server.body_bytes"))
    , request(seconds(config, "server.request_seconds"))
    , idle(seconds(config, "server.idle_seconds"))
    , shutdown(seconds(config, "server.shutdown_seconds"))
    , live_frames(size(config, "live.frames"))
    , live_bytes(size(config, "live.bytes"))
    , frame_bytes(size(config, "live.frame_bytes"))
    , heartbeat(seconds(config, "live.heartbeat_seconds")) {}

} // namespace undertone::net
