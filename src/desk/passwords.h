#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace undertone::desk {

/// How much work one password check costs: `interactive` is libsodium's choice for sign-ins (64 MiB), `least` keeps
/// tests short.
enum class PasswordCost : std::uint8_t { interactive, least };

/// argon2id with a random salt, in the text form that says its own parameters.
std::string hash_of_password(std::string_view password, PasswordCost cost);

bool is_password(std::string_view hash, std::string_view password);

} // namespace undertone::desk
