// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/table/tablereader.h"

#include "format/base/checkedmath.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

constexpr std::uint64_t kFooterSize = 48;
constexpr std::uint64_t kFooterMagic = 0xDB4775248B80FB57ull;

Error placed(Error error, const std::string &path, const BlockHandle &handle)
{
    error.path = path;
    if (!error.where)
        error.where = ByteRange{ handle.offset, handle.size };
    return error;
}

// A pointer file of Git LFS is not a damaged table, and what to do about it is known.
Error notATable(const RandomAccessFile &file, Error error)
{
    std::string start(std::min<std::uint64_t>(file.size(), 64), '\0');
    if (file.readAt(0, std::span(start)) && isGitLfsPointer(start))
        return Error{ .fault = Fault::GitLfsPointer, .path = file.path() };
    return error;
}

struct Footer {
    BlockHandle metaindex, index;
    bool padded = true; // with zeros, as it should be
};

Result<Footer> readFooter(const RandomAccessFile &file)
{
    if (file.size() < kFooterSize) {
        Error error{ .fault = Fault::TableTooShort, .path = file.path() };
        error.expected = kFooterSize;
        error.actual = static_cast<std::int64_t>(file.size());
        return fail(notATable(file, std::move(error)));
    }
    std::string footer(kFooterSize, '\0');
    if (auto read = file.readAt(file.size() - kFooterSize, std::span(footer)); !read)
        return tl::unexpected(read.error());
    if (*ByteCursor(std::string_view(footer).substr(kFooterSize - 8)).fixed64() != kFooterMagic)
        return fail(notATable(file, Error{ .fault = Fault::TableBadMagic, .path = file.path() }));
    ByteCursor cursor{ std::string_view(footer).substr(0, kFooterSize - 8) };
    const auto metaindex = readHandle(cursor);
    const auto index = metaindex ? readHandle(cursor) : std::nullopt;
    if (!index)
        return fail(Fault::TableBadMagic, file.path(), "Its footer does not say where the index is.");
    const std::string_view padding = cursor.rest();
    return Footer{ *metaindex, *index, padding.find_first_not_of('\0') == padding.npos };
}

} // namespace

Result<TableReader> TableReader::open(std::shared_ptr<const RandomAccessFile> file, const Limits &limits)
{
    const auto footer = readFooter(*file);
    if (!footer)
        return tl::unexpected(footer.error());
    TableReader reader(std::move(file), limits);
    reader.m_end = reader.m_file->size() - kFooterSize;
    if (auto read = reader.readIndex(footer->index); !read)
        return tl::unexpected(read.error());
    return reader;
}

Result<void> TableReader::readIndex(const BlockHandle &handle)
{
    BlockContents contents;
    if (auto read = readBlock(*m_file, handle, m_end, m_limits, contents); !read)
        return read;
    auto walker = BlockWalker::make(contents.bytes, m_limits);
    if (!walker)
        return tl::unexpected(placed(walker.error(), m_file->path(), handle));
    std::uint64_t free = 0; // where the next block may begin
    for (;;) {
        const auto more = walker->next();
        if (!more)
            return tl::unexpected(placed(more.error(), m_file->path(), handle));
        if (!*more)
            return {};
        ByteCursor cursor(walker->value());
        const auto block = readHandle(cursor);
        if (!block)
            return fail(placed(Error{ .fault = Fault::BlockDamaged, .detail = "An index entry is unreadable." },
                m_file->path(), handle));
        if (m_blocks.size() >= m_limits.maxTableEntries)
            return fail(tooMany(m_blocks.size() + 1));
        // Blocks that lie in the file follow each other, or a small file could make us read the same bytes a million
        // times.
        if (fitsIn(block->offset, block->size, m_end)) {
            if (block->offset < free)
                return fail(
                    placed(Error{ .fault = Fault::BlockDamaged, .detail = "Two index entries name the same bytes." },
                        m_file->path(), handle));
            free = block->offset + block->size;
        }
        m_blocks.push_back({ std::string(walker->key()), *block });
    }
}

