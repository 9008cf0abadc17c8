// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/smallfloat.h"

#include <Eigen/Core>
#include <bit>
#include <cmath>
#include <limits>

namespace ckpt {

namespace {

// How the patterns that are no ordinary number are spent.
enum class Specials {
    Ieee, // top exponent: infinities and NaNs
    TopNan, // all exponent and mantissa bits set: NaN; no infinity ("fn")
    NegZeroNan, // the pattern of -0 is the only NaN ("fnuz")
    NoSpecials, // every pattern is a number
};

struct Layout {
    int exponentBits, mantissaBits, bias;
    Specials specials;
};

Layout layoutOf(DType type)
{
    switch (type) {
    case DType::Float8E5M2:
        return { 5, 2, 15, Specials::Ieee };
    case DType::Float8E4M3FN:
        return { 4, 3, 7, Specials::TopNan };
    case DType::Float8E4M3FNUZ:
        return { 4, 3, 8, Specials::NegZeroNan };
    case DType::Float8E4M3B11FNUZ:
        return { 4, 3, 11, Specials::NegZeroNan };
    case DType::Float8E5M2FNUZ:
        return { 5, 2, 16, Specials::NegZeroNan };
    default:
        return { 2, 1, 1, Specials::NoSpecials }; // float4_e2m1fn
    }
}

double decode(const Layout &layout, unsigned bits)
{
    const unsigned mantissaMask = (1u << layout.mantissaBits) - 1, exponentMask = (1u << layout.exponentBits) - 1;
    const unsigned mantissa = bits & mantissaMask, exponent = (bits >> layout.mantissaBits) & exponentMask;
    const bool negative = (bits >> (layout.mantissaBits + layout.exponentBits)) & 1;
    constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    const bool top = exponent == exponentMask;
    if (layout.specials == Specials::Ieee && top)
        return mantissa ? nan : negative ? -inf : inf;
    if (layout.specials == Specials::TopNan && top && mantissa == mantissaMask)
        return nan;
    if (layout.specials == Specials::NegZeroNan && negative && exponent == 0 && mantissa == 0)
        return nan;
    const double fraction = mantissa / static_cast<double>(1u << layout.mantissaBits);
    const double magnitude = exponent == 0 ? std::ldexp(fraction, 1 - layout.bias)
                                           : std::ldexp(1 + fraction, static_cast<int>(exponent) - layout.bias);
    return negative ? -magnitude : magnitude;
}

std::array<double, 256> makeTable(DType type)
{
    const Layout layout = layoutOf(type);
    const unsigned used = (1u << (1 + layout.exponentBits + layout.mantissaBits)) - 1;
    std::array<double, 256> table{};
    for (unsigned bits = 0; bits < 256; ++bits)
        table[bits] = decode(layout, bits & used);
    return table;
}

} // namespace

const std::array<double, 256> &smallFloatTable(DType type)
{
    static const std::array<std::array<double, 256>, 6> tables{ makeTable(DType::Float8E5M2),
        makeTable(DType::Float8E4M3FN), makeTable(DType::Float8E4M3FNUZ), makeTable(DType::Float8E4M3B11FNUZ),
        makeTable(DType::Float8E5M2FNUZ), makeTable(DType::Float4E2M1FN) };
    switch (type) {
    case DType::Float8E5M2:
        return tables[0];
    case DType::Float8E4M3FN:
        return tables[1];
    case DType::Float8E4M3FNUZ:
        return tables[2];
    case DType::Float8E4M3B11FNUZ:
        return tables[3];
    case DType::Float8E5M2FNUZ:
        return tables[4];
    default:
        return tables[5];
    }
}

double halfToDouble(std::uint16_t bits)
{
    return static_cast<float>(Eigen::numext::bit_cast<Eigen::half>(bits));
}

double bfloat16ToDouble(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

// For finite patterns of sign and magnitude: strictly between the midpoints to both neighbours, all exact in double.
// Going through float would round twice.
static bool nearestOfSixteen(double (*decode)(std::uint16_t), double value, std::uint16_t bits)
{
    const std::uint16_t magnitude = bits & 0x7FFF;
    const double size = decode(magnitude), given = bits & 0x8000 ? -value : value;
    const double below = magnitude == 0 ? 0 : decode(static_cast<std::uint16_t>(magnitude - 1));
    double above = decode(static_cast<std::uint16_t>(magnitude + 1));
    if (!std::isfinite(above))
        above = size + (size - below);
    if (magnitude == 0)
        return given == 0 && !std::signbit(given);
    return given > (below + size) / 2 && given < (size + above) / 2;
}

bool roundsTo(DType type, double value, std::uint16_t bits)
{
    if (type == DType::Float16)
        return nearestOfSixteen(halfToDouble, value, bits);
    if (type == DType::BFloat16)
        return nearestOfSixteen(bfloat16ToDouble, value, bits);
    // Nearer to this pattern's value than to any other value.
    const auto &table = smallFloatTable(type);
    const double target = table[bits & 0xFF], distance = std::abs(value - target);
    for (const double other : table) {
        if (other != target && std::abs(value - other) <= distance)
            return false;
    }
    return true;
}

} // namespace ckpt
