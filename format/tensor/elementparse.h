// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// An element as a person writes it.
#pragma once

#include "format/base/error.h"
#include "format/tensor/dtype.h"

#include <string>
#include <string_view>

namespace ckpt {

// Its little-endian bytes. Integers (quantized ones, too) are decimal and exact; bool is true, false, 1 or 0; floats
// are rounded to the nearest value (those of 16 bits and fewer by way of the nearest float64), may be nan, inf and
// -inf where the type has them, and a finite text never becomes infinite. Fails with ValueNotWritable, whose detail
// says why.
Result<std::string> parseElement(DType type, std::string_view text);

} // namespace ckpt
