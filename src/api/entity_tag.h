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

/// Whether a change asks by If-Match for a certain state of what it changes ("*" takes any).
bool asks_for_state(net::Request const& request);

/// The version of what `present` shows, its `version` where it has one; stale when the If-Match of `request` does not
/// name the tag of it. `present` is what GET answers at the same address. Weak tags are compared as strong ones are:
/// ours tell bytes apart and are weak only as these may come compressed.
Result<std::optional<std::uint64_t>> version_to_meet(net::Request const& request, net::Response const& present);

} // namespace undertone::api