Result<void> TableReader::checkUnused() const
{
    const auto footer = readFooter(*m_file);
    if (!footer)
        return tl::unexpected(footer.error());
    BlockContents contents;
    if (auto read = readBlock(*m_file, footer->metaindex, m_end, m_limits, contents); !read)
        return fail(placed(read.error(), m_file->path(), footer->metaindex));
    if (!footer->padded)
        return fail(placed(Error{ .fault = Fault::BlockDamaged, .detail = "The padding of the footer is not zero." },
            m_file->path(), { m_end, kFooterSize }));
    return {};
}

Error TableReader::tooMany(std::uint64_t count) const
{
    Error error{ .fault = Fault::LimitExceeded, .path = m_file->path() };
    error.expected = static_cast<std::int64_t>(m_limits.maxTableEntries);
    error.actual = static_cast<std::int64_t>(count);
    return error;
}

Result<TableReader::WalkSummary> TableReader::forEach(
    const EntryVisitor &visit, Issues &issues, const JobControl &control) const
{
    WalkSummary summary;
    BlockContents contents;
    std::string lastKey;
    bool first = true;
    std::size_t orderIssues = 0;
    const auto report = [&](Error error, const BlockHandle &handle) {
        ++summary.damagedBlocks;
        if (summary.damagedBlocks <= m_limits.maxIssuesOfOneFault)
            issues.push_back(issue(placed(std::move(error), m_file->path(), handle)));
    };
    std::uint64_t done = 0;
    for (const Block &block : m_blocks) {
        if (control.cancelled())
            return fail(Fault::Cancelled, m_file->path());
        control.report(done, m_end);
        done += block.handle.size + kBlockTrailerSize;
        if (auto read = readBlock(*m_file, block.handle, m_end, m_limits, contents); !read) {
            report(read.error(), block.handle);
            continue;
        }
        summary.compressed |= contents.compressed;
        auto walker = BlockWalker::make(contents.bytes, m_limits);
        if (!walker)
            return tl::unexpected(placed(walker.error(), m_file->path(), block.handle));
        for (;;) {
            const auto more = walker->next();
            if (!more)
                return tl::unexpected(placed(more.error(), m_file->path(), block.handle));
            if (!*more)
                break;
            if (!first && walker->key() <= lastKey && orderIssues++ < m_limits.maxIssuesOfOneFault) {
                const Fault fault = walker->key() == lastKey ? Fault::KeyDuplicate : Fault::KeysUnsorted;
                issues.push_back(
                    issue(Error{ .fault = fault, .path = m_file->path(), .key = std::string(walker->key()) }));
            }
            first = false;
            lastKey.assign(walker->key());
            if (++summary.entries > m_limits.maxTableEntries)
                return fail(tooMany(summary.entries));
            if (summary.entries % 4096 == 0 && control.cancelled())
                return fail(Fault::Cancelled, m_file->path());
            if (!visit(walker->key(), walker->value()))
                return summary;
        }
    }
    return summary;
}

Result<std::optional<std::string>> TableReader::find(std::string_view key) const
{
    const auto block = std::lower_bound(m_blocks.begin(), m_blocks.end(), key,
        [](const Block &candidate, std::string_view wanted) { return candidate.lastKey < wanted; });
    if (block == m_blocks.end())
        return std::nullopt;
    BlockContents contents;
    if (auto read = readBlock(*m_file, block->handle, m_end, m_limits, contents); !read)
        return tl::unexpected(read.error());
    auto walker = BlockWalker::make(contents.bytes, m_limits);
    if (!walker)
        return tl::unexpected(placed(walker.error(), m_file->path(), block->handle));
    for (;;) {
        const auto more = walker->next();
        if (!more)
            return tl::unexpected(placed(more.error(), m_file->path(), block->handle));
        if (!*more)
            return std::nullopt;
        if (walker->key() != key)
            continue;
        // The value can be gigabytes: cut it out of the block instead of copying it.
        const auto begin = static_cast<std::size_t>(walker->value().data() - contents.bytes.data());
        contents.bytes.resize(begin + walker->value().size());
        contents.bytes.erase(0, begin);
        return std::move(contents.bytes);
    }
}

} // namespace ckpt
