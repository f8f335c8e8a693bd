#pragma once

#include "net/http.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace undertone::net {

/// What the server itself answers instead of a handler.
struct Refusal {
    int status;
    std::string detail;
    Header header = {}; ///< one more header, or an empty name
};

/// What a request's head says about its form.
struct Head {
    unsigned version; ///< 10 or 11
    std::string_view method;
    std::string_view target;
    std::size_t hosts;
    std::string_view transfer_encoding;
    std::size_t transfer_encodings;
    std::string_view expect;
};

/// Nothing when the request can be read on.
std::optional<Refusal> check(Head const& head);

Refusal too_large(std::size_t most_bytes);

/// 503 with Retry-After: as many requests wait as may.
Response overload();

/// 503 with Retry-After: as much waits for slow readers as may.
Response slow_readers();

/// 429 with Retry-After: the client has as many connections as an address may.
Response crowded();

/// "/path" and "a=b" of "/path?a=b" or "http://host/path?a=b"; letters of the path that need no escape have none.
void split_target(std::string_view target, std::string& path, std::string& query);

/// How a request on the live path wants to become a live socket.
enum class LiveWish { none, web_socket, event_stream };

LiveWish live_wish(Request const& request);

/// Nothing when the upgrade is in order; `early` are bytes that came before the server agreed.
std::optional<Refusal> check_live(Request const& request, LiveWish wish, std::size_t early);

/// The method's name for a metric: a client cannot invent new ones.
std::string_view known_method(std::string_view method);

} // namespace undertone::net
