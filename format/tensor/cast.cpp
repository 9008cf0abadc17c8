// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/cast.h"

#include "format/tensor/kernels.h"
#include "format/tensor/smallfloat.h"

#include <array>
#include <bit>
#include <cmath>
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

// Those that are needed for whole checkpoints, many elements at once; null: as the rest.
using Kernel = void (*)(std::string_view bytes, char *into);
Kernel kernelOf(DType from, DType to)
{
    if (from == DType::Float32) {
        return to == DType::Float16 ? floatsToHalves
            : to == DType::BFloat16 ? floatsToBfloat16s
            : to == DType::Float64  ? floatsToDoubles
                                    : nullptr;
    }
    if (to == DType::Float32) {
        return from == DType::Float16 ? halvesToFloats
            : from == DType::BFloat16 ? bfloat16sToFloats
            : from == DType::Float64  ? doublesToFloats
                                      : nullptr;
    }
    return nullptr;
}

// Types of 8 bits and fewer have the one NaN of the other type, with its sign.
template <typename To>
void castSmall(DType from, std::string_view elements, std::string &out)
{
    using Out = typename To::Word;
    std::array<Out, 256> table;
    for (std::size_t bits = 0; bits < table.size(); ++bits) {
        const double value = smallFloatTable(from)[bits];
        const auto wide = std::bit_cast<std::uint64_t>(value);
        const bool nan = std::isnan(value), negative = nan ? bits >= 0x80 : (wide & F64::sign) != 0;
        const std::uint64_t quiet =
            To::hasInfinity ? To::beyond | std::uint64_t{ 1 } << (To::mantissa - 1) : To::beyond;
        table[bits] =
            static_cast<Out>((nan ? quiet : castMagnitude<F64, To>(wide & ~F64::sign)) | (negative ? To::sign : 0));
    }
    const std::size_t begin = out.size();
    out.resize(begin + elements.size() * sizeof(Out));
    char *into = out.data() + begin;
    for (std::size_t i = 0; i < elements.size(); ++i)
        std::memcpy(into + i * sizeof(Out), &table[static_cast<unsigned char>(elements[i])], sizeof(Out));
}

template <typename To>
void castTo(DType from, std::string_view elements, std::string &out)
{
    switch (from) {
    case DType::Float64:
        return castAll<F64, To>(elements, out);
    case DType::Float32:
        return castAll<F32, To>(elements, out);
    case DType::Float16:
        return castAll<F16, To>(elements, out);
    case DType::BFloat16:
        return castAll<BF16, To>(elements, out);
    default:
        return castSmall<To>(from, elements, out);
    }
}

} // namespace

bool canCast(DType from, DType to)
{
    const bool known = to == DType::Float64 || to == DType::Float32 || to == DType::Float16 || to == DType::BFloat16
        || to == DType::Float8E5M2 || to == DType::Float8E4M3FN;
    return known && numberClass(from) == NumberClass::Float;
}

void castElements(DType from, DType to, std::string_view elements, std::string &out)
{
    if (from == to) {
        out += elements;
        return;
    }
    if (const Kernel kernel = kernelOf(from, to)) {
        const std::size_t begin = out.size();
        out.resize(begin + elements.size() / elementSize(from) * elementSize(to));
        return kernel(elements, out.data() + begin);
    }
    switch (to) {
    case DType::Float64:
        return castTo<F64>(from, elements, out);
    case DType::Float32:
        return castTo<F32>(from, elements, out);
    case DType::Float16:
        return castTo<F16>(from, elements, out);
    case DType::BFloat16:
        return castTo<BF16>(from, elements, out);
    case DType::Float8E5M2:
        return castTo<F8E5M2>(from, elements, out);
    default:
        return castTo<F8E4M3>(from, elements, out);
    }
}

} // namespace ckpt
