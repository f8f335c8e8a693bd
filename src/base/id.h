#pragma once

#include "base/clock.h"

#include <string>
#include <string_view>

namespace undertone {

/// A new identifier: 48 bits of the time in milliseconds and 80 random bits in 26 letters of Crockford's base 32, so
/// that ids sort by age.
std::string new_id(Time now);

/// A new secret of 256 random bits, URL-safe base64, with a prefix that says what it opens ("s_" staff, "v_" visitor,
/// "k_" key).
std::string new_secret(std::string_view prefix);

/// What the store keeps of a secret: BLAKE2b-256 in hexadecimal.
std::string hash_of_secret(std::string_view secret);

} // namespace undertone
