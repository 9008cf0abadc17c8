// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/wire.h"

#include <array>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace ckpt::test {

namespace {

std::array<std::uint32_t, 256> crcTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? crc >> 1 ^ 0x82F63B78u : crc >> 1;
        table[byte] = crc;
    }
    return table;
}

void putOrderedUnsigned(std::string &out, std::uint64_t value)
{
    const int length = (std::bit_width(value) + 7) / 8;
    out.push_back(static_cast<char>(length));
    for (int i = length - 1; i >= 0; --i)
        out.push_back(static_cast<char>(value >> (8 * i)));
}

void putOrderedString(std::string &out, std::string_view text)
{
    for (const char c : text) {
        out.push_back(c);
        if (c == '\0')
            out.push_back('\xFF');
        else if (c == '\xFF')
            out.push_back('\0');
    }
    out.append("\0\1", 2);
}

void putOrderedSigned(std::string &out, std::int64_t value)
{
    static constexpr std::uint8_t headers[11][2] = { {}, { 0x80, 0 }, { 0xC0, 0 }, { 0xE0, 0 }, { 0xF0, 0 },
        { 0xF8, 0 }, { 0xFC, 0 }, { 0xFE, 0 }, { 0xFF, 0 }, { 0xFF, 0x80 }, { 0xFF, 0xC0 } };
    const std::uint64_t magnitude = static_cast<std::uint64_t>(value < 0 ? ~value : value);
    const int bits = std::bit_width(magnitude);
    const int length = bits == 63 ? 10 : bits / 7 + 1;
    std::string encoded;
    for (int i = length - 1; i >= 0; --i)
        encoded.push_back(static_cast<char>(i >= 8 ? (value < 0 ? -1 : 0) : value >> (8 * i)));
    // The header's ones say how long a non-negative number is; the zeros of a negative one come out of the same XOR.
    encoded[0] = static_cast<char>(encoded[0] ^ headers[length][0]);
    if (length > 1)
        encoded[1] = static_cast<char>(encoded[1] ^ headers[length][1]);
    out += encoded;
}

[[noreturn]] void die(const char *what, const std::string &path)
{
    std::fprintf(stderr, "test support: cannot %s %s\n", what, path.c_str());
    std::abort();
}

} // namespace

void putVarint(std::string &out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out.push_back(static_cast<char>(value | 0x80));
    out.push_back(static_cast<char>(value));
}

void putFixed32(std::string &out, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i)
        out.push_back(static_cast<char>(value >> (8 * i)));
}

void putFixed64(std::string &out, std::uint64_t value)
{
    for (int i = 0; i < 8; ++i)
        out.push_back(static_cast<char>(value >> (8 * i)));
}

std::uint32_t plainCrc(std::string_view bytes, std::uint32_t before)
{
    static const std::array<std::uint32_t, 256> table = crcTable();
    std::uint32_t crc = ~before;
    for (const char c : bytes)
        crc = table[(crc ^ static_cast<std::uint8_t>(c)) & 0xFF] ^ crc >> 8;
    return ~crc;
}

std::uint32_t maskedCrc(std::string_view bytes)
{
    const std::uint32_t crc = plainCrc(bytes);
    return (crc >> 15 | crc << 17) + 0xA282EAD8u;
}

Message &Message::varint(int field, std::uint64_t value)
{
    putVarint(m_bytes, static_cast<std::uint64_t>(field) << 3);
    putVarint(m_bytes, value);
    return *this;
}

Message &Message::fixed32(int field, std::uint32_t value)
{
    putVarint(m_bytes, static_cast<std::uint64_t>(field) << 3 | 5);
    putFixed32(m_bytes, value);
    return *this;
}

Message &Message::bytes(int field, std::string_view value)
{
    putVarint(m_bytes, static_cast<std::uint64_t>(field) << 3 | 2);
    putVarint(m_bytes, value.size());
    m_bytes += value;
    return *this;
}

Message &Message::raw(std::string_view encoded)
{
    m_bytes += encoded;
    return *this;
}

std::string shapeMessage(const std::vector<std::int64_t> &dims)
{
    Message shape;
    for (const std::int64_t dim : dims) {
        Message one;
        if (dim != 0)
            one.number(1, dim);
        shape.bytes(2, one.str());
    }
    return shape.str();
}

std::string sliceMessage(const std::vector<Extent> &extents)
{
    Message slice;
    for (const Extent &extent : extents) {
        Message one;
        if (extent.start != 0)
            one.number(1, extent.start);
        if (extent.length != -1)
            one.number(2, extent.length);
        slice.bytes(1, one.str());
    }
    return slice.str();
}

std::string sliceKey(std::string_view name, const std::vector<Extent> &extents)
{
    std::string key;
    putOrderedUnsigned(key, 0);
    putOrderedString(key, name);
    putOrderedUnsigned(key, extents.size());
    for (const Extent &extent : extents) {
        putOrderedSigned(key, extent.start);
        putOrderedSigned(key, extent.length);
    }
    return key;
}

void writeFile(const std::string &path, std::string_view bytes)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file)
        die("write", path);
}

std::string readFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        die("read", path);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

} // namespace ckpt::test
