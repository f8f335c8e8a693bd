#include "base/id.h"

#include <array>
#include <cstdint>
#include <mutex>
#include <sodium.h>
#include <stdexcept>

namespace undertone {
namespace {

constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";

void start_sodium() {
    if (sodium_init() < 0)
        throw std::runtime_error("the source of random numbers could not be opened");
}

using Bytes = std::array<unsigned char, 16>;

/// Time and random bits; within one millisecond the bits of the id before, plus one, so that the order of making is
/// kept.
Bytes next_bytes(std::uint64_t milliseconds) {
    static std::mutex mutex;
    static std::uint64_t last_milliseconds = 0;
    static Bytes last{};
    std::lock_guard const lock(mutex);
    if (milliseconds == last_milliseconds) {
        for (auto index = last.size(); index-- > 6 && ++last[index] == 0;)
            continue;
        return last;
    }
    start_sodium();
    last_milliseconds = milliseconds;
    randombytes_buf(last.data(), last.size());
    last[6] &= 0x7f; // room to count up
    for (std::size_t index = 6; index-- > 0; milliseconds >>= 8)
        last[index] = static_cast<unsigned char>(milliseconds & 0xff);
    return last;
}

} // namespace

std::string new_id(Time now) {
    auto const bytes = next_bytes(static_cast<std::uint64_t>(now.time_since_epoch().count()));
    std::string text;
    text.reserve(26);
    std::uint32_t buffer = 0;
    int bits = 2; // 130 bits in 26 letters: two leading zero bits
    for (auto const byte : bytes) {
        buffer = (buffer << 8) | byte;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            text += letters[(buffer >> bits) & 31];
        }
    }
    return text;
}

std::string new_secret(std::string_view prefix) {
    start_sodium();
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 64> text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return std::string(prefix) + text.data();
}

std::string hash_of_secret(std::string_view secret) {
    start_sodium();
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<unsigned char const*>(secret.data()), secret.size(),
                       nullptr, 0);
    std::array<char, 65> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

} // namespace undertone
