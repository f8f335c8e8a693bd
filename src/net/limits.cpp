#include "net/limits.h"

namespace undertone::net {
namespace {

std::chrono::seconds seconds(Config const& config, std::string_view name) {
    return std::chrono::seconds(config.number(name));
}

} // namespace

Limits::Limits(Config const& config)
    : threads(config.bound("server.threads"))
    , workers(config.bound("server.workers"))
    , waiting_requests(config.bound("server.waiting_requests"))
    , waiting_bytes(config.bound("server.waiting_bytes"))
    , answer_bytes(config.bound("server.answer_bytes"))
    , answer_bytes_per_second(config.bound("server.answer_bytes_per_second"))
    , connections(config.bound("server.connections"))
    , connections_per_address(config.bound("server.connections_per_address"))
    , webhook_connections(config.bound("webhooks.most") * config.bound("webhooks.at_once"))
    , header_bytes(config.bound("server.header_bytes"))
    , body_bytes(config.bound("server.body_bytes"))
    , request(seconds(config, "server.request_seconds"))
    , idle(seconds(config, "server.idle_seconds"))
    , shutdown(seconds(config, "server.shutdown_seconds"))
    , live_frames(config.bound("live.frames"))
    , live_bytes(config.bound("live.bytes"))
    , frame_bytes(config.bound("live.frame_bytes"))
    , heartbeat(seconds(config, "live.heartbeat_seconds")) {}

} // namespace undertone::net
