// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/zipwriter.h"

#include "format/base/putbytes.h"

#include <algorithm>
#include <isa-l/crc.h>

namespace ckpt {

namespace {

// Above these zipfile uses the larger fields; they are smaller than the format needs.
constexpr std::uint64_t kLargeSize = (std::uint64_t{ 1 } << 31) - 1, kLargeCount = 65535;
constexpr std::uint32_t kInOtherField = UINT32_MAX;
constexpr std::uint16_t kVersion = 45; // Zip64
constexpr std::uint16_t kDate = 1 << 5 | 1; // 1980-01-01
constexpr std::uint32_t kRights = 0600U << 16;

void put16(std::string &out, std::uint64_t value)
{
    out += static_cast<char>(value);
    out += static_cast<char>(value >> 8);
}
void put32(std::string &out, std::uint64_t value)
{
    putFixed32(out, static_cast<std::uint32_t>(value));
}

// From the flags to the checksum, the same in both headers.
void putCommon(std::string &out, const std::string &name, std::uint32_t crc)
{
    const bool ascii =
        std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    put16(out, ascii ? 0 : 0x800);
    put16(out, 0); // stored
    put16(out, 0); // midnight
    put16(out, kDate);
    put32(out, crc);
}

} // namespace

std::uint32_t zipCrc(std::string_view bytes, std::uint32_t crc)
{
    return crc32_gzip_refl(crc, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size());
}

Result<void> ZipWriter::begin(std::string_view name, std::uint64_t size, std::uint32_t crc)
{
    m_members.push_back({ std::string(name), size, m_file.size(), crc });
    std::string header("PK\3\4", 4);
    put16(header, kVersion);
    putCommon(header, m_members.back().name, crc);
    put32(header, kInOtherField);
    put32(header, kInOtherField);
    put16(header, name.size());
    put16(header, 20);
    header += name;
    put16(header, 1);
    put16(header, 16);
    putFixed64(header, size);
    putFixed64(header, size);
    return m_file.append(header);
}

Result<void> ZipWriter::finish()
{
    const std::uint64_t begin = m_file.size();
    for (const Member &member : m_members) {
        std::string large;
        if (member.size > kLargeSize) {
            putFixed64(large, member.size);
            putFixed64(large, member.size);
        }
        if (member.offset > kLargeSize)
            putFixed64(large, member.offset);
        const auto small = [](std::uint64_t value) { return value > kLargeSize ? kInOtherField : value; };
        std::string entry("PK\1\2", 4);
        entry += static_cast<char>(kVersion);
        entry += '\3'; // Unix
        put16(entry, kVersion);
        putCommon(entry, member.name, member.crc);
        put32(entry, small(member.size));
        put32(entry, small(member.size));
        put16(entry, member.name.size());
        put16(entry, large.empty() ? 0 : 4 + large.size());
        put16(entry, 0); // comment
        put16(entry, 0); // disk
        put16(entry, 0); // internal attributes
        put32(entry, kRights);
        put32(entry, small(member.offset));
        entry += member.name;
        if (!large.empty()) {
            put16(entry, 1);
            put16(entry, large.size());
            entry += large;
        }
        if (auto appended = m_file.append(entry); !appended)
            return appended;
    }
    const std::uint64_t end = m_file.size(), count = m_members.size(), size = end - begin;
    std::string tail;
    if (count > kLargeCount || begin > kLargeSize || size > kLargeSize) {
        tail.append("PK\6\6", 4);
        putFixed64(tail, 44);
        put16(tail, kVersion);
        put16(tail, kVersion);
        put32(tail, 0);
        put32(tail, 0);
        for (const std::uint64_t value : { count, count, size, begin })
            putFixed64(tail, value);
        tail.append("PK\6\7", 4);
        put32(tail, 0);
        putFixed64(tail, end);
        put32(tail, 1);
    }
    tail.append("PK\5\6", 4);
    put16(tail, 0);
    put16(tail, 0);
    put16(tail, std::min<std::uint64_t>(count, 0xFFFF));
    put16(tail, std::min<std::uint64_t>(count, 0xFFFF));
    put32(tail, std::min<std::uint64_t>(size, kInOtherField));
    put32(tail, std::min<std::uint64_t>(begin, kInOtherField));
    put16(tail, 0);
    return m_file.append(tail);
}

} // namespace ckpt
