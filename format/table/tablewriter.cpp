// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/table/tablewriter.h"

#include "format/base/crc32c.h"
#include "format/base/putbytes.h"

#include <algorithm>

namespace ckpt {

namespace {

constexpr std::uint64_t kMagic = 0xDB4775248B80FB57u;
constexpr std::size_t kFooterHandles = 40; // bytes, with padding
constexpr char kPlain = 0; // type of a block that is not compressed

unsigned byteAt(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

std::size_t commonPrefix(std::string_view a, std::string_view b)
{
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

// A short key that is not below `last` and below `next`; `last` where there is none that is shorter.
std::string separatorBetween(std::string_view last, std::string_view next)
{
    const std::size_t same = commonPrefix(last, next);
    if (same == last.size() || same == next.size())
        return std::string(last);
    if (byteAt(last, same) == 0xFF || byteAt(last, same) + 1 >= byteAt(next, same))
        return std::string(last);
    std::string separator(last.substr(0, same + 1));
    ++separator.back();
    return separator;
}

// A short key that is not below `last`.
std::string successorOf(std::string_view last)
{
    for (std::size_t at = 0; at < last.size(); ++at) {
        if (byteAt(last, at) != 0xFF) {
            std::string successor(last.substr(0, at + 1));
            ++successor.back();
            return successor;
        }
    }
    return std::string(last);
}

} // namespace

void TableWriter::Block::put(std::string_view key, std::uint64_t valueBytes, int interval)
{
    std::size_t shared = 0;
    if (sinceRestart < interval) {
        shared = commonPrefix(lastKey, key);
    } else {
        restarts.push_back(static_cast<std::uint32_t>(entries.size()));
        sinceRestart = 0;
    }
    putVarint(entries, shared);
    putVarint(entries, key.size() - shared);
    putVarint(entries, valueBytes);
    entries += key.substr(shared);
    lastKey = key;
    ++sinceRestart;
}

std::string TableWriter::Block::end() const
{
    std::string end;
    for (const std::uint32_t restart : restarts)
        putFixed32(end, restart);
    putFixed32(end, static_cast<std::uint32_t>(restarts.size()));
    return end;
}

TableWriter::TableWriter(NewFile &file, TableWriterOptions options)
    : m_file(file)
    , m_options(options)
{
}

Result<void> TableWriter::checkOrder(std::string_view key, std::uint64_t valueBytes) const
{
    if (m_finished || m_missing != 0 || (m_any && key <= m_lastKey))
        return fail(Error{ .fault = Fault::Internal,
            .path = m_file.path(),
            .key = std::string(key),
            .where = {},
            .expected = {},
            .actual = {},
            .detail = "Entries of a table must come in order." });
    if (key.size() <= UINT32_MAX && valueBytes <= UINT32_MAX)
        return {};
    Error error{ .fault = Fault::TooLargeToWrite, .path = m_file.path(), .key = std::string(key.substr(0, 1000)) };
    error.expected = UINT32_MAX;
    error.actual = static_cast<std::int64_t>(std::min<std::uint64_t>(std::max(key.size(), valueBytes), INT64_MAX));
    return fail(std::move(error));
}

Result<void> TableWriter::add(std::string_view key, std::string_view value)
{
    if (auto begun = begin(key, value.size()); !begun)
        return begun;
    return value.empty() ? Result<void>{} : append(value);
}

Result<void> TableWriter::begin(std::string_view key, std::uint64_t valueBytes)
{
    if (auto inOrder = checkOrder(key, valueBytes); !inOrder)
        return inOrder;
    // An entry of twice a block gets one of its own.
    const bool large = key.size() + valueBytes >= 2 * m_options.blockSize;
    if (large) {
        if (auto flushed = flush(); !flushed)
            return flushed;
    }
    if (m_pending)
        indexPendingBlock(separatorBetween(m_lastKey, key));
    m_lastKey = key;
    m_any = true;
    m_block.put(key, valueBytes, m_options.restartInterval);
    m_missing = valueBytes;
    if (valueBytes == 0)
        return endEntry();
    return large ? startLargeBlock() : Result<void>{};
}

Result<void> TableWriter::startLargeBlock()
{
    m_large = true;
    m_largeBegin = m_file.size();
    m_largeCrc = crc32c(m_block.entries);
    return m_file.append(m_block.entries);
}

Result<void> TableWriter::append(std::string_view piece)
{
    if (piece.size() > m_missing)
        return fail(Fault::Internal, m_file.path(), "A value is longer than was said.");
    if (m_large) {
        m_largeCrc = crc32c(piece, m_largeCrc);
        if (auto appended = m_file.append(piece); !appended)
            return appended;
    } else {
        m_block.entries += piece;
    }
    m_missing -= piece.size();
    return m_missing == 0 && !piece.empty() ? endEntry() : Result<void>{};
}

Result<void> TableWriter::endEntry()
{
    if (m_large) {
        m_large = false;
        const std::string end = m_block.end();
        m_block = {};
        if (auto appended = m_file.append(end); !appended)
            return appended;
        return endBlock(m_largeBegin, crc32c(end, m_largeCrc));
    }
    return m_block.size() >= m_options.blockSize ? flush() : Result<void>{};
}

Result<void> TableWriter::flush()
{
    if (m_block.entries.empty())
        return {};
    auto place = writeBlock(m_block);
    m_block = {};
    if (!place)
        return tl::unexpected(place.error());
    m_pending = true;
    m_pendingBlock = *place;
    return {};
}

void TableWriter::indexPendingBlock(std::string_view separator)
{
    std::string handle;
    putVarint(handle, m_pendingBlock.offset);
    putVarint(handle, m_pendingBlock.size);
    m_index.put(separator, handle.size(), 1);
    m_index.entries += handle;
    m_pending = false;
}

Result<void> TableWriter::endBlock(std::uint64_t begin, std::uint32_t crc)
{
    m_pending = true;
    m_pendingBlock = { begin, m_file.size() - begin };
    std::string trailer(1, kPlain);
    putFixed32(trailer, maskCrc(crc32c(trailer, crc)));
    return m_file.append(trailer);
}

Result<TableWriter::Place> TableWriter::writeBlock(const Block &block)
{
    const Place place{ m_file.size(), block.entries.size() + 4 * block.restarts.size() + 4 };
    std::string end = block.end();
    end += kPlain;
    putFixed32(end, maskCrc(crc32c(end, crc32c(block.entries))));
    if (auto appended = m_file.append(block.entries); !appended)
        return tl::unexpected(appended.error());
    if (auto appended = m_file.append(end); !appended)
        return tl::unexpected(appended.error());
    return place;
}

Result<void> TableWriter::finish()
{
    if (m_finished || m_missing != 0)
        return fail(Fault::Internal, m_file.path(), "A table ends within an entry.");
    if (auto flushed = flush(); !flushed)
        return flushed;
    m_finished = true;
    const auto metaindex = writeBlock({});
    if (!metaindex)
        return tl::unexpected(metaindex.error());
    if (m_pending)
        indexPendingBlock(successorOf(m_lastKey));
    const auto index = writeBlock(m_index);
    if (!index)
        return tl::unexpected(index.error());
    std::string footer;
    for (const Place &place : { *metaindex, *index }) {
        putVarint(footer, place.offset);
        putVarint(footer, place.size);
    }
    footer.resize(kFooterHandles);
    putFixed64(footer, kMagic);
    return m_file.append(footer);
}

} // namespace ckpt
