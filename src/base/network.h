#pragma once

#include <string>
#include <string_view>

namespace undertone {

/// The address as limits and blocks count it: an IPv4 address alone, also one written as IPv6; of an IPv6 address the
/// network of 64 bits that one customer's line has whole ("2001:db8:1:2::/64"). What is no address counts as it is.
std::string network_of(std::string_view address);

} // namespace undertone
