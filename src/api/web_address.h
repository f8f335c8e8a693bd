#pragma once

#include <string_view>

namespace undertone::api {

/// An absolute http or https address with a host, and without a user or password that would stand in logs.
bool is_web_address(std::string_view text);

} // namespace undertone::api
