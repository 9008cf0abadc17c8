// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/castfigures.h"

#include "format/tensor/kernels.h"
#include "format/tensor/tensordata.h"

#include <algorithm>
#include <array>

namespace ckpt {

namespace {

constexpr std::size_t kAtOnce = 1024; // both kinds of doubles stay in the first-level cache

struct Precision {
    int mantissa; // stored bits
    int leastExponent; // of normal numbers
};

Precision precisionOf(DType type)
{
    switch (type) {
    case DType::Float64:
        return { 52, -1022 };
    case DType::Float32:
        return { 23, -126 };
    case DType::Float16:
        return { 10, -14 };
    case DType::BFloat16:
        return { 7, -126 };
    case DType::Float8E5M2:
        return { 2, -14 };
    default:
        return { 3, -6 }; // float8_e4m3fn
    }
}

} // namespace

void CastFigures::add(std::string_view before, std::string_view after)
{
    const std::size_t sizeBefore = elementSize(from), sizeAfter = elementSize(to);
    const Precision precision = precisionOf(to);
    std::array<double, kAtOnce> wide, narrow;
    while (!before.empty()) {
        const std::size_t count = std::min(kAtOnce, before.size() / sizeBefore);
        const auto x = std::span(wide).first(count), y = std::span(narrow).first(count);
        toDoubles(from, before.substr(0, count * sizeBefore), x);
        toDoubles(to, after.substr(0, count * sizeAfter), y);
        const CastErrors errors = errorsOfCast(x, y, precision.mantissa, precision.leastExponent);
        maxAbsolute = std::max(maxAbsolute, errors.absolute);
        maxRelative = std::max(maxRelative, errors.relative);
        maxUlp = std::max(maxUlp, errors.ulp);
        overflows += static_cast<std::int64_t>(errors.overflows);
        underflows += static_cast<std::int64_t>(errors.underflows);
        denormals += static_cast<std::int64_t>(errors.denormals);
        nans += static_cast<std::int64_t>(errors.nans);
        infinities += static_cast<std::int64_t>(errors.infinities);
        elements += static_cast<std::int64_t>(count);
        before.remove_prefix(count * sizeBefore);
        after.remove_prefix(count * sizeAfter);
    }
}

} // namespace ckpt
