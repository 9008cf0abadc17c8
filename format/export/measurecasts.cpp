// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/measurecasts.h"

#include "format/export/writtenpiece.h"

namespace ckpt {

Result<CopyFigures> measureCasts(const Checkpoint &source, const CopyPlan &plan, const JobControl &control)
{
    CopyFigures figures;
    std::uint64_t done = 0, total = 0;
    for (std::uint32_t i = 0; i < plan.items.size(); ++i) {
        const Variable &variable = variableOf(source, plan.items[i]);
        if (!isCast(variable, plan.items[i]))
            continue;
        const DType to = writtenType(variable, plan.items[i]);
        figures[i] = { computedType(variable, plan.items[i]), to };
        total += static_cast<std::uint64_t>(writtenShape(variable, plan.items[i]).elements()) * elementSize(to);
    }
    SourceTables tables;
    for (const CopyPiece &piece : plan.pieces) { // in the order of the file
        const auto counted = figures.find(piece.item);
        if (counted == figures.end())
            continue;
        WrittenPiece reader(source, plan.items[piece.item], piece.piece, tables, control, &counted->second);
        while (true) {
            const auto block = reader.next();
            if (!block)
                return tl::unexpected(block.error());
            if (block->empty())
                break;
            done += block->size();
            control.report(done, total);
        }
    }
    return figures;
}

} // namespace ckpt
