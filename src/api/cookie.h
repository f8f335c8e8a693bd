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

/// Whether Origin is the site that the request was sent to: what a cookie needs for unsafe methods and live sockets.
/// Host and port must be the same, and the scheme where a proxy says by which the client came; where none does, the
/// server cannot tell https that ends before it from http.
bool same_origin(net::Request const& request);

/// The Set-Cookie value that keeps a session for `seconds`; 0 ends it. HttpOnly, SameSite=Strict, Secure under TLS.
std::string session_cookie(net::Request const& request, std::string_view token, long seconds);

} // namespace undertone::api
