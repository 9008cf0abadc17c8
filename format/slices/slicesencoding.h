// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Values as V1 has them: those of one slice in the packed field of their type. Facts: FORMAT.md beside this file.
#pragma once

#include "format/tensor/dtype.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ckpt {

// Types that TensorFlow writes into V1 files; it reads some more.
bool slicesCanHold(DType type);

// What TensorFlow reckons for one element at most; of a string without its bytes.
std::uint64_t mostEncodedBytes(DType type);

// The field of a TensorProto that the values are in.
std::uint32_t valuesField(DType type);

// Little-endian elements of a fixed-size type that can be held: bytes of the encoded ones, and those appended to `out`.
std::uint64_t encodedBytes(DType type, std::string_view elements);
void encodeElements(DType type, std::string_view elements, std::string &out);

} // namespace ckpt
