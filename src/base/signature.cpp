#include "base/signature.h"

#include <array>
#include <sodium.h>
#include <stdexcept>

namespace undertone {
namespace {

constexpr std::string_view prefix = "whsec_";
constexpr int variant = sodium_base64_VARIANT_ORIGINAL;

template <std::size_t size>
std::string base64(std::array<unsigned char, size> const& bytes) {
    std::array<char, 2 * size + 8> text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    return text.data();
}

void add(crypto_auth_hmacsha256_state& state, std::string_view text) {
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<unsigned char const*>(text.data()), text.size());
}

} // namespace

std::string new_signing_secret() {
    if (sodium_init() < 0)
        throw std::runtime_error("the source of random numbers could not be opened");
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return std::string(prefix) + base64(bytes);
}

std::string signature_of(std::string_view secret, std::string_view id, std::int64_t seconds, std::string_view body) {
    if (!secret.starts_with(prefix))
        return {};
    secret.remove_prefix(prefix.size());
    std::array<unsigned char, 64> key{};
    std::size_t size = 0;
    if (sodium_base642bin(key.data(), key.size(), secret.data(), secret.size(), nullptr, &size, nullptr, variant) != 0)
        return {};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data(), size);
    add(state, id);
    add(state, "." + std::to_string(seconds) + ".");
    add(state, body);
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash{};
    crypto_auth_hmacsha256_final(&state, hash.data());
    return "v1," + base64(hash);
}

} // namespace undertone
