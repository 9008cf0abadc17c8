// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Arithmetic on sizes that come from files: the result, or nothing where it does not fit.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>

namespace ckpt {

template <std::integral T>
[[nodiscard]] constexpr std::optional<T> checkedAdd(T a, T b)
{
    T sum{};
    if (__builtin_add_overflow(a, b, &sum))
        return std::nullopt;
    return sum;
}

template <std::integral T>
[[nodiscard]] constexpr std::optional<T> checkedMul(T a, T b)
{
    T product{};
    if (__builtin_mul_overflow(a, b, &product))
        return std::nullopt;
    return product;
}

// True when [begin, begin + length) lies inside [0, size), without overflow.
[[nodiscard]] constexpr bool fitsIn(std::uint64_t begin, std::uint64_t length, std::uint64_t size)
{
    return begin <= size && length <= size - begin;
}

} // namespace ckpt
