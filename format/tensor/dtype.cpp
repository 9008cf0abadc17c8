// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/dtype.h"

#include <array>
#include <utility>

namespace ckpt {

namespace {

struct TypeInfo {
    std::string_view name;
    std::uint8_t size;
    std::uint8_t unit; // that is swapped
    NumberClass numbers;
    bool isSigned;
};

using enum NumberClass;

// Indexed by the type's number.
constexpr std::array<TypeInfo, 34> kTypes{ {
    { "invalid", 0, 0, None, false },
    { "float32", 4, 4, Float, true },
    { "float64", 8, 8, Float, true },
    { "int32", 4, 4, Integer, true },
    { "uint8", 1, 1, Integer, false },
    { "int16", 2, 2, Integer, true },
    { "int8", 1, 1, Integer, true },
    { "string", 0, 0, String, false },
    { "complex64", 8, 4, Complex, true },
    { "int64", 8, 8, Integer, true },
    { "bool", 1, 1, Bool, false },
    { "qint8", 1, 1, Integer, true },
    { "quint8", 1, 1, Integer, false },
    { "qint32", 4, 4, Integer, true },
    { "bfloat16", 2, 2, Float, true },
    { "qint16", 2, 2, Integer, true },
    { "quint16", 2, 2, Integer, false },
    { "uint16", 2, 2, Integer, false },
    { "complex128", 16, 8, Complex, true },
    { "float16", 2, 2, Float, true },
    { "resource", 0, 0, None, false },
    { "variant", 0, 0, None, false },
    { "uint32", 4, 4, Integer, false },
    { "uint64", 8, 8, Integer, false },
    { "float8_e5m2", 1, 1, Float, true },
    { "float8_e4m3fn", 1, 1, Float, true },
    { "float8_e4m3fnuz", 1, 1, Float, true },
    { "float8_e4m3b11fnuz", 1, 1, Float, true },
    { "float8_e5m2fnuz", 1, 1, Float, true },
    { "int4", 1, 1, Integer, true },
    { "uint4", 1, 1, Integer, false },
    { "int2", 1, 1, Integer, true },
    { "uint2", 1, 1, Integer, false },
    { "float4_e2m1fn", 1, 1, Float, true },
} };

constexpr std::pair<std::string_view, DType> kShortNames[] = {
    { "f16", DType::Float16 },
    { "bf16", DType::BFloat16 },
    { "f32", DType::Float32 },
    { "f64", DType::Float64 },
    { "i8", DType::Int8 },
    { "i16", DType::Int16 },
    { "i32", DType::Int32 },
    { "i64", DType::Int64 },
    { "u8", DType::UInt8 },
    { "u16", DType::UInt16 },
    { "u32", DType::UInt32 },
    { "u64", DType::UInt64 },
    { "c64", DType::Complex64 },
    { "c128", DType::Complex128 },
    { "str", DType::String },
};

const TypeInfo &info(DType type)
{
    const auto number = static_cast<std::int32_t>(type);
    return kTypes[number >= 0 && number < static_cast<std::int32_t>(kTypes.size()) ? static_cast<std::size_t>(number)
                                                                                   : 0];
}

} // namespace

bool isKnown(DType type)
{
    return &info(type) != &kTypes[0];
}

std::string_view name(DType type)
{
    return isKnown(type) ? info(type).name : std::string_view("unknown");
}

std::optional<DType> dtypeFromName(std::string_view text)
{
    for (std::size_t i = 1; i < kTypes.size(); ++i) {
        if (kTypes[i].name == text)
            return static_cast<DType>(i);
    }
    for (const auto &[shortName, type] : kShortNames) {
        if (shortName == text)
            return type;
    }
    return std::nullopt;
}

std::size_t elementSize(DType type)
{
    return info(type).size;
}
std::size_t swapUnit(DType type)
{
    return info(type).unit;
}
NumberClass numberClass(DType type)
{
    return info(type).numbers;
}
bool isSigned(DType type)
{
    return info(type).isSigned;
}

} // namespace ckpt
