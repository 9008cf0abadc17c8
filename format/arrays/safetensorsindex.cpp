// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/arrays/arrayindex.h"
#include "format/arrays/arrayparts.h"
#include "format/arrays/arraytype.h"
#include "format/arrays/safetensorsheader.h"
#include "format/base/allocate.h"
#include "format/base/bytecursor.h"
#include "format/base/checkedmath.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ckpt {

namespace {

constexpr std::uint64_t kLengthBytes = 8;

Result<std::string> readHeaderText(const RandomAccessFile &file, const Limits &limits)
{
    std::array<char, kLengthBytes> start{};
    if (file.size() < kLengthBytes)
        return fail(Fault::ArrayFileDamaged, file.path(), fmt::format("It has {} bytes.", file.size()));
    if (auto read = file.readAt(0, start); !read)
        return tl::unexpected(read.error());
    const std::uint64_t length = *ByteCursor(std::string_view(start.data(), start.size())).fixed64();
    // A file of another kind announces nonsense; that sentence helps more than one on limits.
    if (!fitsIn(kLengthBytes, length, file.size()))
        return fail(Fault::ArrayFileDamaged, file.path(),
            fmt::format("Its first 8 bytes announce a header of {} bytes, but the file has {}.", length, file.size()));
    if (length > limits.maxSafetensorsHeaderBytes) {
        Error error{
            .fault = Fault::LimitExceeded, .path = file.path(), .detail = "This is the length of its header."
        };
        error.expected = static_cast<std::int64_t>(limits.maxSafetensorsHeaderBytes);
        error.actual = static_cast<std::int64_t>(length);
        return fail(std::move(error));
    }
    std::string text;
    if (auto room = resizeTo(text, length); !room)
        return tl::unexpected(room.error());
    if (auto read = file.readAt(kLengthBytes, std::span(text)); !read)
        return tl::unexpected(read.error());
    if (!text.starts_with('{'))
        return fail(Fault::ArrayFileDamaged, file.path(), "Its header does not begin with “{”.");
    return text;
}

class SafetensorsReader {
public:
    SafetensorsReader(const RandomAccessFile &file, std::uint64_t dataBegin, const Limits &limits)
        : m_file(file)
        , m_dataBegin(dataBegin)
        , m_limits(limits)
    {
    }

    ArrayEntry describe(SafetensorsEntry &from)
    {
        ArrayEntry entry;
        entry.variable.key = std::move(from.name);
        if (auto done = fill(entry.variable, from); !done) {
            done.error().path = m_file.path();
            done.error().key = entry.variable.key;
            entry.variable.error = done.error();
        }
        return entry;
    }

private:
    static tl::unexpected<Error> damaged(std::string detail)
    {
        return fail(Fault::EntryDamaged, {}, std::move(detail));
    }

    Result<void> fill(Variable &variable, const SafetensorsEntry &from)
    {
        if (from.repeated)
            return damaged("One of its fields stands twice.");
        if (auto shaped = setShape(variable, from); !shaped)
            return shaped;
        if (!from.dtype)
            return damaged("It has no type.");
        const auto type = safetensorsType(*from.dtype);
        if (type) {
            variable.dtype = type->dtype;
            variable.storedType = static_cast<std::int32_t>(type->dtype);
        }
        if (auto placed = setPlace(variable, from); !placed)
            return placed;
        if (type) {
            if (auto fits = checkSize(variable, type->bits); !fits)
                return fits;
        }
        if (variable.dtype == DType::Invalid)
            return fail(Fault::ArrayTypeUnsupported, {}, fmt::format("“{}”", from.dtype->substr(0, 40)));
        return {};
    }

    Result<void> setShape(Variable &variable, const SafetensorsEntry &from)
    {
        if (!from.shape)
            return damaged("Its shape is missing or no list of numbers.");
        std::vector<std::int64_t> dims;
        for (const std::uint64_t dim : *from.shape) {
            if (dim > INT64_MAX)
                return fail(Fault::ShapeInvalid, {}, fmt::format("A dimension is {}.", dim));
            dims.push_back(static_cast<std::int64_t>(dim));
        }
        auto shape = TensorShape::make(dims, m_limits);
        if (!shape)
            return tl::unexpected(shape.error());
        variable.shape = std::move(*shape);
        return {};
    }

