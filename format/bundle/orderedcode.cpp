// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/orderedcode.h"

#include <array>
#include <bit>

namespace ckpt {

namespace {

constexpr char kEscape00 = '\0', kEscapeFF = '\xFF';
constexpr std::size_t kMaxSignedLength = 10;

// First two bytes of a signed code of each length, by length.
constexpr std::array<std::uint8_t, 2> kSignedHeader[kMaxSignedLength + 1] = {
    { 0, 0 },
    { 0x80, 0 },
    { 0xC0, 0 },
    { 0xE0, 0 },
    { 0xF0, 0 },
    { 0xF8, 0 },
    { 0xFC, 0 },
    { 0xFE, 0 },
    { 0xFF, 0 },
    { 0xFF, 0x80 },
    { 0xFF, 0xC0 },
};

std::size_t signedLength(std::int64_t value)
{
    const auto magnitude = static_cast<std::uint64_t>(value < 0 ? ~value : value);
    const int bits = std::bit_width(magnitude);
    return bits == 63 ? kMaxSignedLength : static_cast<std::size_t>(bits / 7 + 1);
}

} // namespace

void writeOrderedUnsigned(std::string &out, std::uint64_t value)
{
    const int length = (std::bit_width(value) + 7) / 8;
    out += static_cast<char>(length);
    for (int i = length; i-- > 0;)
        out += static_cast<char>(value >> (8 * i));
}

void writeOrderedString(std::string &out, std::string_view text)
{
    for (const char c : text) {
        out += c;
        if (c == '\0')
            out += kEscapeFF;
        else if (c == '\xFF')
            out += kEscape00;
    }
    out += '\0';
    out += '\x01';
}

void writeOrderedSigned(std::string &out, std::int64_t value)
{
    const std::size_t length = signedLength(value);
    std::array<std::uint8_t, kMaxSignedLength> bytes;
    for (std::size_t i = 0; i < length; ++i) {
        const std::size_t shift = 8 * (length - 1 - i);
        bytes[i] = static_cast<std::uint8_t>(shift >= 64 ? (value < 0 ? 0xFF : 0) : value >> shift);
    }
    bytes[0] ^= kSignedHeader[length][0];
    if (length > 1)
        bytes[1] ^= kSignedHeader[length][1];
    for (std::size_t i = 0; i < length; ++i)
        out += static_cast<char>(bytes[i]);
}

std::optional<std::uint64_t> readOrderedUnsigned(ByteCursor &cursor)
{
    const auto length = cursor.u8();
    if (!length || *length > 8)
        return std::nullopt;
    const auto bytes = cursor.bytes(*length);
    if (!bytes || (!bytes->empty() && bytes->front() == '\0'))
        return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : *bytes)
        value = value << 8 | static_cast<std::uint8_t>(c);
    return value;
}

std::optional<std::string> readOrderedString(ByteCursor &cursor)
{
    std::string text;
    for (;;) {
        const auto byte = cursor.u8();
        if (!byte)
            return std::nullopt;
        if (*byte != 0x00 && *byte != 0xFF) {
            text += static_cast<char>(*byte);
            continue;
        }
        const auto second = cursor.u8();
        if (!second)
            return std::nullopt;
        if (*byte == 0x00 && *second == 0x01)
            return text;
        if ((*byte == 0x00) != (*second == 0xFF) || (*byte == 0xFF) != (*second == 0x00))
            return std::nullopt;
        text += static_cast<char>(*byte);
    }
}

std::optional<std::int64_t> readOrderedSigned(ByteCursor &cursor)
{
    const std::string_view rest = cursor.rest();
    if (rest.empty())
        return std::nullopt;
    const auto first = static_cast<std::uint8_t>(rest[0]);
    const bool negative = first < 0x80;
    // For a negative number all header bits are the complement of a positive one's.
    const auto plain = [&](std::size_t i) {
        const auto byte = static_cast<std::uint8_t>(rest[i]);
        return static_cast<std::uint8_t>(negative ? ~byte : byte);
    };
    std::size_t length = static_cast<std::size_t>(std::countl_one(plain(0)));
    if (length == 8) {
        if (rest.size() < 2)
            return std::nullopt;
        length += static_cast<std::size_t>(std::countl_one(plain(1)));
    }
    if (length == 0 || length > kMaxSignedLength || rest.size() < length)
        return std::nullopt;
    std::uint64_t magnitude = 0;
    for (std::size_t i = 0; i < length; ++i) {
        auto byte = plain(i);
        if (i < 2)
            byte ^= kSignedHeader[length][i];
        if (magnitude >> 56)
            return std::nullopt;
        magnitude = magnitude << 8 | byte;
    }
    if (magnitude > INT64_MAX)
        return std::nullopt;
    const auto value = static_cast<std::int64_t>(negative ? ~magnitude : magnitude);
    if (signedLength(value) != length || !cursor.skip(length))
        return std::nullopt;
    return value;
}

std::string encodeSliceKey(std::string_view variable, const TensorSlice &slice)
{
    std::string key;
    writeOrderedUnsigned(key, 0);
    writeOrderedString(key, variable);
    return key + encodeExtents(slice);
}

std::string encodeExtents(const TensorSlice &slice)
{
    std::string key;
    writeOrderedUnsigned(key, slice.extents.size());
    for (const TensorSlice::Extent &extent : slice.extents) {
        writeOrderedSigned(key, extent.start);
        writeOrderedSigned(key, extent.length);
    }
    return key;
}

std::optional<SliceName> decodeSliceKey(std::string_view key)
{
    ByteCursor cursor(key);
    const auto zero = readOrderedUnsigned(cursor);
    if (!zero || *zero != 0)
        return std::nullopt;
    auto variable = readOrderedString(cursor);
    const auto rank = variable ? readOrderedUnsigned(cursor) : std::nullopt;
    // Each dimension takes at least two bytes.
    if (!rank || *rank > cursor.remaining() / 2)
        return std::nullopt;
    SliceName name{ std::move(*variable), {} };
    for (std::uint64_t axis = 0; axis < *rank; ++axis) {
        const auto start = readOrderedSigned(cursor);
        const auto length = start ? readOrderedSigned(cursor) : std::nullopt;
        if (!length)
            return std::nullopt;
        name.slice.extents.push_back({ *start, *length });
    }
    return cursor.atEnd() ? std::optional(std::move(name)) : std::nullopt;
}

} // namespace ckpt
