#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

/// What every fuzzer says when a promise is broken: the reason, then the end that libFuzzer reports with the input.
namespace undertone::fuzz {

inline void promise(bool kept, std::string_view what) {
    if (kept)
        return;
    std::fprintf(stderr, "broken promise: %.*s\n", static_cast<int>(what.size()), what.data());
    std::abort();
}

inline std::string_view text_of(std::uint8_t const* data, std::size_t size) {
    return {reinterpret_cast<char const*>(data), size};
}

} // namespace undertone::fuzz
