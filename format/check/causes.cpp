// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/check/causes.h"

#include "format/base/checkedmath.h"
#include "format/base/faulttext.h"
#include "format/base/file.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace ckpt {

namespace {

// Indexes of other steps that are opened to find whose data it is.
constexpr std::size_t kMostSiblings = 50;
// Wrong checksums that are no accident of single bits: so many, and such a part of all.
constexpr std::size_t kManyWrong = 3;
constexpr double kMostWrong = 0.8;
// Zeros at the end of a file that values hardly have by themselves.
constexpr std::uint64_t kSuspiciousZeros = 512;

struct ShardDamage {
    const ShardFile &shard;
    std::vector<const Error *> wrong; // checksums, by offset
    std::size_t pieces = 0, beyond = 0; // all, and those that the file is too short for
    std::uint64_t needed = 0; // bytes, if all were there
};

class Explanation {
public:
    Explanation(const Checkpoint &checkpoint, std::span<const CheckpointRef> siblings, const JobControl &control)
        : m_checkpoint(checkpoint)
        , m_siblings(siblings)
        , m_control(control)
    {
    }

    std::optional<Error> explain(const ShardDamage &damage)
    {
        if (const auto owner = ownerOf(damage))
            return cause(Fault::CauseOtherData, damage,
                fmt::format("The {} are those that the index of “{}” has.",
                    damage.wrong.size() == 1 ? "checksum" : "checksums", printable(*owner)));
        const std::uint64_t size = damage.shard.size.value_or(0);
        if (damage.beyond > 0 && damage.wrong.empty())
            return cause(Fault::CauseCutShort, damage,
                fmt::format("It has {} of {} bytes, and {}.", size, damage.needed,
                    damage.beyond < damage.pieces ? "everything before its end is right"
                                                  : "not one variable ends before that"));
        if (const std::uint64_t zeros = zerosAtEnd(damage); zeros >= kSuspiciousZeros)
            return cause(Fault::CauseCutShort, damage,
                fmt::format("Its last {} bytes are zero, as an interrupted download leaves them, and only there "
                            "checksums differ.",
                    zeros));
        const std::size_t checked = damage.pieces - damage.beyond;
        if (damage.wrong.size() >= kManyWrong
            && static_cast<double>(damage.wrong.size()) >= kMostWrong * static_cast<double>(checked))
            return cause(Fault::CauseOtherData, damage,
                fmt::format("{} of {} checksums differ, all over the file.", damage.wrong.size(), checked));
        return std::nullopt;
    }

private:
    Error cause(Fault fault, const ShardDamage &damage, std::string detail) const
    {
        return Error{ .fault = fault, .path = damage.shard.path, .detail = std::move(detail) };
    }

    // The step whose index has every checksum that was computed, at the same places.
    std::optional<std::string> ownerOf(const ShardDamage &damage)
    {
        if (damage.wrong.empty())
            return std::nullopt;
        std::size_t tried = 0;
        for (const CheckpointRef &sibling : m_siblings) {
            if (m_control.cancelled() || tried == kMostSiblings)
                break;
            if (sibling.format != StorageFormat::V2 || sibling.prefix == m_checkpoint.ref().prefix)
                continue;
            ++tried;
            const auto other = Checkpoint::open(sibling, m_checkpoint.limits(), m_control);
            if (other && holdsAll(**other, damage))
                return sibling.displayName();
        }
        return std::nullopt;
    }

    static bool holdsAll(const Checkpoint &other, const ShardDamage &damage)
    {
        std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint32_t> stored;
        for (const Piece &piece : piecesOf(other)) {
            if (piece.at.shard == damage.shard.number)
                stored[{ piece.at.offset, piece.at.size }] = piece.at.maskedCrc;
        }
        return std::all_of(damage.wrong.begin(), damage.wrong.end(), [&](const Error *error) {
            const auto found = stored.find({ error->where->begin, error->where->length });
            return found != stored.end() && found->second == static_cast<std::uint32_t>(error->actual.value_or(-1));
        });
    }

    // Length of the zeros that end the file, if every wrong checksum reaches into them.
    std::uint64_t zerosAtEnd(const ShardDamage &damage) const
    {
        if (damage.wrong.empty() || !damage.shard.size)
            return 0;
        const auto file = openFile(damage.shard.path);
        if (!file)
            return 0;
        std::string buffer(1 << 20, '\0');
        std::uint64_t begin = (*file)->size();
        while (begin > 0 && !m_control.cancelled()) {
            const std::span<char> part(buffer.data(), std::min<std::uint64_t>(begin, buffer.size()));
            if (!(*file)->readAt(begin - part.size(), part))
                return 0;
            const auto last = std::find_if(part.rbegin(), part.rend(), [](char byte) { return byte != 0; });
            begin -= static_cast<std::uint64_t>(last - part.rbegin());
            if (last != part.rend())
                break;
        }
        const bool reach = std::all_of(damage.wrong.begin(), damage.wrong.end(), [&](const Error *error) {
            return checkedAdd(error->where->begin, error->where->length).value_or(0) > begin;
        });
        return reach ? (*file)->size() - begin : 0;
    }

    const Checkpoint &m_checkpoint;
    std::span<const CheckpointRef> m_siblings;
    const JobControl &m_control;
};

} // namespace

Result<void> explainDamage(const Checkpoint &checkpoint, const std::vector<Piece> &pieces,
    std::span<const Issue> damage, std::span<const CheckpointRef> siblings, IssueLog &log, const JobControl &control)
{
    Explanation explanation(checkpoint, siblings, control);
    for (const ShardFile &shard : checkpoint.shards()) {
        if (!shard.size)
            continue;
        ShardDamage found{ shard, {}, 0, 0, 0 };
        for (const Piece &piece : pieces) {
            if (piece.at.shard != shard.number)
                continue;
            ++found.pieces;
            found.beyond += !fitsIn(piece.at.offset, piece.at.size, *shard.size);
            found.needed = std::max(found.needed, checkedAdd(piece.at.offset, piece.at.size).value_or(UINT64_MAX));
        }
        for (const Issue &issue : damage) {
            if (issue.error.fault == Fault::TensorChecksum && issue.error.path == shard.path && issue.error.where)
                found.wrong.push_back(&issue.error);
        }
        if (found.wrong.empty() && found.beyond == 0)
            continue;
        if (auto cause = explanation.explain(found))
            log.add(issue(std::move(*cause)));
        if (control.cancelled())
            return fail(Fault::Cancelled);
    }
    return {};
}

} // namespace ckpt
