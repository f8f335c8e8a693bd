#include "api/cookie.h"

namespace undertone::api {
namespace {

constexpr std::string_view cookie_name = "undertone_session";
constexpr std::string_view bearer = "bearer ";

bool starts_with_bearer(std::string_view value) {
    if (value.size() < bearer.size())
        return false;
    for (std::size_t index = 0; index < bearer.size(); ++index) {
        char const letter = value[index];
        if ((letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter) != bearer[index])
            return false;
    }
    return true;
}

} // namespace

std::optional<Presented> presented_token(net::Request const& request) {
    if (auto const value = request.header("authorization"); starts_with_bearer(value))
        return Presented{std::string(value.substr(bearer.size())), false};
    if (auto const value = request.cookie(cookie_name); !value.empty())
        return Presented{std::string(value), true};
    return std::nullopt;
}

bool same_origin(net::Request const& request) {
    auto origin = request.header("origin");
    auto const scheme = origin.find("://");
    if (scheme == std::string_view::npos)
        return false;
    origin.remove_prefix(scheme + 3);
    return !origin.empty() && origin == request.header("host");
}

std::string session_cookie(net::Request const& request, std::string_view token, long seconds) {
    std::string cookie(cookie_name);
    cookie += '=';
    cookie += token;
    cookie += "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds);
    if (request.secure)
        cookie += "; Secure";
    return cookie;
}

} // namespace undertone::api
