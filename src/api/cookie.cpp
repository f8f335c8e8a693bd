#include "api/cookie.h"

#include "base/text.h"

#include <algorithm>

namespace undertone::api {
namespace {

constexpr std::string_view cookie_name = "undertone_session";
constexpr std::string_view bearer = "bearer ";

bool starts_with_bearer(std::string_view value) {
    return equal_letters(value.substr(0, bearer.size()), bearer);
}

/// Scheme, host and port in one form: in small letters, without the port that the scheme has anyway.
struct Site {
    std::string scheme;
    std::string authority;

    bool operator==(Site const&) const = default;
};

Site site_of(std::string_view scheme, std::string_view authority) {
    auto const standard_port = scheme == "https" ? std::string_view(":443") : std::string_view(":80");
    if (authority.ends_with(standard_port))
        authority.remove_suffix(standard_port.size());
    return {std::string(scheme), lowered(authority)};
}

} // namespace

std::optional<Presented> presented_token(net::Request const& request) {
    if (auto const value = request.header("authorization"); starts_with_bearer(value))
        return Presented{std::string(value.substr(std::min(value.find_first_not_of(' ', bearer.size()), value.size()))),
                         false};
    if (auto const value = request.cookie(cookie_name); !value.empty())
        return Presented{std::string(value), true};
    return std::nullopt;
}

bool same_origin(net::Request const& request) {
    auto const origin = request.header("origin");
    auto const mark = origin.find("://");
    if (mark == std::string_view::npos)
        return false;
    auto const scheme = origin.substr(0, mark);
    if (scheme != "http" && scheme != "https")
        return false;
    auto const from = site_of(scheme, origin.substr(mark + 3));
    return !from.authority.empty() &&
           from == site_of(request.scheme.empty() ? scheme : request.scheme, request.authority);
}

std::string session_cookie(net::Request const& request, std::string_view token, long seconds) {
    std::string cookie(cookie_name);
    cookie += '=';
    cookie += token;
    cookie += "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds);
    if (request.scheme == "https")
        cookie += "; Secure";
    return cookie;
}

} // namespace undertone::api
