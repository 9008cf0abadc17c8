// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/readback.h"

#include "format/export/piecereader.h"

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

// Both in lock step; blocks of both have the same size as long as the values have.
Result<bool> sameBytes(PieceReader &a, PieceReader &b, const std::function<void(std::uint64_t)> &report)
{
    while (true) {
        const auto blockA = a.next();
        if (!blockA)
            return tl::unexpected(blockA.error());
        const auto blockB = b.next();
        if (!blockB)
            return tl::unexpected(blockB.error());
        if (*blockA != *blockB)
            return false;
        if (blockA->empty())
            return true;
        report(blockA->size());
    }
}

} // namespace

Result<void> compareCopy(const Checkpoint &source, const CopyPlan &plan, const Checkpoint &written,
    const JobControl &control, std::uint64_t done, std::uint64_t total)
{
    if (written.variables().size() != plan.items.size())
        return differs(
            written, {}, fmt::format("It has {} variables, not {}.", written.variables().size(), plan.items.size()));
    V1Tables sourceTables(source), writtenTables(written);
    const auto report = [&](std::uint64_t bytes) {
        done += bytes;
        control.report(done, total);
    };
    for (std::size_t item = 0; item < plan.items.size(); ++item) {
        const Variable &from = source.variable(plan.items[item].from);
        const Variable &to = written.variables()[item]; // both are sorted
        if (to.error)
            return fail(*to.error);
        if (to.key != plan.items[item].key || to.dtype != from.dtype || !(to.shape == from.shape)
            || pieceCount(to) != pieceCount(from))
            return differs(written, plan.items[item].key, fmt::format("“{}” is another variable.", to.key));
        for (std::size_t piece = 0; piece < pieceCount(from); ++piece) {
            const auto shape = pieceShape(from, piece);
            const auto writtenShape = pieceShape(to, piece);
            if (!shape || !writtenShape || !(*shape == *writtenShape))
                return differs(written, to.key, fmt::format("“{}” has other parts.", to.key));
            PieceReader fromReader(source, from, piece, sourceTables, control);
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