    Result<void> setPlace(Variable &variable, const SafetensorsEntry &from)
    {
        if (!from.offsets || from.offsets->size() != 2)
            return damaged("Its “data_offsets” are missing or no pair of numbers.");
        const std::uint64_t begin = (*from.offsets)[0], end = (*from.offsets)[1];
        if (begin > end || !checkedAdd(m_dataBegin, end))
            return damaged(fmt::format("Its bytes {} to {} cannot be.", begin, end));
        variable.at = StoredAt{ 0, m_dataBegin + begin, end - begin, 0, false };
        if (fitsIn(variable.at->offset, variable.at->size, m_file.size()))
            return {};
        Error error{ .fault = Fault::TensorOutOfShard, .where = ByteRange{ variable.at->offset, variable.at->size } };
        error.actual = static_cast<std::int64_t>(m_file.size());
        return fail(std::move(error));
    }

    static Result<void> checkSize(const Variable &variable, unsigned bits)
    {
        // Types of less than a byte are packed, and must fill the last one.
        const auto needed = checkedMul<std::uint64_t>(static_cast<std::uint64_t>(variable.elements()), bits);
        if (needed && *needed % 8 == 0 && *needed / 8 == variable.at->size)
            return {};
        Error error{ .fault = Fault::SizeMismatch };
        error.expected = static_cast<std::int64_t>(needed.value_or(INT64_MAX) / 8);
        error.actual = static_cast<std::int64_t>(std::min<std::uint64_t>(variable.at->size, INT64_MAX));
        return fail(std::move(error));
    }

    const RandomAccessFile &m_file;
    const std::uint64_t m_dataBegin;
    const Limits &m_limits;
};

// Every byte after the header belongs to one tensor, says the format.
void checkCover(CheckpointIndex &index, std::uint64_t dataBegin, const std::string &path, const Limits &limits)
{
    IssueLog log(index.issues, limits.maxIssuesOfOneFault);
    const std::uint64_t fileSize = *index.shards.front().size;
    std::vector<const Variable *> placed;
    for (const Variable &variable : index.variables) {
        if (variable.at && fitsIn(variable.at->offset, variable.at->size, fileSize))
            placed.push_back(&variable);
        else
            return; // of a damaged entry nobody knows what it covers, and its own issue is there
    }
    std::stable_sort(placed.begin(), placed.end(),
        [](const Variable *a, const Variable *b) { return a->at->offset < b->at->offset; });
    std::uint64_t covered = dataBegin;
    for (const Variable *variable : placed) {
        const StoredAt &at = *variable->at;
        const std::uint64_t end = at.offset + at.size;
        if (at.offset > covered)
            log.add({ Severity::Warning,
                { .fault = Fault::ShardGap, .path = path, .where = ByteRange{ covered, at.offset - covered } } });
        else if (at.offset < covered && at.size > 0)
            log.add({ Severity::Warning,
                { .fault = Fault::ShardOverlap,
                    .path = path,
                    .key = variable->key,
                    .where = ByteRange{ at.offset, std::min(end, covered) - at.offset },
                    .detail = "Files of this format have no checksums, and no byte that belongs to two tensors." } });
        covered = std::max(covered, end);
    }
    if (covered == fileSize)
        return;
    Error error{ .fault = Fault::ShardTrailingBytes, .path = path };
    error.expected = static_cast<std::int64_t>(covered);
    error.actual = static_cast<std::int64_t>(fileSize);
    log.add({ Severity::Warning, std::move(error) });
}

} // namespace

Result<CheckpointIndex> readSafetensorsIndex(const std::string &path, const Limits &limits, const JobControl &control)
{
    auto file = openArrayFile(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto text = readHeaderText(**file, limits);
    if (!text)
        return tl::unexpected(text.error());
    auto header = parseSafetensorsHeader(*text);
    if (!header) {
        header.error().path = path;
        return tl::unexpected(header.error());
    }
    CheckpointIndex index;
    index.shardCount = 1;
    index.shards.push_back({ 0, path, (*file)->size() });
    const std::uint64_t dataBegin = kLengthBytes + text->size();
    SafetensorsReader reader(**file, dataBegin, limits);
    std::vector<ArrayEntry> entries;
    for (SafetensorsEntry &entry : header->entries) {
        if (entries.size() % 1024 == 0 && control.cancelled())
            return fail(Fault::Cancelled, path);
        entries.push_back(reader.describe(entry));
    }
    addEntries(index, std::move(entries), path, false, limits);
    checkCover(index, dataBegin, path, limits);
    index.metadata = std::move(header->metadata);
    std::sort(index.metadata.begin(), index.metadata.end());
    return index;
}

} // namespace ckpt
