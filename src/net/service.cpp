#include "net/service.h"

#include "base/log.h"

#include <exception>

namespace undertone::net {
namespace {

Response unavailable(std::string_view detail, int retry_after_seconds) {
    auto response = problem(503, words(503), detail);
    response.headers.emplace_back("Retry-After", std::to_string(retry_after_seconds));
    return response;
}

} // namespace

Response Service::guarded(Request const& request, std::function<Response()> const& call) {
    std::string reason = "unknown";
    if (abandoned)
        return unavailable("The server is ending.", 1);
    try {
        return call();
    } catch (Unavailable const& error) {
        log::warn("not available", {{"request", request.id}, {"path", request.path}, {"reason", error.what()}});
        return unavailable("Something that this needs cannot be reached now; try again.", error.retry_after_seconds());
    } catch (std::exception const& error) {
        reason = error.what();
    } catch (...) {
        reason = "unknown";
    }
    log::error("a request failed", {{"request", request.id}, {"path", request.path}, {"reason", reason}});
    return problem(500, words(500), "The server failed at this; its log tells why under request " + request.id + ".");
}

} // namespace undertone::net
