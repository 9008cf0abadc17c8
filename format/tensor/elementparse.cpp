// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/elementparse.h"

#include "format/tensor/cast.h"
#include "format/tensor/tensordata.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <limits>

namespace ckpt {

namespace {

tl::unexpected<Error> refuse(DType type, std::string_view text, std::string_view why)
{
    return fail(Fault::ValueNotWritable, {}, fmt::format("“{}” {} {}.", text, why, name(type)));
}

template <typename T>
std::string bytesOf(T value)
{
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

// What follows a plus sign, as from_chars() wants it.
std::string_view withoutPlus(std::string_view text)
{
    if (text.size() > 1 && text[0] == '+' && text[1] != '-' && text[1] != '+')
        text.remove_prefix(1);
    return text;
}

template <typename T>
std::errc parsed(std::string_view text, T &value)
{
    const std::string_view digits = withoutPlus(text);
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return code == std::errc{} && end != digits.data() + digits.size() ? std::errc::invalid_argument : code;
}

// `low` and `high` are narrower than T for types of 2 and 4 bits.
template <typename T>
Result<std::string> integer(
    DType type, std::string_view text, T low = std::numeric_limits<T>::min(), T high = std::numeric_limits<T>::max())
{
    T value{};
    const std::errc code = parsed(text, value);
    const std::string_view digits = withoutPlus(text);
    const bool negative = !std::is_signed_v<T> && digits.size() > 1 && digits[0] == '-'
        && digits.find_first_not_of("0123456789", 1) == digits.npos;
    if (negative || code == std::errc::result_out_of_range)
        return refuse(type, text, "is outside of");
    if (code != std::errc{})
        return refuse(type, text, "is no number of the type");
    if (value < low || value > high)
        return refuse(type, text, "is outside of");
    return bytesOf(value);
}

template <typename T>
Result<std::string> floating(DType type, std::string_view text)
{
    T value{};
    const std::errc code = parsed(text, value);
    if (code == std::errc::result_out_of_range)
        return refuse(type, text, "is too large or too small for");
    if (code != std::errc{})
        return refuse(type, text, "is no number of the type");
    return bytesOf(value);
}

Result<std::string> smallFloating(DType type, std::string_view text)
{
    auto wide = floating<double>(DType::Float64, text);
    if (!wide || !canCast(DType::Float64, type))
        return refuse(type, text, "is no number of the type");
    TensorData result;
    result.dtype = type;
    castElements(DType::Float64, type, *wide, result.bytes);
    double before = 0;
    std::memcpy(&before, wide->data(), sizeof before);
    const double after = toDouble(result, 0);
    if (std::isnan(before) != std::isnan(after) || std::isfinite(before) != std::isfinite(after))
        return refuse(type, text, "is too large for");
    return std::move(result.bytes);
}

Result<std::string> truth(DType type, std::string_view text)
{
    for (const std::string_view yes : { "true", "True", "1" }) {
        if (text == yes)
            return std::string(1, '\1');
    }
    for (const std::string_view no : { "false", "False", "0" }) {
        if (text == no)
            return std::string(1, '\0');
    }
    return refuse(type, text, "is no value of the type");
}

} // namespace

Result<std::string> parseElement(DType type, std::string_view text)
{
    switch (type) {
    case DType::Int8:
    case DType::QInt8:
        return integer<std::int8_t>(type, text);
    case DType::UInt8:
    case DType::QUInt8:
        return integer<std::uint8_t>(type, text);
    case DType::Int16:
    case DType::QInt16:
        return integer<std::int16_t>(type, text);
    case DType::UInt16:
    case DType::QUInt16:
        return integer<std::uint16_t>(type, text);
    case DType::Int32:
    case DType::QInt32:
        return integer<std::int32_t>(type, text);
    case DType::UInt32:
        return integer<std::uint32_t>(type, text);
    case DType::Int64:
        return integer<std::int64_t>(type, text);
    case DType::UInt64:
        return integer<std::uint64_t>(type, text);
    case DType::Int4:
        return integer<std::int8_t>(type, text, -8, 7);
    case DType::UInt4:
        return integer<std::uint8_t>(type, text, 0, 15);
    case DType::Int2:
        return integer<std::int8_t>(type, text, -2, 1);
    case DType::UInt2:
        return integer<std::uint8_t>(type, text, 0, 3);
    case DType::Bool:
        return truth(type, text);
    case DType::Float32:
        return floating<float>(type, text);
    case DType::Float64:
        return floating<double>(type, text);
    default:
        if (numberClass(type) == NumberClass::Float)
            return smallFloating(type, text);
        return refuse(type, text, "cannot be the value of a variable of type");
    }
}

} // namespace ckpt
