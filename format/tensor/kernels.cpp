// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/kernels.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

// The copies are chosen when the program is loaded, too early for a sanitizer's functions.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(CKPT_SANITIZED)
#define CKPT_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define CKPT_WIDE
#endif

namespace ckpt {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kLanes = 16; // independent sums, so that the additions need not wait for each other

// Lanes of one kind of number; counts are exact in it for as many elements as a block has.
template <typename T>
struct Lanes {
    T min[kLanes], max[kLanes], zeros[kLanes] = {};
    double sum[kLanes] = {}, squares[kLanes] = {};

    Lanes()
    {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            min[lane] = std::numeric_limits<T>::infinity();
            max[lane] = -std::numeric_limits<T>::infinity();
        }
    }
    __attribute__((always_inline)) void add(std::size_t lane, T value, double pivot)
    {
        const double off = static_cast<double>(value) - pivot;
        min[lane] = value < min[lane] ? value : min[lane];
        max[lane] = value > max[lane] ? value : max[lane];
        zeros[lane] += value == 0 ? T{ 1 } : T{ 0 };
        sum[lane] += off;
        squares[lane] += off * off;
    }
    BlockSums total() const
    {
        BlockSums all{ static_cast<double>(min[0]), static_cast<double>(max[0]), 0, 0, 0 };
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            all.min = static_cast<double>(min[lane]) < all.min ? static_cast<double>(min[lane]) : all.min;
            all.max = static_cast<double>(max[lane]) > all.max ? static_cast<double>(max[lane]) : all.max;
            all.sum += sum[lane];
            all.squares += squares[lane];
            all.zeros += static_cast<std::size_t>(zeros[lane]);
        }
        return all;
    }
};

template <typename T>
__attribute__((always_inline)) inline T load(const char *bytes, std::size_t index)
{
    T value;
    std::memcpy(&value, bytes + index * sizeof value, sizeof value);
    return value;
}

template <typename T>
__attribute__((always_inline)) inline void store(char *bytes, std::size_t index, T value)
{
    std::memcpy(bytes + index * sizeof value, &value, sizeof value);
}

// Without branches, so that many go at once.
__attribute__((always_inline)) inline std::uint32_t halfOf(std::uint32_t bits)
{
    constexpr std::int32_t infinity = 0x7F80'0000, tooLarge = 0x4780'0000, leastNormal = 0x3880'0000;
    const std::uint32_t magnitude = bits & 0x7FFF'FFFF;
    // A carry out of the digits is the next exponent, up to infinity.
    const std::uint32_t normal = (magnitude - 0x3800'0000 + 0xFFF + ((magnitude >> 13) & 1)) >> 13;
    // Adding a number whose last digit is that of the denormals rounds to them.
    const std::uint32_t denormal =
        std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude & 0x3FFF'FFFF) + 0.5f) - 0x3F00'0000;
    const std::uint32_t kept = (magnitude >> 13) & 0x3FF;
    const std::uint32_t nan = 0x7C00 | kept | (kept == 0 ? 1 : 0);
    const auto size = static_cast<std::int32_t>(magnitude); // signed ones are compared faster
    const std::uint32_t finite = size < leastNormal ? denormal : normal;
    const std::uint32_t ordinary = size >= tooLarge ? 0x7C00 : finite;
    return (size > infinity ? nan : ordinary) | ((bits >> 16) & 0x8000);
}

__attribute__((always_inline)) inline std::uint32_t bfloat16Of(std::uint32_t bits)
{
    const std::uint32_t rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
    return (bits & 0x7FFF'FFFF) > 0x7F80'0000 ? ((bits >> 16) & 0x8000) | 0x7FC0 : rounded;
}

__attribute__((always_inline)) inline std::uint32_t floatOfHalf(std::uint32_t half)
{
    // The same bits at float's places are the value times 2^-112; an exponent of ones stands for no number in both.
    const std::uint32_t magnitude = (half & 0x7FFF) << 13, sign = (half & 0x8000) << 16;
    const auto ordinary = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) * 0x1p112f);
    const std::uint32_t special = magnitude >= 0x0F80'0000 ? 0x7F80'0000 : 0;
    return ordinary | special | sign;
}

__attribute__((always_inline)) inline std::int32_t binOf(double value, const BinScale &scale)
{
    const auto last = static_cast<double>(scale.last);
    const double place = (value - scale.low) * scale.perUnit;
    const double above = place > 0 ? place : 0; // NaN is not above
    const double inside = above < last ? above : last;
    return static_cast<std::int32_t>(inside);
}

} // namespace

