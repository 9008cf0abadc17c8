// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/bundlevalues.h"

#include "format/base/allocate.h"
#include "format/base/bytecursor.h"
#include "format/base/checkedmath.h"
#include "format/base/crc32c.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ckpt {

namespace {

Result<std::string> readPiece(const RandomAccessFile &file, const StoredAt &at, const std::string &key,
    const Limits &limits, const JobControl &control)
{
    if (at.size > limits.maxReadBytes) {
        Error error{ .fault = Fault::LimitExceeded, .path = file.path(), .key = key };
        error.expected = static_cast<std::int64_t>(limits.maxReadBytes);
        error.actual = static_cast<std::int64_t>(at.size);
        return fail(std::move(error));
    }
    // The file may have become shorter since the index was read.
    if (!fitsIn(at.offset, at.size, file.size())) {
        Error error{
            .fault = Fault::TensorOutOfShard, .path = file.path(), .key = key, .where = ByteRange{ at.offset, at.size }
        };
        error.actual = static_cast<std::int64_t>(file.size());
        return fail(std::move(error));
    }
    std::string bytes;
    if (auto room = resizeTo(bytes, at.size); !room)
        return tl::unexpected(room.error());
    constexpr std::uint64_t kPiece = 4 << 20;
    for (std::uint64_t done = 0; done < at.size; done += kPiece) {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        const auto piece = std::span(bytes).subspan(done, std::min(kPiece, at.size - done));
        if (auto read = file.readAt(at.offset + done, piece); !read) {
            read.error().key = key;
            return tl::unexpected(read.error());
        }
    }
    return bytes;
}

tl::unexpected<Error> damaged(
    const RandomAccessFile &file, const StoredAt &at, const std::string &key, std::string detail)
{
    return fail(Error{ .fault = Fault::StringsDamaged,
        .path = file.path(),
        .key = key,
        .where = ByteRange{ at.offset, at.size },
        .expected = {},
        .actual = {},
        .detail = std::move(detail) });
}

// A length as the checksum sees it: 4 bytes where they suffice, else 8, in the writer's byte order.
std::uint32_t addLength(std::uint32_t crc, std::uint64_t length, bool bigEndian)
{
    std::array<char, 8> bytes;
    const std::size_t size = length <= UINT32_MAX ? 4 : 8;
    for (std::size_t i = 0; i < size; ++i)
        bytes[bigEndian ? size - 1 - i : i] = static_cast<char>(length >> (8 * i));
    return crc32c(std::string_view(bytes.data(), size), crc);
}

std::uint32_t fixed32(std::string_view bytes, bool bigEndian)
{
    const std::uint32_t value = *ByteCursor(bytes).fixed32();
    return bigEndian ? __builtin_bswap32(value) : value;
}

} // namespace

void swapBytes(DType type, std::span<char> bytes)
{
    const std::size_t unit = swapUnit(type);
    if (unit < 2)
        return;
    for (std::size_t begin = 0; begin + unit <= bytes.size(); begin += unit)
        std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(begin),
            bytes.begin() + static_cast<std::ptrdiff_t>(begin + unit));
}

std::optional<Error> checksumError(
    const RandomAccessFile &file, const StoredAt &at, std::uint32_t computed, const std::string &key)
{
    if (!at.crcStored || maskCrc(computed) == at.maskedCrc)
        return std::nullopt;
    Error error{
        .fault = Fault::TensorChecksum, .path = file.path(), .key = key, .where = ByteRange{ at.offset, at.size }
    };
    error.expected = at.maskedCrc;
    error.actual = maskCrc(computed);
    return error;
}

Result<std::vector<std::string>> readStrings(const RandomAccessFile &file, const StoredAt &at, std::int64_t count,
    bool bigEndian, bool check, const std::string &key, const Limits &limits, const JobControl &control)
{
    std::vector<std::string> strings;
    if (count == 0 && at.size == 0)
        return strings;
    if (count < 0 || static_cast<std::uint64_t>(count) > std::min(limits.maxStrings, at.size))
        return damaged(file, at, key, fmt::format("{} strings cannot lie in {} bytes.", count, at.size));
    auto piece = readPiece(file, at, key, limits, control);
    if (!piece)
        return tl::unexpected(piece.error());
    ByteCursor cursor(*piece);
    std::vector<std::uint64_t> lengths;
    std::uint32_t crc = 0;
    std::uint64_t sum = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto length = cursor.varint64();
        if (!length || *length > at.size || (sum += *length) > at.size)
            return damaged(file, at, key, fmt::format("The length of string {} is impossible.", i));
        lengths.push_back(*length);
        crc = addLength(crc, *length, bigEndian);
        if (lengths.size() % 65536 == 0 && control.cancelled())
            return fail(Fault::Cancelled);
    }
    const auto stored = cursor.bytes(4);
    if (!stored || unmaskCrc(fixed32(*stored, bigEndian)) != crc)
        return damaged(file, at, key, "The checksum of their lengths does not match.");
    if (sum != cursor.remaining())
        return damaged(
            file, at, key, fmt::format("Their lengths add up to {} bytes; {} are stored.", sum, cursor.remaining()));
    if (check) {
        if (auto wrong = checksumError(file, at, crc32c(cursor.rest(), crc32c(*stored, crc)), key))
            return fail(std::move(*wrong));
    }
    if (auto room = resizeTo(strings, lengths.size()); !room)
        return tl::unexpected(room.error());
    for (std::size_t i = 0; i < lengths.size(); ++i)
        strings[i] = *cursor.bytes(lengths[i]);
    return strings;
}

Result<std::vector<std::string>> readVariants(const RandomAccessFile &file, const StoredAt &at, std::int64_t count,
    const std::string &key, const Limits &limits, const JobControl &control)
{
    std::vector<std::string> elements;
    if (count < 0 || static_cast<std::uint64_t>(count) > std::min(limits.maxStrings, at.size))
        return damaged(file, at, key, fmt::format("{} values cannot lie in {} bytes.", count, at.size));
    auto piece = readPiece(file, at, key, limits, control);
    if (!piece)
        return tl::unexpected(piece.error());
    ByteCursor cursor(*piece);
    std::uint32_t crc = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto length = cursor.varint64();
        const auto bytes = length ? cursor.bytes(*length) : std::nullopt;
        const auto stored = bytes ? cursor.bytes(4) : std::nullopt;
        if (!stored)
            return damaged(file, at, key, fmt::format("Value {} reaches over the end.", i));
        std::array<char, 8> fixed;
        for (std::size_t byte = 0; byte < fixed.size(); ++byte)
            fixed[byte] = static_cast<char>(*length >> (8 * byte));
        crc = crc32c(*bytes, crc32c(std::string_view(fixed.data(), fixed.size()), crc));
        if (unmaskCrc(fixed32(*stored, false)) != crc)
            return damaged(file, at, key, fmt::format("The checksum after value {} does not match.", i));
        crc = crc32c(*stored, crc);
        elements.emplace_back(*bytes);
    }
    if (!cursor.atEnd())
        return damaged(file, at, key, fmt::format("{} bytes follow the last value.", cursor.remaining()));
    if (auto wrong = checksumError(file, at, crc, key))
        return fail(std::move(*wrong));
    return elements;
}

} // namespace ckpt
