// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Numbers and strings as text.
#include "format/tensor/smallfloat.h"
#include "format/tensor/tensordata.h"

#include "format/base/faulttext.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <fmt/format.h>

namespace ckpt {

namespace {

std::string special(double value)
{
    return std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

// Shortest decimal text that rounds back to the stored pattern of a type of 16 bits or fewer.
std::string shortest(DType type, double value, std::uint16_t bits)
{
    for (int digits = 1; digits <= 9; ++digits) {
        const std::string text = fmt::format("{:.{}g}", value, digits);
        double rounded = 0;
        std::from_chars(text.data(), text.data() + text.size(), rounded); // strtod() would follow the user's locale
        if (roundsTo(type, rounded, bits))
            return fmt::format("{}", rounded); // the same digits, but 10 instead of 1e+01
    }
    return fmt::format("{}", value);
}

std::string floatText(const TensorData &data, std::int64_t index, double value, NumberFormat format)
{
    if (!std::isfinite(value))
        return special(value);
    switch (format) {
    case NumberFormat::Short:
        return fmt::format("{:.4g}", value);
    case NumberFormat::Scientific:
        return fmt::format("{:.6e}", value);
    default:
        break;
    }
    if (data.dtype == DType::Float64 || data.dtype == DType::Complex128)
        return fmt::format("{}", value);
    if (data.dtype == DType::Float32 || data.dtype == DType::Complex64)
        return fmt::format("{}", static_cast<float>(value));
    const std::size_t size = elementSize(data.dtype);
    std::uint16_t bits = 0;
    std::memcpy(&bits, data.bytes.data() + static_cast<std::size_t>(index) * size, size);
    return shortest(data.dtype, value, bits);
}

std::string hexText(const TensorData &data, std::int64_t index)
{
    const std::size_t size = elementSize(data.dtype), unit = swapUnit(data.dtype);
    const std::string_view bytes = std::string_view(data.bytes).substr(static_cast<std::size_t>(index) * size, size);
    std::string out;
    for (std::size_t begin = 0; begin < size; begin += unit) {
        out += out.empty() ? "0x" : " 0x";
        for (std::size_t i = unit; i-- > 0;) // most significant byte first, as numbers are written
            out += fmt::format("{:02x}", static_cast<unsigned char>(bytes[begin + i]));
    }
    return out;
}

std::string quoted(std::string_view bytes)
{
    std::string escaped;
    for (const char c : bytes) {
        if (c == '"' || c == '\\')
            escaped += '\\';
        escaped += c;
    }
    return '"' + printable(escaped) + '"';
}

} // namespace

std::string elementText(const TensorData &data, std::int64_t index, NumberFormat format)
{
    if (!isFixedSize(data.dtype)) {
        const auto at = static_cast<std::size_t>(index);
        return at < data.strings.size() ? quoted(data.strings[at]) : std::string();
    }
    if (format == NumberFormat::Hex)
        return hexText(data, index);
    switch (numberClass(data.dtype)) {
    case NumberClass::Bool:
        return toDouble(data, index) != 0 ? "True" : "False";
    case NumberClass::Integer:
        return data.dtype == DType::UInt64 ? std::to_string(toUInt64(data, index))
                                           : std::to_string(toInt64(data, index));
    case NumberClass::Complex: {
        const std::complex<double> value = toComplex(data, index);
        const std::string imaginary = floatText(data, index, value.imag(), format);
        return fmt::format(
            "({}{}{}j)", floatText(data, index, value.real(), format), imaginary[0] == '-' ? "" : "+", imaginary);
    }
    default:
        return floatText(data, index, toDouble(data, index), format);
    }
}

} // namespace ckpt
