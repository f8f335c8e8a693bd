#pragma once

#include <array>
#include <cstddef>

/// Before a loop over the tokens of one tile: written out in full, so that the sums stay in registers at -O2 too.
#if defined(__clang__)
#define UNDERTONE_UNROLL _Pragma("unroll")
#else
#define UNDERTONE_UNROLL _Pragma("GCC unroll 8")
#endif

/// What every set of kernels does the same way, so that all of them give the same bits: sums of floats run over eight
/// lanes that are added up in one order, products and sums are rounded one by one (no fused multiply-add), and the
/// functions below use these polynomials.
namespace undertone::sentiment::arithmetic {

inline constexpr std::size_t lanes = 8;

/// The sum of the eight lanes in the order that all kernels use.
inline float total(float const* lane) {
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

/// e^x for x <= 0 (Cephes expf): x = n ln 2 + r, a polynomial in r, and 2^n by its exponent bits; below `exp_least` it
/// stays at that value.
inline constexpr float exp_least = -87.0F;
inline constexpr float log2_e = 1.44269504F;
inline constexpr float ln2_high = 0.693359375F;
inline constexpr float ln2_low = -2.12194440e-4F;
inline constexpr std::array exp_polynomial{1.9875691500e-4F, 1.3981999507e-3F, 8.3334519073e-3F,
                                           4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F};

/// 2Φ(x) - 1 = erf(x / √2) is x·P(x²) within ±`phi_bound`; beyond, the value at the bound is used. The coefficients
/// make the largest error of x · Φ(x) least: 1.9e-5 (weighted least squares after Lawson), 3.9e-5 with rounded steps.
inline constexpr float phi_bound = 4.3F;
inline constexpr std::array phi_polynomial{8.39491809e-11F, -8.49802095e-09F, 3.80448938e-07F,
                                           -1.0012358e-05F, 0.000174235553F,  -0.00214277417F,
                                           0.0193903018F,   -0.132311195F,    0.797604144F};

} // namespace undertone::sentiment::arithmetic
