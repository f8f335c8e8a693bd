#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace undertone::net {

using Header = std::pair<std::string, std::string>;

/// One request as it came, body read in full. `path` and `query` are split at the first '?', not yet percent-decoded
/// but for letters that need no escape. A HEAD comes as GET: the server sends the head of the answer alone.
struct Request {
    std::string method;
    std::string path;
    std::string query;
    std::vector<Header> headers; ///< names in lower case
    std::string body;
    std::string remote;      ///< the client's address without port: the peer's, or what a trusted proxy says of it
    bool loopback = false;   ///< the client is this machine, and nobody forwarded the request
    std::string scheme;      ///< "http" or "https" when a proxy says by which the client came; else empty
    std::string authority;   ///< host and port that the client asked for: Host, or what a trusted proxy says of it
    bool management = false; ///< it came in through server.management
    unsigned version = 11;   ///< 10 for HTTP/1.0, 11 for HTTP/1.1
    std::string id;          ///< of this request: for logs and the X-Request-Id answer

    /// The value of a header, empty when it is absent.
    std::string_view header(std::string_view name) const;

    /// The value of one cookie, empty when it is absent.
    std::string_view cookie(std::string_view name) const;
};

/// One answer. `shared` points at bytes that live as long as the program (embedded pages); else `body` holds them.
struct Response {
    int status = 200;
    std::vector<Header> headers;
    std::string body;
    std::optional<std::string_view> shared = std::nullopt;
};

/// Called on a worker thread; may throw: the server logs it with the request's id and answers 500.
using Handler = std::function<Response(Request const&)>;

/// Called on an io thread: must not wait for anything. Nothing where the handler is to answer.
using PromptHandler = std::function<std::optional<Response>(Request const&)>;

/// Called on an io thread: whether the handler may take long over a request.
using SlowRequests = std::function<bool(Request const&)>;

/// A 4xx or 5xx that the server itself gives (bad head, too large, too slow, overload), as problem+json.
Response problem(int status, std::string_view title, std::string_view detail);

/// "Not Found" for 404: the standard words of a status.
std::string_view words(int status);

/// Without the blanks and tabs at its ends, as RFC 9110 reads the parts of a header.
std::string_view trimmed(std::string_view text);

} // namespace undertone::net
