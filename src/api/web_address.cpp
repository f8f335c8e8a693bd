#include "api/web_address.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/scheme.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>
#include <cstdint>
#include <string>

namespace undertone::api {

namespace {

bool is_letter_or_digit(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9');
}

/// A name of letters, digits, "-", "_" and "." (RFC 952, RFC 1123; other scripts as "xn--…"), or an address.
bool is_host(boost::urls::url_view const& url) {
    if (url.host_type() != boost::urls::host_type::name)
        return url.host_type() != boost::urls::host_type::none;
    auto const host = url.host();
    return is_letter_or_digit(host.empty() ? '.' : host.front()) &&
           std::all_of(host.begin(), host.end(),
                       [](char sign) { return is_letter_or_digit(sign) || sign == '-' || sign == '_' || sign == '.'; });
}

/// None, an empty one as in "http://host:/", or 1 to 65535.
bool is_port(boost::urls::url_view const& url) {
    std::string const digits(url.port());
    std::uint16_t number = 0;
    return digits.empty() ||
           (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc() && number != 0);
}

/// Behind ":abc", which is no port, the parser sees a path.
bool begins_at_root(boost::urls::url_view const& url) {
    auto const path = url.encoded_path();
    return path.empty() || path.front() == '/';
}

} // namespace

bool is_web_address(std::string_view text) {
    auto const url = boost::urls::parse_uri(text);
    if (!url || url->has_userinfo() || !is_host(*url) || !is_port(*url) || !begins_at_root(*url))
        return false;
    return url->scheme_id() == boost::urls::scheme::http || url->scheme_id() == boost::urls::scheme::https;
}

} // namespace undertone::api