CKPT_WIDE BlockSums sumsOfFloats(std::string_view bytes, double pivot)
{
    Lanes<float> lanes;
    const char *data = bytes.data();
    const std::size_t count = bytes.size() / sizeof(float), even = count / kLanes * kLanes;
    for (std::size_t i = 0; i < even; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            lanes.add(lane, load<float>(data, i + lane), pivot);
    }
    for (std::size_t i = even; i < count; ++i)
        lanes.add(i - even, load<float>(data, i), pivot);
    return lanes.total();
}

CKPT_WIDE BlockSums sumsOfDoubles(std::span<const double> values, double pivot)
{
    Lanes<double> lanes;
    const double *data = values.data();
    const std::size_t count = values.size(), even = count / kLanes * kLanes;
    for (std::size_t i = 0; i < even; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            lanes.add(lane, data[i + lane], pivot);
    }
    for (std::size_t i = even; i < count; ++i)
        lanes.add(i - even, data[i], pivot);
    return lanes.total();
}

CKPT_WIDE void halvesToDoubles(std::string_view bytes, std::span<double> into)
{
    const char *data = bytes.data();
    double *out = into.data();
    const std::size_t count = into.size();
    for (std::size_t i = 0; i < count; ++i)
        out[i] = std::bit_cast<float>(floatOfHalf(load<std::uint16_t>(data, i)));
}

CKPT_WIDE void bfloat16sToDoubles(std::string_view bytes, std::span<double> into)
{
    const char *data = bytes.data();
    double *out = into.data();
    const std::size_t count = into.size();
    for (std::size_t i = 0; i < count; ++i)
        out[i] = std::bit_cast<float>(static_cast<std::uint32_t>(load<std::uint16_t>(data, i)) << 16);
}

// The compiler would otherwise have to read each element after writing the one before.
#define CKPT_EACH(From, To, expression)                                                                                \
    const char *__restrict data = bytes.data();                                                                        \
    char *__restrict out = into;                                                                                       \
    const std::size_t count = bytes.size() / sizeof(From);                                                             \
    for (std::size_t i = 0; i < count; ++i) {                                                                          \
        const auto value = load<From>(data, i);                                                                        \
        store(out, i, static_cast<To>(expression));                                                                    \
    }

CKPT_WIDE void floatsToHalves(
    std::string_view bytes, char *into){ CKPT_EACH(std::uint32_t, std::uint16_t, halfOf(value)) }

CKPT_WIDE void floatsToBfloat16s(
    std::string_view bytes, char *into){ CKPT_EACH(std::uint32_t, std::uint16_t, bfloat16Of(value)) }

CKPT_WIDE void floatsToDoubles(std::string_view bytes, char *into){ CKPT_EACH(float, double, value) }

CKPT_WIDE void doublesToFloats(std::string_view bytes, char *into){ CKPT_EACH(double, float, value) }

CKPT_WIDE void halvesToFloats(
    std::string_view bytes, char *into){ CKPT_EACH(std::uint16_t, std::uint32_t, floatOfHalf(value)) }

CKPT_WIDE void bfloat16sToFloats(std::string_view bytes,
    char *into){ CKPT_EACH(std::uint16_t, std::uint32_t, static_cast<std::uint32_t>(value) << 16) }
#undef CKPT_EACH

