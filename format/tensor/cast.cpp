// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/cast.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace ckpt {

namespace {

// How the bits of a type are made of sign, exponent and mantissa.
template <DType Type, typename Bits, int Exponent, int Mantissa>
struct Format {
    using Word = Bits;
    static constexpr DType type = Type;
    static constexpr int mantissa = Mantissa;
    static constexpr int bias = (1 << (Exponent - 1)) - 1;
    static constexpr std::uint64_t topExponent = (std::uint64_t{ 1 } << Exponent) - 1;
    static constexpr std::uint64_t sign = std::uint64_t{ 1 } << (Exponent + Mantissa);
    static constexpr bool hasInfinity = Type != DType::Float8E4M3FN;
    // The first pattern that is no finite number.
    static constexpr std::uint64_t beyond = hasInfinity ? topExponent << Mantissa : sign - 1;
};
using F64 = Format<DType::Float64, std::uint64_t, 11, 52>;
using F32 = Format<DType::Float32, std::uint32_t, 8, 23>;
using F16 = Format<DType::Float16, std::uint16_t, 5, 10>;
using BF16 = Format<DType::BFloat16, std::uint16_t, 8, 7>;
using F8E5M2 = Format<DType::Float8E5M2, std::uint8_t, 5, 2>;
using F8E4M3 = Format<DType::Float8E4M3FN, std::uint8_t, 4, 3>;

// Without its sign. The processor makes NaN quiet between float32 and float64, and so on the way from bfloat16 to
// float64; NumPy's own conversions from and to float16 do not.
template <typename From, typename To>
constexpr std::uint64_t nanBits(std::uint64_t payload)
{
    constexpr std::uint64_t quiet =
        To::hasInfinity ? To::beyond | std::uint64_t{ 1 } << (To::mantissa - 1) : To::beyond;
    constexpr bool canonical = sizeof(typename To::Word) == 1 || To::type == DType::BFloat16
        || (From::type == DType::BFloat16 && To::type == DType::Float16);
    if constexpr (canonical)
        return quiet;
    constexpr bool keptSignalling = From::type == DType::Float16 || To::type == DType::Float16
        || (From::type == DType::BFloat16 && To::type == DType::Float32);
    constexpr int shift = To::mantissa - From::mantissa;
    const std::uint64_t kept = shift >= 0 ? payload << (shift & 63) : payload >> (-shift & 63);
    if constexpr (keptSignalling)
        return To::beyond | (kept != 0 ? kept : 1); // never infinite
    return quiet | kept;
}

// `significand` × 2^-shift, to nearest, ties to even. It is below 2^53 and shift at least 1.
constexpr std::uint64_t rounded(std::uint64_t significand, int shift)
{
    if (shift > 62)
        return 0;
    const std::uint64_t odd = (significand >> shift) & 1;
    return (significand + ((std::uint64_t{ 1 } << (shift - 1)) - 1) + odd) >> shift;
}

template <typename From, typename To>
constexpr std::uint64_t castMagnitude(std::uint64_t bits)
{
    std::uint64_t significand = bits & ((std::uint64_t{ 1 } << From::mantissa) - 1);
    const std::uint64_t stored = bits >> From::mantissa;
    if (stored == From::topExponent)
        return significand == 0 ? To::beyond : nanBits<From, To>(significand);
    int exponent = static_cast<int>(stored) - From::bias;
    if (stored != 0) {
        significand |= std::uint64_t{ 1 } << From::mantissa;
    } else {
        if (significand == 0)
            return 0;
        const int missing = std::countl_zero(significand) - (63 - From::mantissa);
        significand <<= missing;
        exponent = 1 - From::bias - missing;
    }
    // The value is significand × 2^(exponent - From::mantissa), 1 ≤ significand × 2^-From::mantissa < 2.
    constexpr int least = 1 - To::bias;
    const int below = exponent < least ? least - exponent : 0;
    const int shift = From::mantissa - To::mantissa + below;
    const std::uint64_t digits = shift > 0 ? rounded(significand, shift) : significand << (-shift & 63);
    // A carry out of the digits is the next exponent, also from the largest denormal to the smallest normal number.
    const std::uint64_t base = below > 0 ? 0 : static_cast<std::uint64_t>(exponent + To::bias - 1) << To::mantissa;
    const std::uint64_t result = base + digits;
    return result < To::beyond ? result : To::beyond;
}

template <typename From, typename To>
void castAll(std::string_view elements, std::string &out)
{
    using In = typename From::Word;
    using Out = typename To::Word;
    const std::size_t count = elements.size() / sizeof(In);
    const std::size_t begin = out.size();
    out.resize(begin + count * sizeof(Out));
    char *into = out.data() + begin;
    for (std::size_t i = 0; i < count; ++i) {
        In bits;
        std::memcpy(&bits, elements.data() + i * sizeof(In), sizeof bits);
        const std::uint64_t negative = bits & From::sign;
        const auto result =
            static_cast<Out>(castMagnitude<From, To>(bits & ~From::sign) | (negative != 0 ? To::sign : 0));
        std::memcpy(into + i * sizeof(Out), &result, sizeof result);
    }
}

template <typename From>
bool castFrom(DType to, std::string_view elements, std::string *out)
{
    const auto cast = [&](auto format) {
        using To = decltype(format);
        if (!out)
            return true;
        if constexpr (std::is_same_v<From, To>)
            *out += elements;
        else
            castAll<From, To>(elements, *out);
        return true;
    };
    switch (to) {
    case DType::Float64:
        return cast(F64{});
    case DType::Float32:
        return cast(F32{});
    case DType::Float16:
        return cast(F16{});
    case DType::BFloat16:
        return cast(BF16{});
    case DType::Float8E5M2:
        return cast(F8E5M2{});
    case DType::Float8E4M3FN:
        return cast(F8E4M3{});
    default:
        return false;
    }
}

// Whether there is such a cast, and with `out` the cast itself.
bool castAny(DType from, DType to, std::string_view elements, std::string *out)
{
    switch (from) {
    case DType::Float64:
        return castFrom<F64>(to, elements, out);
    case DType::Float32:
        return castFrom<F32>(to, elements, out);
    case DType::Float16:
        return castFrom<F16>(to, elements, out);
    case DType::BFloat16:
        return castFrom<BF16>(to, elements, out);
    default:
        return false;
    }
}

} // namespace

bool canCast(DType from, DType to)
{
    return castAny(from, to, {}, nullptr);
}

void castElements(DType from, DType to, std::string_view elements, std::string &out)
{
    castAny(from, to, elements, &out);
}

} // namespace ckpt
