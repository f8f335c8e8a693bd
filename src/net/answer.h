#pragma once

#include "net/http.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::net {

/// What of a request shapes the form of its answer.
struct Asked {
    std::string id;             ///< for X-Request-Id
    std::string method = "GET"; ///< as it came, HEAD included
    bool gzip = false;          ///< the client reads gzip
};

/// An answer as bytes: the head without its last empty line, to which the connection adds its own, and the body.
struct Answer {
    int status = 200;
    std::string head;
    std::string body;
    std::optional<std::string_view> shared = std::nullopt;

    std::string_view bytes() const { return shared ? *shared : std::string_view(body); }
};

/// Adds what every answer has (length, date, request id, safe defaults) and compresses the body where that pays, and
/// Cache-Control does not say no-transform.
Answer answer(Response response, Asked const& asked);

/// Status line and the headers that every answer has, for a live socket's first bytes.
std::string opening_head(int status, std::vector<Header> const& headers, std::string const& id);

/// What of an opener's headers may stand in the first bytes of a live socket: nothing about a body.
std::vector<Header> live_headers(std::vector<Header> headers);

/// True when an Accept-Encoding header allows gzip.
bool accepts_gzip(std::string_view accept_encoding);

/// The incoming id when it is a plain one of at most 64 letters, digits, '-' and '_', else a new random one.
std::string request_id(std::string_view incoming);

/// `text` as one gzip member.
std::string gzip(std::string_view text);

/// True when a comma-separated header lists the token, whatever its case; parameters after ';' are left out.
bool lists(std::string_view header, std::string_view token);

} // namespace undertone::net
