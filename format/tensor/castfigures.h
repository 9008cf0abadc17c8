// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a cast to another floating type does to values.
#pragma once

#include "format/tensor/dtype.h"

#include <cstdint>
#include <string_view>

namespace ckpt {

// Errors are over elements that are finite before and after, computed in double. A unit in the last place is that of
// the type `to` at the value before, so rounding alone costs at most half of one.
struct CastFigures {
    DType from = DType::Invalid, to = DType::Invalid;
    std::int64_t elements = 0;
    double maxAbsolute = 0; // largest |before - after|
    double maxRelative = 0; // largest |before - after| / |before|, where before is not zero
    double maxUlp = 0; // largest |before - after| in such units
    std::int64_t overflows = 0; // finite values that became infinite or NaN
    std::int64_t underflows = 0; // values that became zero
    std::int64_t denormals = 0; // results that are below the normal numbers of `to`, and not zero
    std::int64_t nans = 0, infinities = 0; // before

    // Little-endian elements and what castElements() made of them.
    void add(std::string_view before, std::string_view after);
};

} // namespace ckpt
