// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Keys of slices. Numbers and strings are written so that their bytes sort as they do
// (core/lib/strings/ordered_code.cc): 0, the name, the rank, then start and length of each dimension; a whole dimension
// is start 0, length -1.
#pragma once

#include "format/base/bytecursor.h"
#include "format/tensor/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ckpt {

// Appends.
void writeOrderedUnsigned(std::string &out, std::uint64_t value);
void writeOrderedString(std::string &out, std::string_view text);
void writeOrderedSigned(std::string &out, std::int64_t value);

// Nothing when the bytes are no such code; the cursor's position is unspecified then.
std::optional<std::uint64_t> readOrderedUnsigned(ByteCursor &cursor);
std::optional<std::string> readOrderedString(ByteCursor &cursor);
std::optional<std::int64_t> readOrderedSigned(ByteCursor &cursor);

struct SliceName {
    std::string variable;
    TensorSlice slice;
};
std::string encodeSliceKey(std::string_view variable, const TensorSlice &slice);
// The part of the key that follows the name.
std::string encodeExtents(const TensorSlice &slice);
std::optional<SliceName> decodeSliceKey(std::string_view key);

} // namespace ckpt
