// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Element types under the names that .npy and .safetensors files have for them. Facts: FORMAT.md beside this file.
#pragma once

#include "format/tensor/dtype.h"
#include "format/tensor/variable.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ckpt {

struct NpyType {
    DType dtype = DType::Invalid;
    ArrayLayout::Text text = ArrayLayout::Text::None;
    std::uint32_t width = 0; // bytes of one element
    bool bigEndian = false; // false where an element has one byte
};
// From NumPy's text: "<f4", ">i8", "|b1", "<U12". Nothing for types that have no counterpart here: void (bfloat16 and
// most small types of ml_dtypes are written so), long double, dates, objects.
std::optional<NpyType> npyType(std::string_view descr);

struct SafetensorsType {
    DType dtype = DType::Invalid; // Invalid: its size is known, its values are not read
    unsigned bits = 0; // of one element
};
// From the format's own name: "F32", "BF16". Nothing for names that it does not have.
std::optional<SafetensorsType> safetensorsType(std::string_view name);

} // namespace ckpt
