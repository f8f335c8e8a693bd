#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace undertone {

/// Why a request could not be met; one table in api/ maps each to an HTTP status.
enum class Code {
    invalid,         ///< 422: a value is wrong; `field` names it
    malformed,       ///< 400: the input cannot be read at all
    unauthenticated, ///< 401
    forbidden,       ///< 403
    not_found,       ///< 404
    conflict,        ///< 409: the state forbids it, or a lost update
    stale,           ///< 412: an If-Match that does not fit
    too_large,       ///< 413
    too_many,        ///< 429: retry later
    unavailable,     ///< 503: retry later
    failed           ///< 500, or exit 1 of a command
};

/// What the caller did wrong, in words for the caller; `field` is a JSON path or a configuration key, or empty.
struct Error {
    Code code = Code::failed;
    std::string message;
    std::string field;
    int retry_after_seconds = 0;
};

template <class T>
using Result = tl::expected<T, Error>;

using Unexpected = tl::unexpected<Error>;

inline Unexpected fail(Code code, std::string message, std::string field = {}) {
    return Unexpected(Error{code, std::move(message), std::move(field), 0});
}

} // namespace undertone
