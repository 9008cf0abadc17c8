// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The header of NumPy's .npy files (format 1.0 and 2.0) and the element bytes that belong behind it.
#pragma once

#include "format/tensor/tensordata.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace ckpt {

// NumPy's type text for elements of `dtype`: "<f4", "|b1". Types that NumPy lacks are stored as raw bytes of their
// width ("|V2" for bfloat16, as ml_dtypes does); 2- and 4-bit integers as int8 or uint8. Strings need `stringLength`,
// the longest of them. Nothing for types that cannot be stored.
std::optional<std::string> npyType(DType dtype, std::uint64_t stringLength);

// Magic, version, and the dictionary padded so that the elements begin at a multiple of 64.
std::string npyHeader(const std::string &type, std::span<const std::int64_t> dims);

// Elements as they follow the header; strings are filled with NUL bytes up to `stringLength`.
std::string npyElements(const TensorData &data, std::uint64_t stringLength);

} // namespace ckpt
