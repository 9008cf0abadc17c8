// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/check/pieces.h"

#include "format/base/checkedmath.h"
#include "format/base/file.h"
#include "format/base/paths.h"
#include "format/checkpoint/filekind.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <span>
#include <tuple>

namespace ckpt {

namespace {

// Bytes of gaps that are looked at, of one file.
constexpr std::uint64_t kMostGapBytes = 64 << 20;

// What no piece of one data file uses, before its last piece.
struct Gaps {
    std::uint64_t count = 0, bytes = 0;
    ByteRange first;
    bool zero = true, allRead = true;
};

class PlaceCheck {
public:
    PlaceCheck(const Checkpoint &checkpoint, IssueLog &log, const JobControl &control)
        : m_checkpoint(checkpoint)
        , m_log(log)
        , m_control(control)
    {
    }

    Result<void> checkShard(const ShardFile &shard, std::span<const Piece> pieces)
    {
        m_gaps = {};
        m_file = nullptr;
        std::uint64_t end = 0;
        const Piece *last = nullptr;
        for (const Piece &piece : pieces) {
            if (m_control.cancelled())
                return fail(Fault::Cancelled);
            if (piece.at.offset < end)
                reportOverlap(shard, piece, *last, end);
            else if (piece.at.offset > end)
                addGap(shard, { end, piece.at.offset - end });
            const std::uint64_t pieceEnd = checkedAdd(piece.at.offset, piece.at.size).value_or(UINT64_MAX);
            if (pieceEnd > end) {
                end = pieceEnd;
                last = &piece;
            }
        }
        if (m_gaps.count > 0)
            reportGaps(shard);
        if (shard.size && *shard.size > end)
            reportRest(shard, end, pieces.empty());
        return {};
    }

private:
    const std::string &keyOf(const Piece &piece) const { return m_checkpoint.variable(piece.variable).key; }

    void reportOverlap(const ShardFile &shard, const Piece &piece, const Piece &before, std::uint64_t end)
    {
        const bool same = before.at.offset == piece.at.offset && before.at.size == piece.at.size
            && before.at.maskedCrc == piece.at.maskedCrc;
        Issue found = issue(Error{ .fault = Fault::ShardOverlap,
            .path = shard.path,
            .key = keyOf(piece),
            .where = ByteRange{ piece.at.offset, std::min(piece.at.size, end - piece.at.offset) },
            .detail = fmt::format("The other one is “{}”.", keyOf(before)) });
        if (same) // some writers store equal values once
            found.severity = Severity::Note;
        m_log.add(std::move(found));
    }

    void addGap(const ShardFile &shard, const ByteRange &gap)
    {
        if (m_gaps.count++ == 0)
            m_gaps.first = gap;
        m_gaps.bytes += gap.length;
        if (!shard.size || !fitsIn(gap.begin, gap.length, *shard.size) || m_gaps.bytes > kMostGapBytes)
            m_gaps.allRead = false;
        else if (m_gaps.zero && m_gaps.allRead)
            m_gaps.zero = isZero(shard, gap);
    }

    bool isZero(const ShardFile &shard, ByteRange gap)
    {
        if (!m_file) {
            auto opened = openFile(shard.path);
            if (!opened) {
                m_gaps.allRead = false;
                return true;
            }
            m_file = *opened;
        }
        m_buffer.resize(1 << 16);
        while (gap.length > 0 && !m_control.cancelled()) {
            const std::span<char> part(m_buffer.data(), std::min<std::uint64_t>(gap.length, m_buffer.size()));
            if (!m_file->readAt(gap.begin, part)) {
                m_gaps.allRead = false;
                return true;
            }
            if (std::any_of(part.begin(), part.end(), [](char byte) { return byte != 0; }))
                return false;
            gap.begin += part.size();
            gap.length -= part.size();
        }
        return true;
    }

    void reportGaps(const ShardFile &shard)
    {
        std::string detail = m_gaps.count == 1
            ? std::string()
            : fmt::format("It is the first of {} gaps with {} bytes together. ", m_gaps.count, m_gaps.bytes);
        if (!m_gaps.zero)
            detail += "Not all of these bytes are zero, so something else was written there.";
        else if (m_gaps.allRead)
            detail += "They are zero, as padding is.";
        m_log.add(issue(
            Error{ .fault = Fault::ShardGap, .path = shard.path, .where = m_gaps.first, .detail = std::move(detail) }));
    }

