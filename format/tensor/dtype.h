// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Element types under TensorFlow's numbers (types.proto; never renumber) and their facts.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ckpt {

enum class DType : std::int32_t {
    Invalid = 0,
    Float32 = 1,
    Float64 = 2,
    Int32 = 3,
    UInt8 = 4,
    Int16 = 5,
    Int8 = 6,
    String = 7,
    Complex64 = 8,
    Int64 = 9,
    Bool = 10,
    QInt8 = 11,
    QUInt8 = 12,
    QInt32 = 13,
    BFloat16 = 14,
    QInt16 = 15,
    QUInt16 = 16,
    UInt16 = 17,
    Complex128 = 18,
    Float16 = 19,
    Resource = 20,
    Variant = 21,
    UInt32 = 22,
    UInt64 = 23,
    Float8E5M2 = 24,
    Float8E4M3FN = 25,
    Float8E4M3FNUZ = 26,
    Float8E4M3B11FNUZ = 27,
    Float8E5M2FNUZ = 28,
    Int4 = 29,
    UInt4 = 30,
    Int2 = 31,
    UInt2 = 32,
    Float4E2M1FN = 33,
};

enum class NumberClass { None, Float, Integer, Bool, Complex, String };

// True for the numbers above except Invalid. Reference types (number + 100) are not known.
bool isKnown(DType type);
// TensorFlow's name: "float32", "bfloat16", "string", "qint8", "float8_e4m3fn"; "dtype(57)" is not given, unknown types
// are "unknown".
std::string_view name(DType type);
// From TensorFlow's name, or a short one: f16 bf16 f32 f64 i8 … u64 c64 c128 str.
std::optional<DType> dtypeFromName(std::string_view text);
// Bytes of one stored element; 0 for String, Variant, Resource and unknown types. 4-bit and 2-bit types are stored one
// byte an element.
std::size_t elementSize(DType type);
// Bytes of the unit that is swapped in a big-endian file: half of elementSize for complex types, else elementSize.
std::size_t swapUnit(DType type);
NumberClass numberClass(DType type);
inline bool isFixedSize(DType type)
{
    return elementSize(type) != 0;
}
bool isSigned(DType type); // integers and floats that can be negative

} // namespace ckpt
