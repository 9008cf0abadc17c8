// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Floating types into each other: one rounding, to nearest, ties to even. Values beyond the largest finite one by half
// a step become infinite (NaN where the type has no infinity); denormals and the sign of zero are kept. NaN stays NaN
// with its sign; its other bits are those that NumPy gives.
#pragma once

#include "format/tensor/dtype.h"

#include <string>
#include <string_view>

namespace ckpt {

// From every floating type to float64, float32, float16, bfloat16, float8_e5m2, float8_e4m3fn.
bool canCast(DType from, DType to);

// Appends the little-endian `elements` of type `from` as elements of type `to`; canCast(from, to).
void castElements(DType from, DType to, std::string_view elements, std::string &out);

} // namespace ckpt
