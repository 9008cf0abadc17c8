// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/arrays/arraytype.h"

#include <charconv>

namespace ckpt {

namespace {

struct Known {
    char kind;
    std::uint32_t width;
    DType dtype;
};

constexpr Known kKnown[] = {
    { 'b', 1, DType::Bool },
    { 'i', 1, DType::Int8 },
    { 'i', 2, DType::Int16 },
    { 'i', 4, DType::Int32 },
    { 'i', 8, DType::Int64 },
    { 'u', 1, DType::UInt8 },
    { 'u', 2, DType::UInt16 },
    { 'u', 4, DType::UInt32 },
    { 'u', 8, DType::UInt64 },
    { 'f', 1, DType::Float8E5M2 }, // the only type of ml_dtypes that is not written as void
    { 'f', 2, DType::Float16 },
    { 'f', 4, DType::Float32 },
    { 'f', 8, DType::Float64 },
    { 'c', 8, DType::Complex64 },
    { 'c', 16, DType::Complex128 },
};

struct Named {
    std::string_view name;
    SafetensorsType type;
};

constexpr Named kNamed[] = {
    { "F32", { DType::Float32, 32 } },
    { "F16", { DType::Float16, 16 } },
    { "BF16", { DType::BFloat16, 16 } },
    { "F64", { DType::Float64, 64 } },
    { "I64", { DType::Int64, 64 } },
    { "I32", { DType::Int32, 32 } },
    { "I16", { DType::Int16, 16 } },
    { "I8", { DType::Int8, 8 } },
    { "U8", { DType::UInt8, 8 } },
    { "U16", { DType::UInt16, 16 } },
    { "U32", { DType::UInt32, 32 } },
    { "U64", { DType::UInt64, 64 } },
    { "BOOL", { DType::Bool, 8 } },
    { "F8_E4M3", { DType::Float8E4M3FN, 8 } },
    { "F8_E5M2", { DType::Float8E5M2, 8 } },
    { "F8_E4M3FNUZ", { DType::Float8E4M3FNUZ, 8 } },
    { "F8_E5M2FNUZ", { DType::Float8E5M2FNUZ, 8 } },
    { "C64", { DType::Complex64, 64 } },
    { "F8_E8M0", { DType::Invalid, 8 } },
    { "F6_E2M3", { DType::Invalid, 6 } },
    { "F6_E3M2", { DType::Invalid, 6 } },
    { "F4", { DType::Invalid, 4 } },
};

} // namespace

std::optional<NpyType> npyType(std::string_view descr)
{
    constexpr std::string_view kOrders = "<>|="; // "=" is the order of the machine that reads
    const char order = descr.empty() ? 0 : descr.front();
    if (kOrders.find(order) != std::string_view::npos)
        descr.remove_prefix(1);
    if (descr.size() < 2 || descr[1] < '0' || descr[1] > '9')
        return std::nullopt;
    const char kind = descr.front();
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(descr.data() + 1, descr.data() + descr.size(), count);
    if (error != std::errc() || end != descr.data() + descr.size())
        return std::nullopt;
    if (kind == 'S')
        return NpyType{ DType::String, ArrayLayout::Text::Bytes, count, false };
    if (kind == 'U' && count <= UINT32_MAX / 4)
        return NpyType{ DType::String, ArrayLayout::Text::Utf32, count * 4, order == '>' };
    for (const Known &known : kKnown) {
        if (known.kind == kind && known.width == count)
            return NpyType{ known.dtype, ArrayLayout::Text::None, count, order == '>' && swapUnit(known.dtype) > 1 };
    }
    return std::nullopt;
}

std::optional<SafetensorsType> safetensorsType(std::string_view name)
{
    for (const Named &known : kNamed) {
        if (known.name == name)
            return known.type;
    }
    return std::nullopt;
}

} // namespace ckpt
