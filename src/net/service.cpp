#include "net/service.h"

#include "base/log.h"

#include <exception>

namespace undertone::net {
namespace {

Response ending() {
    auto response = problem(503, words(503), "The server is ending.");
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

} // namespace

Response Service::guarded(Request const& request, std::function<Response()> const& call) {
    std::string reason = "unknown";
    if (abandoned)
        return ending();
    try {
        return call();
    } catch (std::exception const& error) {
        reason = error.what();
    } catch (...) {
        reason = "unknown";
    }
    log::error("a request failed", {{"request", request.id}, {"path", request.path}, {"reason", reason}});
    return problem(500, words(500), "The server failed at this; its log tells why under request " + request.id + ".");
}

} // namespace undertone::net
