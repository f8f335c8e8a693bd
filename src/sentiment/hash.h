#pragma once

#include <cstdint>

/// FNV-1a in 32 bits (Fowler, Noll and Vo), as the tables of the model file and of the lists were made with.
namespace undertone::sentiment {

inline constexpr std::uint32_t hash_start = 2166136261U;

/// The hash of what `hash` stands for with one more byte, or one more code point, behind it.
constexpr std::uint32_t extended(std::uint32_t hash, std::uint32_t unit) {
    return (hash ^ unit) * 16777619U;
}

} // namespace undertone::sentiment
