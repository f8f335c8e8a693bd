#include "desk/passwords.h"

#include <array>
#include <new>
#include <sodium.h>
#include <stdexcept>

namespace undertone::desk {

PasswordCost password_cost(Config const& config) {
    return {static_cast<std::uint64_t>(config.number("passwords.passes")),
            static_cast<std::uint64_t>(config.number("passwords.kibibytes"))};
}

PasswordLength password_length(Config const& config) {
    return {config.bound("passwords.least_characters"), config.bound("passwords.most_bytes")};
}

std::string hash_of_password(std::string_view password, PasswordCost cost) {
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium does not start");
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes, cost.kibibytes * 1024,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return text.data();
}

bool is_password(std::string_view hash, std::string_view password) {
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium does not start");
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (hash.size() >= text.size())
        return false;
    hash.copy(text.data(), hash.size());
    return crypto_pwhash_str_verify(text.data(), password.data(), password.size()) == 0;
}

bool costs_otherwise(std::string_view hash, PasswordCost cost) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (hash.size() >= text.size())
        return false;
    hash.copy(text.data(), hash.size());
    return crypto_pwhash_str_needs_rehash(text.data(), cost.passes, cost.kibibytes * 1024) == 1;
}

} // namespace undertone::desk