CKPT_WIDE CastErrors
    errorsOfCast(std::span<const double> before, std::span<const double> after, int mantissa, int leastExponent)
{
    constexpr std::size_t atOnce = 512; // stays in the first-level cache
    constexpr std::uint64_t exponentBits = 0x7FF0'0000'0000'0000;
    const auto twoTo = [](int exponent) { return static_cast<std::uint64_t>(1023 + exponent) << 52; };
    const double normal = std::bit_cast<double>(twoTo(leastExponent));
    // 2^(mantissa - exponent) has the exponent's bits turned around.
    const std::uint64_t turned = twoTo(mantissa) + twoTo(0);
    double errors[2][atOnce], largest[2][kLanes] = {}; // absolute, and in units in the last place
    double largestRelative = 0;
    std::uint64_t overflows = 0, underflows = 0, denormals = 0, nans = 0, infinities = 0;
    for (std::size_t done = 0; done < before.size(); done += atOnce) {
        const std::size_t count = before.size() - done < atOnce ? before.size() - done : atOnce;
        const double *x = before.data() + done, *y = after.data() + done;
        // One short loop for each kind of thing: such the compiler makes wide.
        for (std::size_t i = 0; i < count; ++i) {
            const double size = __builtin_fabs(x[i]), result = __builtin_fabs(y[i]);
            const double off = __builtin_fabs(size - result);
            const std::uint64_t finite = size < kInfinity ? ~std::uint64_t{ 0 } : 0;
            const std::uint64_t stays = result < kInfinity ? finite : 0;
            errors[0][i] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(off) & stays);
        }
        // Divisions take longer than all else, and few blocks have an error larger than all before. The factor makes
        // up for the rounding of this comparison.
        const double enough = largestRelative * (1 - 0x1p-50);
        std::uint64_t larger = 0;
        for (std::size_t i = 0; i < count; ++i)
            larger += errors[0][i] > enough * __builtin_fabs(x[i]) ? 1 : 0;
        for (std::size_t i = 0; larger > 0 && i < count; ++i) {
            const double share = errors[0][i] / __builtin_fabs(x[i]); // of zeros NaN, which is larger than nothing
            largestRelative = share > largestRelative ? share : largestRelative;
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto power = std::bit_cast<double>(std::bit_cast<std::uint64_t>(x[i]) & exponentBits);
            const double unit = power > normal ? power : normal;
            errors[1][i] = errors[0][i] * std::bit_cast<double>(turned - std::bit_cast<std::uint64_t>(unit));
        }
        for (std::size_t i = 0; i < count; ++i) {
            const double size = __builtin_fabs(x[i]), result = __builtin_fabs(y[i]);
            const std::uint64_t finite = size < kInfinity ? 1 : 0, same = result < kInfinity ? 1 : 0;
            const std::uint64_t zero = result == 0 ? 1 : 0, some = size > 0 ? 1 : 0, small = result < normal ? 1 : 0;
            overflows += finite & (same ^ 1);
            underflows += zero & some;
            denormals += small & (zero ^ 1);
            nans += x[i] != x[i] ? 1 : 0;
            infinities += size == kInfinity ? 1 : 0;
        }
        for (std::size_t kind = 0; kind < 2; ++kind) {
            const double *values = errors[kind];
            double most[kLanes]; // a copy that stays in registers
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                most[lane] = largest[kind][lane];
            const std::size_t even = count / kLanes * kLanes;
            for (std::size_t i = 0; i < even; i += kLanes) {
                for (std::size_t lane = 0; lane < kLanes; ++lane)
                    most[lane] = values[i + lane] > most[lane] ? values[i + lane] : most[lane];
            }
            for (std::size_t i = even; i < count; ++i)
                most[i - even] = values[i] > most[i - even] ? values[i] : most[i - even];
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                largest[kind][lane] = most[lane];
        }
    }
    const auto most = [](const double *lanes) { return *std::max_element(lanes, lanes + kLanes); };
    return { most(largest[0]), largestRelative, most(largest[1]), overflows, underflows, denormals, nans, infinities };
}

CKPT_WIDE Specials binsOfFloats(std::string_view bytes, const BinScale &scale, std::int32_t *bins)
{
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const BinScale kept = scale; // `bins` might overlap it, as far as the compiler knows
    const char *data = bytes.data();
    const std::size_t count = bytes.size() / sizeof(float);
    std::uint32_t nans = 0, negative = 0, positive = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = load<float>(data, i);
        bins[i] = binOf(static_cast<double>(value), kept);
        nans += value != value ? 1 : 0;
        negative += value == -infinity ? 1 : 0;
        positive += value == infinity ? 1 : 0;
    }
    return { nans, negative, positive };
}

CKPT_WIDE Specials binsOfDoubles(std::span<const double> values, const BinScale &scale, std::int32_t *bins)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const BinScale kept = scale;
    const double *data = values.data();
    const std::size_t count = values.size();
    std::uint32_t nans = 0, negative = 0, positive = 0;
    for (std::size_t i = 0; i < count; ++i) {
        bins[i] = binOf(data[i], kept);
        nans += data[i] != data[i] ? 1 : 0;
        negative += data[i] == -infinity ? 1 : 0;
        positive += data[i] == infinity ? 1 : 0;
    }
    return { nans, negative, positive };
}

} // namespace ckpt
