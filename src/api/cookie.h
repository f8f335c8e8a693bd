#pragma once

#include "net/http.h"

#include <optional>
#include <string>
#include <string_view>

namespace undertone::api {

/// The token that a request carries, and whether it came as the cookie of the pages.
struct Presented {
    std::string token;
    bool by_cookie = false;
};

/// `Authorization: Bearer …` first, then the cookie; nothing when neither is there.
std::optional<Presented> presented_token(net::Request const& request);

/// Whether Origin names the host that the request was sent to: what a cookie needs for unsafe methods and live sockets.
bool same_origin(net::Request const& request);

/// The Set-Cookie value that keeps a session for `seconds`; 0 ends it. HttpOnly, SameSite=Strict, Secure under TLS.
std::string session_cookie(net::Request const& request, std::string_view token, long seconds);

} // namespace undertone::api
