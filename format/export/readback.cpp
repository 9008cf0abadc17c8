// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/readback.h"

#include "format/export/writtenpiece.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

tl::unexpected<Error> differs(const Checkpoint &written, const std::string &key, std::string detail)
{
    return fail(Error{ .fault = Fault::WrittenDiffers,
        .path = written.ref().prefix,
        .key = key,
        .where = {},
        .expected = {},
        .actual = {},
        .detail = std::move(detail) });
}

// Block by block; a cast makes blocks of another size.
Result<bool> sameBytes(WrittenPiece &a, PieceReader &b, const std::function<void(std::uint64_t)> &report)
{
    std::string_view restA, restB;
    while (true) {
        const auto blockA = restA.empty() ? a.next() : restA;
        if (!blockA)
            return tl::unexpected(blockA.error());
        const auto blockB = restB.empty() ? b.next() : restB;
        if (!blockB)
            return tl::unexpected(blockB.error());
        const std::size_t both = std::min(blockA->size(), blockB->size());
        if (both == 0)
            return blockA->empty() && blockB->empty();
        if (blockA->substr(0, both) != blockB->substr(0, both))
            return false;
        restA = blockA->substr(both);
        restB = blockB->substr(both);
        report(both);
    }
}

} // namespace

Result<void> compareCopy(const Checkpoint &source, const CopyPlan &plan, const Checkpoint &written,
    const JobControl &control, std::uint64_t done, std::uint64_t total)
{
    if (written.variables().size() != plan.items.size())
        return differs(
            written, {}, fmt::format("It has {} variables, not {}.", written.variables().size(), plan.items.size()));
    SourceTables sourceTables;
    V1Tables writtenTables(written);
    const auto report = [&](std::uint64_t bytes) {
        done += bytes;
        control.report(done, total);
    };
    for (std::size_t item = 0; item < plan.items.size(); ++item) {
        const CopyItem &copied = plan.items[item];
        const Variable &from = variableOf(source, copied);
        const Variable &to = written.variables()[item]; // both are sorted
        if (to.error)
            return fail(*to.error);
        if (to.key != copied.key || to.dtype != writtenType(from, copied) || !(to.shape == writtenShape(from, copied))
            || pieceCount(to) != writtenPieces(from, copied))
            return differs(written, copied.key, fmt::format("“{}” is another variable.", to.key));
        for (std::size_t piece = 0; piece < pieceCount(to); ++piece) {
            const auto shape = writtenShape(from, copied, piece);
            const auto writtenShape = pieceShape(to, piece);
            if (!shape || !writtenShape || !(*shape == *writtenShape))
                return differs(written, to.key, fmt::format("“{}” has other parts.", to.key));
            WrittenPiece fromReader(source, copied, piece, sourceTables, control);
            PieceReader toReader(written, to, piece, writtenTables, control);
            const auto same = sameBytes(fromReader, toReader, report);
            if (!same)
                return tl::unexpected(same.error());
            if (!*same)
                return differs(written, to.key, fmt::format("Values of “{}” are others.", to.key));
        }
    }
    return {};
}

} // namespace ckpt
