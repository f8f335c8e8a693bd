#include "net/service.h"

#include "base/log.h"

#include <algorithm>
#include <exception>

namespace undertone::net {
namespace {

Response ending() {
    auto response = problem(503, words(503), "The server is ending.");
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

} // namespace

bool Service::welcomes(Slot& slot, Peer const& peer) {
    return peer.loopback || proxies.trusts(peer.address) || counts(slot, peer.address);
}

bool Service::counts(Slot& slot, std::string_view address) {
    auto taken = addresses.take(address);
    if (taken)
        slot.count_for(*std::move(taken));
    else
        metrics.count("http_refused_by_address_total");
    return taken.has_value();
}

std::optional<std::size_t> Service::kind_of_slow(Request const& request) const {
    auto const kind = std::find_if(slow.begin(), slow.end(), [&](auto const& names) { return names(request); });
    return kind == slow.end() ? std::nullopt : std::optional(static_cast<std::size_t>(kind - slow.begin()));
}

void Service::tell_of_proxy(Peer const& peer) {
    if (!told_of_proxy.exchange(true))
        log::warn(
            "a request was forwarded by a proxy that server.trusted_proxies does not name: limits and blocks take "
            "all its clients for one",
            {{"address", peer.address}});
}

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
