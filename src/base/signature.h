#pragma once

#include "base/clock.h"

#include <string>
#include <string_view>

namespace undertone {

/// A new secret for signatures: "whsec_" and 256 random bits in base64.
std::string new_signing_secret();

/// "v1,<base64>": HMAC-SHA256 of "<id>.<seconds since 1970>.<body>" under the secret's bits, as the Standard Webhooks
/// specification (version 1, symmetric) says. Empty when the secret is none of new_signing_secret().
std::string signature_of(std::string_view secret, std::string_view id, std::int64_t seconds, std::string_view body);

} // namespace undertone