    void reportRest(const ShardFile &shard, std::uint64_t end, bool unused)
    {
        if (unused) {
            m_log.add(issue(Error{ .fault = Fault::ShardUnused,
                .path = shard.path,
                .detail = fmt::format("It has {} bytes.", *shard.size) }));
            return;
        }
        Error error{
            .fault = Fault::ShardTrailingBytes, .path = shard.path, .where = ByteRange{ end, *shard.size - end }
        };
        error.expected = static_cast<std::int64_t>(end);
        error.actual = static_cast<std::int64_t>(*shard.size);
        m_log.add(issue(std::move(error)));
    }

    const Checkpoint &m_checkpoint;
    IssueLog &m_log;
    const JobControl &m_control;
    Gaps m_gaps;
    std::shared_ptr<const RandomAccessFile> m_file; // of the gaps that are read
    std::string m_buffer;
};

// "00002-of-00008" → 8; nothing for another text.
std::optional<std::int32_t> countOf(std::string_view numbers)
{
    const std::size_t of = numbers.find("-of-");
    if (of == std::string_view::npos)
        return std::nullopt;
    const NameParts parts = partsOf("x-" + std::string(numbers));
    return parts.kind == NameKind::V1Shard ? std::optional(parts.count) : std::nullopt;
}

// What stands behind the prefix in names that a save uses until it is complete.
bool isUnfinished(std::string_view rest)
{
    if (rest == "_temp" || rest.starts_with("_temp_"))
        return true;
    return rest.starts_with(".index.tempstate") || rest.starts_with(".tempstate")
        || (rest.starts_with(".data-") && rest.find(".tempstate") != std::string_view::npos);
}

} // namespace

std::vector<Piece> piecesOf(const Checkpoint &checkpoint)
{
    std::vector<Piece> pieces;
    const auto add = [&](VariableId id, const std::optional<StoredAt> &at) {
        if (at && at->size > 0)
            pieces.push_back({ id, *at });
    };
    for (std::size_t i = 0; i < checkpoint.variables().size(); ++i) {
        const Variable &variable = checkpoint.variables()[i];
        add(static_cast<VariableId>(i), variable.at);
        for (const StoredSlice &slice : variable.slices)
            add(static_cast<VariableId>(i), slice.at);
    }
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece &a, const Piece &b) {
        return std::tuple(a.at.shard, a.at.offset, a.at.size) < std::tuple(b.at.shard, b.at.offset, b.at.size);
    });
    return pieces;
}

Result<void> checkPlaces(
    const Checkpoint &checkpoint, const std::vector<Piece> &pieces, IssueLog &log, const JobControl &control)
{
    PlaceCheck check(checkpoint, log, control);
    for (const ShardFile &shard : checkpoint.shards()) {
        const auto low = std::partition_point(
            pieces.begin(), pieces.end(), [&](const Piece &piece) { return piece.at.shard < shard.number; });
        const auto high =
            std::partition_point(low, pieces.end(), [&](const Piece &piece) { return piece.at.shard == shard.number; });
        if (auto done = check.checkShard(shard, std::span(low, high)); !done)
            return done;
    }
    return {};
}

Result<void> checkNeighbours(const Checkpoint &checkpoint, IssueLog &log, const JobControl &control)
{
    const std::string &prefix = checkpoint.ref().prefix;
    const std::string stem(baseName(prefix));
    const std::string data = stem + ".data-";
    const bool missing = std::any_of(checkpoint.shards().begin(), checkpoint.shards().end(),
        [](const ShardFile &shard) { return !shard.size.has_value(); });
    std::set<std::int32_t> otherCounts;
    std::size_t seen = 0;
    std::error_code failed;
    for (std::filesystem::directory_iterator at(directoryOf(prefix), failed), end; !failed && at != end;
         at.increment(failed)) {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        if (++seen > checkpoint.limits().maxDirectoryEntries)
            break;
        const std::string path = at->path().string(), name(baseName(path));
        if (!name.starts_with(stem))
            continue;
        const std::string_view rest = std::string_view(name).substr(stem.size());
        const auto count = name.starts_with(data) ? countOf(std::string_view(name).substr(data.size())) : std::nullopt;
        if (isUnfinished(rest))
            log.add(issue(Error{ .fault = Fault::UnfinishedSave, .path = path }));
        else if (count && *count != checkpoint.shardCount() && missing)
            otherCounts.insert(*count);
        else if (count && *count != checkpoint.shardCount())
            log.add(issue(Error{ .fault = Fault::ShardUnused,
                .path = path,
                .detail = fmt::format("The index counts {} data files.", checkpoint.shardCount()) }));
    }
    for (const std::int32_t count : otherCounts)
        log.add(issue(Error{ .fault = Fault::CauseShardCount,
            .path = prefix + ".index",
            .detail = fmt::format(
                "The index counts {} data files; the names beside it count {}.", checkpoint.shardCount(), count) }));
    return {};
}

} // namespace ckpt
