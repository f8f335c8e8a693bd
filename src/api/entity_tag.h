#pragma once

#include "base/result.h"
#include "net/http.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Conditional requests (RFC 9110): If-None-Match saves a body that the client has, If-Match saves a change that the
/// client has not seen.
namespace undertone::api {

/// The tag of something with a version: "7".
std::string tag_of(std::uint64_t version);

/// A tag that says which bytes they are; weak, as they may come compressed.
std::string tag_of(std::string_view body);

/// Gives a 200 of JSON its tag, unless it has one, and turns it into 304 where the client has it already.
void answer_conditionally(net::Request const& request, net::Response& response);

/// The version that a change must meet by If-Match, `present` being the one there is and `tag` its tag; nothing where
/// anything will do. Stale when the header names others only.
Result<std::optional<std::uint64_t>> version_to_meet(net::Request const& request, std::uint64_t present,
                                                     std::string const& tag);

} // namespace undertone::api
