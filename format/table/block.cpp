// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/table/block.h"

#include "format/base/allocate.h"
#include "format/base/checkedmath.h"
#include "format/base/crc32c.h"

#include <fmt/format.h>
#include <snappy.h>

namespace ckpt {

namespace {

tl::unexpected<Error> failAt(Fault fault, const std::string &path, const BlockHandle &handle, std::string detail = {})
{
    Error error{ .fault = fault, .path = path, .where = ByteRange{ handle.offset, handle.size } };
    error.detail = std::move(detail);
    return fail(std::move(error));
}

tl::unexpected<Error> failLimit(const std::string &path, std::uint64_t limit, std::uint64_t asked, const char *what)
{
    Error error{ .fault = Fault::LimitExceeded, .path = path };
    error.expected = static_cast<std::int64_t>(limit);
    error.actual = static_cast<std::int64_t>(asked);
    error.detail = what;
    return fail(std::move(error));
}

Result<void> unpackSnappy(
    const std::string &path, const BlockHandle &handle, const Limits &limits, BlockContents &block)
{
    const std::size_t packed = handle.size;
    std::size_t announced = 0;
    if (!snappy::GetUncompressedLength(block.bytes.data(), packed, &announced))
        return failAt(Fault::BlockCompression, path, handle, "The Snappy length is unreadable.");
    if (announced > limits.maxBlockBytes || announced / limits.maxSnappyRatio > packed)
        return failLimit(
            path, std::min(limits.maxBlockBytes, packed * limits.maxSnappyRatio), announced, "A compressed block.");
    std::string plain;
    if (auto room = resizeTo(plain, announced); !room)
        return room;
    if (!snappy::RawUncompress(block.bytes.data(), packed, plain.data()))
        return failAt(Fault::BlockCompression, path, handle, "The Snappy data is damaged.");
    block.bytes = std::move(plain);
    block.compressed = true;
    return {};
}

} // namespace

std::optional<BlockHandle> readHandle(ByteCursor &cursor)
{
    const auto offset = cursor.varint64();
    const auto size = offset ? cursor.varint64() : std::nullopt;
    if (!size)
        return std::nullopt;
    return BlockHandle{ *offset, *size };
}

Result<void> readBlock(const RandomAccessFile &file, const BlockHandle &handle, std::uint64_t end, const Limits &limits,
    BlockContents &into)
{
    const auto withTrailer = checkedAdd(handle.size, kBlockTrailerSize);
    if (!withTrailer || !fitsIn(handle.offset, *withTrailer, end)) {
        Error error{
            .fault = Fault::BlockOutOfFile, .path = file.path(), .where = ByteRange{ handle.offset, handle.size }
        };
        error.actual = static_cast<std::int64_t>(file.size());
        return fail(std::move(error));
    }
    if (handle.size > limits.maxBlockBytes)
        return failLimit(file.path(), limits.maxBlockBytes, handle.size, "A block.");
    into.compressed = false;
    if (auto room = resizeTo(into.bytes, *withTrailer); !room)
        return room;
    if (auto read = file.readAt(handle.offset, std::span(into.bytes)); !read)
        return read;

    const std::string_view all = into.bytes;
    const std::uint32_t stored = unmaskCrc(*ByteCursor(all.substr(handle.size + 1)).fixed32());
    const std::uint32_t computed = crc32c(all.substr(0, handle.size + 1));
    if (stored != computed) {
        Error error{
            .fault = Fault::BlockChecksum, .path = file.path(), .where = ByteRange{ handle.offset, handle.size }
        };
        error.expected = stored;
        error.actual = computed;
        return fail(std::move(error));
    }
    const auto type = static_cast<unsigned char>(into.bytes[handle.size]);
    if (type == 1)
        return unpackSnappy(file.path(), handle, limits, into);
    if (type != 0)
        return failAt(Fault::BlockCompression, file.path(), handle, fmt::format("Its compression type is {}.", type));
    into.bytes.resize(handle.size);
    return {};
}

Result<BlockWalker> BlockWalker::make(std::string_view bytes, const Limits &limits)
{
    if (bytes.size() < 4)
        return fail(Fault::BlockDamaged, {}, "The block is too small.");
    const std::uint64_t restarts = *ByteCursor(bytes.substr(bytes.size() - 4)).fixed32();
    if (restarts == 0 || restarts > (bytes.size() - 4) / 4)
        return fail(Fault::BlockDamaged, {}, fmt::format("It claims {} restart points.", restarts));
    const std::string_view entries = bytes.substr(0, bytes.size() - 4 - 4 * restarts);
    return BlockWalker(entries, limits.maxKeyRatio * bytes.size());
}

Result<bool> BlockWalker::next()
{
    if (m_cursor.atEnd())
        return false;
    const auto shared = m_cursor.varint32();
    const auto unshared = shared ? m_cursor.varint32() : std::nullopt;
    const auto length = unshared ? m_cursor.varint32() : std::nullopt;
    if (!length || *shared > m_key.size())
        return fail(Fault::BlockDamaged, {}, "An entry has impossible lengths.");
    const auto suffix = m_cursor.bytes(*unshared);
    const auto value = suffix ? m_cursor.bytes(*length) : std::nullopt;
    if (!value)
        return fail(Fault::BlockDamaged, {}, "An entry reaches over the end of its block.");
    const std::uint64_t keyBytes = std::uint64_t{ *shared } + *unshared;
    if (keyBytes > m_keyBytesLeft)
        return fail(Fault::BlockDamaged, {}, "Its keys are far longer than the block.");
    m_keyBytesLeft -= keyBytes;
    m_key.resize(*shared);
    m_key += *suffix;
    m_value = *value;
    return true;
}

} // namespace ckpt
