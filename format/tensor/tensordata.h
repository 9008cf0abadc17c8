// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Values in memory: type, shape and owned elements, row-major, little-endian. A plain value; const use is thread-safe.
#pragma once

#include "format/tensor/dtype.h"
#include "format/tensor/shape.h"

#include <complex>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

struct TensorData {
    DType dtype = DType::Invalid;
    TensorShape shape;
    std::string bytes; // fixed-size types: elements() * elementSize(dtype) bytes
    std::vector<std::string> strings; // String: elements() strings; Variant: the serialized elements
};

enum class NumberFormat {
    Exact, // shortest text that gives the same value back
    Short, // 4 significant digits
    Scientific,
    Hex, // the stored bits
};

// Element `index` (0 ≤ index < elements) as a number: integers and floats of every type, bool 0/1, complex by its real
// part. Not for strings (NaN). int64 and uint64 beyond 2^53 are rounded.
double toDouble(const TensorData &data, std::int64_t index);
std::complex<double> toComplex(const TensorData &data, std::int64_t index);
// Integer types exactly.
std::int64_t toInt64(const TensorData &data, std::int64_t index);
std::uint64_t toUInt64(const TensorData &data, std::int64_t index);

// Element `index` as text, ASCII minus. NaN, Infinity, -Infinity; True, False; (re+imj) for complex; strings quoted and
// escaped.
std::string elementText(const TensorData &data, std::int64_t index, NumberFormat format);

// Little-endian elements as doubles, a whole block at once; the fast way for statistics and pictures. `bytes` holds
// exactly into.size() elements of a float, integer or bool type.
void toDoubles(DType type, std::string_view bytes, std::span<double> into);

} // namespace ckpt
