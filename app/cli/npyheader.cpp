// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/npyheader.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

bool isPackedInteger(DType dtype)
{
    return dtype == DType::Int4 || dtype == DType::UInt4 || dtype == DType::Int2 || dtype == DType::UInt2;
}

// The kind letter for types that NumPy has; 0 for the others.
char numpyKind(DType dtype)
{
    switch (dtype) {
    case DType::Float16:
    case DType::Float32:
    case DType::Float64:
        return 'f';
    case DType::Bool:
        return 'b';
    case DType::Complex64:
    case DType::Complex128:
        return 'c';
    default:
        break;
    }
    if (numberClass(dtype) != NumberClass::Integer)
        return 0;
    return isSigned(dtype) ? 'i' : 'u';
}

} // namespace

std::optional<std::string> npyType(DType dtype, std::uint64_t stringLength)
{
    if (dtype == DType::String)
        return fmt::format("|S{}", std::max<std::uint64_t>(stringLength, 1)); // NumPy reads |S0 as |S1
    const std::size_t size = elementSize(dtype);
    if (size == 0)
        return std::nullopt;
    const char kind = numpyKind(dtype);
    if (kind == 0)
        return fmt::format("|V{}", size);
    return fmt::format("{}{}{}", size == 1 ? '|' : '<', kind, size);
}

std::string npyHeader(const std::string &type, std::span<const std::int64_t> dims)
{
    std::string shape;
    for (const std::int64_t dim : dims)
        shape += fmt::format("{}, ", dim);
    if (dims.size() > 1)
        shape.resize(shape.size() - 2);
    else if (dims.size() == 1)
        shape.pop_back(); // "(3,)": the comma stays
    std::string dictionary = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", type, shape);

    // 6 bytes of magic, 2 of version, 2 or 4 of length; the dictionary ends in a line feed.
    const bool large = dictionary.size() + 64 > 65535;
    const std::size_t before = large ? 12 : 10;
    dictionary.append(63 - (before + dictionary.size()) % 64, ' ');
    dictionary.push_back('\n');

    std::string header("\x93NUMPY", 6);
    header.push_back(large ? 2 : 1);
    header.push_back(0);
    for (std::size_t i = 0; i < before - 8; ++i)
        header.push_back(static_cast<char>(dictionary.size() >> (8 * i)));
    return header + dictionary;
}

std::string npyElements(const TensorData &data, std::uint64_t stringLength)
{
    if (data.dtype == DType::String) {
        std::string bytes;
        const std::size_t width = std::max<std::uint64_t>(stringLength, 1);
        for (const std::string &text : data.strings)
            bytes.append(text).append(width - text.size(), '\0');
        return bytes;
    }
    if (!isPackedInteger(data.dtype))
        return data.bytes;
    std::string bytes(data.bytes.size(), '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(toInt64(data, static_cast<std::int64_t>(i)));
    return bytes;
}

} // namespace ckpt
