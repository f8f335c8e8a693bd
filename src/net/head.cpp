#include "net/head.h"

#include "net/answer.h"

#include <algorithm>
#include <array>

namespace undertone::net {
namespace {

bool is_continue(std::string_view expect) {
    return lists(expect, "100-continue") && expect.find(',') == std::string_view::npos;
}

bool is_key(std::string_view key) {
    auto const plain = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '+' || letter == '/';
    };
    return key.size() == 24 && key.ends_with("==") && std::all_of(key.begin(), key.end() - 2, plain);
}

std::optional<int> hexadecimal(char digit) {
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    auto const small = static_cast<char>(digit | 0x20);
    return small >= 'a' && small <= 'f' ? std::optional(small - 'a' + 10) : std::nullopt;
}

/// RFC 3986, 2.3: letters that need no escape mean the same with one.
bool is_unreserved(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '.' || letter == '_' || letter == '~';
}

/// "/api/v1/me" of "/api/v1/%6de"; every other escape stays.
std::string with_plain_letters(std::string_view path) {
    std::string plain;
    for (std::size_t at = 0; at < path.size(); ++at) {
        auto const high = path[at] == '%' && at + 2 < path.size() ? hexadecimal(path[at + 1]) : std::nullopt;
        auto const low = high ? hexadecimal(path[at + 2]) : std::nullopt;
        auto const letter = low ? static_cast<char>(*high * 16 + *low) : '%';
        if (low && is_unreserved(letter)) {
            plain += letter;
            at += 2;
        } else {
            plain += path[at];
        }
    }
    return plain;
}

} // namespace

std::optional<Refusal> check(Head const& head) {
    if (head.method == "CONNECT")
        return Refusal{405, "This is no proxy.", {"Allow", "GET, HEAD, POST, PUT, PATCH, DELETE"}};
    if (head.hosts > 1 || (head.hosts == 0 && head.version >= 11))
        return Refusal{400, "A request names its host once."};
    bool const asterisk = head.method == "OPTIONS" && head.target == "*";
    if (!asterisk && !head.target.starts_with('/') && !head.target.starts_with("http://") &&
        !head.target.starts_with("https://"))
        return Refusal{400, "The target must begin with \"/\"."};
    if (head.transfer_encodings > 0) {
        if (head.version < 11)
            return Refusal{400, "HTTP/1.0 knows no transfer encoding."};
        if (head.transfer_encodings > 1 || !lists(head.transfer_encoding, "chunked") ||
            head.transfer_encoding.find_first_of(",;") != std::string_view::npos)
            return Refusal{501, "The one transfer encoding that this server reads is \"chunked\"."};
    }
    if (!head.expect.empty() && head.version >= 11 && !is_continue(head.expect))
        return Refusal{417, "The one expectation that this server meets is \"100-continue\"."};
    return std::nullopt;
}

Refusal too_large(std::size_t most_bytes) {
    return {413, "The body of a request may have " + std::to_string(most_bytes) + " bytes."};
}

Response overload() {
    auto response = problem(503, words(503), "Too many requests wait already; try again.");
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

Response slow_readers() {
    auto response = problem(503, words(503), "Too much waits already for those who read slowly; try again.");
    response.headers.emplace_back("Retry-After", "5");
    return response;
}

Response crowded() {
    auto response = problem(429, words(429), "As many connections of this address as may be are open; close one.");
    response.headers.emplace_back("Retry-After", "5");
    return response;
}

void split_target(std::string_view target, std::string& path, std::string& query) {
    if (auto const scheme = target.find("://"); !target.starts_with('/') && scheme != std::string_view::npos) {
        target.remove_prefix(scheme + 3);
        target.remove_prefix(std::min(target.find_first_of("/?"), target.size()));
    }
    auto const mark = target.find('?');
    path = with_plain_letters(target.substr(0, mark));
    if (path.empty())
        path = "/";
    query = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

LiveWish live_wish(Request const& request) {
    bool const may_upgrade = request.version >= 11; // RFC 9110, 7.8
    if (may_upgrade && lists(request.header("upgrade"), "websocket") && lists(request.header("connection"), "upgrade"))
        return LiveWish::web_socket;
    return lists(request.header("accept"), "text/event-stream") ? LiveWish::event_stream : LiveWish::none;
}

std::optional<Refusal> check_live(Request const& request, LiveWish wish, std::size_t early) {
    if (early > 0 || !request.body.empty())
        return Refusal{400, "Nothing may follow the request before the live socket is open."};
    if (wish == LiveWish::event_stream)
        return std::nullopt;
    if (request.header("sec-websocket-version") != "13")
        return Refusal{426, "This server speaks version 13 of WebSocket.", {"Sec-WebSocket-Version", "13"}};
    if (!is_key(request.header("sec-websocket-key")))
        return Refusal{400, "Sec-WebSocket-Key must be 16 bytes in base64."};
    return std::nullopt;
}

std::string_view known_method(std::string_view method) {
    constexpr std::array known{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    auto const* const found = std::find(known.begin(), known.end(), method);
    return found == known.end() ? std::string_view("other") : std::string_view(*found);
}

} // namespace undertone::net
