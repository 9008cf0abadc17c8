// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Floating types of 16 bits and fewer: the value of each bit pattern, and the nearest pattern of a value.
#pragma once

#include "format/tensor/dtype.h"

#include <array>
#include <cstdint>

namespace ckpt {

// Values of all 256 bytes for a float8 or float4 type (float4 looks at the low four bits only).
const std::array<double, 256> &smallFloatTable(DType type);

double halfToDouble(std::uint16_t bits);
double bfloat16ToDouble(std::uint16_t bits);

// True when the finite value of `bits` is the only one of `type` (16 bits or fewer) that is nearest to `value`.
bool roundsTo(DType type, double value, std::uint16_t bits);

} // namespace ckpt
