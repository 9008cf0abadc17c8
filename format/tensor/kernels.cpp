// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/kernels.h"

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
    for (std::size_t i = 0; i < count; ++i) {
        // The same bits at float's places are the value times 2^-112; an exponent of ones stands for no number in both.
        const std::uint32_t half = load<std::uint16_t>(data, i);
        const std::uint32_t magnitude = (half & 0x7FFF) << 13, sign = (half & 0x8000) << 16;
        const auto ordinary = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) * 0x1p112f);
        const std::uint32_t special = magnitude >= 0x0F80'0000 ? 0x7F80'0000 : 0;
        out[i] = std::bit_cast<float>(ordinary | special | sign);
    }
}

CKPT_WIDE void bfloat16sToDoubles(std::string_view bytes, std::span<double> into)
{
    const char *data = bytes.data();
    double *out = into.data();
    const std::size_t count = into.size();
    for (std::size_t i = 0; i < count; ++i)
        out[i] = std::bit_cast<float>(static_cast<std::uint32_t>(load<std::uint16_t>(data, i)) << 16);
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
