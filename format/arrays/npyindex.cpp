// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/arrays/arrayindex.h"
#include "format/arrays/arrayparts.h"
#include "format/base/paths.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

Result<NpyHeader> readHeader(const RandomAccessFile &file, const Limits &limits)
{
    std::string bytes(std::min<std::uint64_t>(kNpyStartBytes, file.size()), '\0');
    if (auto read = file.readAt(0, std::span(bytes)); !read)
        return tl::unexpected(read.error());
    const auto size = npyHeaderSize(bytes, limits);
    if (!size)
        return tl::unexpected(size.error());
    if (*size > file.size())
        return fail(Fault::ArrayFileDamaged, {},
            fmt::format("Its header should have {} bytes, but the file has {}.", *size, file.size()));
    bytes.resize(*size);
    if (auto read = file.readAt(0, std::span(bytes)); !read)
        return tl::unexpected(read.error());
    return parseNpyHeader(bytes);
}

std::string keyOf(const std::string &path)
{
    std::string_view name = baseName(path);
    if (name.size() > 4 && name.ends_with(".npy"))
        name.remove_suffix(4);
    return std::string(name);
}

// Of the file, only the bytes of the elements belong to the variable.
void fitIntoFile(ArrayEntry &entry, const std::string &path, std::uint64_t fileSize, Issues &issues)
{
    StoredAt &at = *entry.variable.at;
    auto &error = entry.variable.error;
    if (error && error->fault == Fault::SizeMismatch) {
        at.size = static_cast<std::uint64_t>(*error->expected);
        error->fault = Fault::TensorOutOfShard;
        error->where = ByteRange{ at.offset, at.size };
        error->actual = static_cast<std::int64_t>(fileSize);
    }
    if (error)
        return;
    at.size = static_cast<std::uint64_t>(entry.variable.elements()) * entry.layout.width;
    if (at.offset + at.size == fileSize)
        return;
    Error more{ .fault = Fault::ShardTrailingBytes, .path = path };
    more.expected = static_cast<std::int64_t>(at.offset + at.size);
    more.actual = static_cast<std::int64_t>(fileSize);
    issues.push_back({ Severity::Warning, std::move(more) });
}

} // namespace

Result<CheckpointIndex> readNpyIndex(const std::string &path, const Limits &limits, const JobControl &control)
{
    if (control.cancelled())
        return fail(Fault::Cancelled, path);
    auto file = openArrayFile(path);
    if (!file)
        return tl::unexpected(file.error());
    auto header = readHeader(**file, limits);
    if (!header) {
        header.error().path = path;
        return tl::unexpected(header.error());
    }
    CheckpointIndex index;
    index.shardCount = 1;
    index.shards.push_back({ 0, path, (*file)->size() });
    std::vector<ArrayEntry> entries(1);
    ArrayEntry &entry = entries.front();
    entry.variable.key = keyOf(path);
    entry.variable.at = StoredAt{ 0, header->bytes, (*file)->size() - header->bytes, 0, false };
    describe(entry, *header, path, false, limits);
    fitIntoFile(entry, path, (*file)->size(), index.issues);
    addEntries(index, std::move(entries), path, true, limits);
    return index;
}

} // namespace ckpt
