#include "desk/passwords.h"

#include <array>
#include <new>
#include <sodium.h>
#include <stdexcept>

namespace undertone::desk {

std::string hash_of_password(std::string_view password, PasswordCost cost) {
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium does not start");
    auto const least = cost == PasswordCost::least;
    auto const work = least ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE;
    auto const memory = least ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE;
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), work, memory,
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

} // namespace undertone::desk
