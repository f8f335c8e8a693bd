#pragma once

#include "base/config.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace undertone::desk {

/// How much work one password check costs: passes over the memory, and its size.
struct PasswordCost {
    std::uint64_t passes;
    std::uint64_t kibibytes;

    static PasswordCost const interactive; ///< libsodium's choice for sign-ins
    static PasswordCost const least;       ///< keeps tests short
};

inline constexpr PasswordCost PasswordCost::interactive{2, 65536};
inline constexpr PasswordCost PasswordCost::least{1, 8};

/// passwords.passes and passwords.kibibytes.
PasswordCost password_cost(Config const& config);

/// How long a password may be.
struct PasswordLength {
    std::size_t least = 4;   ///< characters
    std::size_t most = 1024; ///< bytes
};

/// passwords.least_characters and passwords.most_bytes.
PasswordLength password_length(Config const& config);

/// argon2id with a random salt, in the text form that says its own parameters.
std::string hash_of_password(std::string_view password, PasswordCost cost);

bool is_password(std::string_view hash, std::string_view password);

/// Was it made at another cost? Then it is made anew when the password is known.
bool costs_otherwise(std::string_view hash, PasswordCost cost);

} // namespace undertone::desk
