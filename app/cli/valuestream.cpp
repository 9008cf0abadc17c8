// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/valuestream.h"

#include <algorithm>

namespace ckpt {

void forEachPiece(
    const Selection &selection, std::int64_t maxElements, const std::function<bool(const Selection &)> &visit)
{
    const std::size_t rank = selection.axes.size();
    if (rank == 0 || selection.elements() <= maxElements) {
        visit(selection);
        return;
    }
    // The axes behind `cut` fit into a piece whole, the ones before it are walked index by index.
    std::size_t cut = rank - 1;
    std::int64_t inner = 1;
    for (; cut > 0 && selection.axes[cut].count <= maxElements / inner; --cut)
        inner *= selection.axes[cut].count;
    const std::int64_t atOnce = std::max<std::int64_t>(maxElements / inner, 1);

    std::vector<std::int64_t> position(cut + 1, 0);
    Selection piece = selection;
    for (;;) {
        for (std::size_t axis = 0; axis <= cut; ++axis) {
            const AxisRange &whole = selection.axes[axis];
            piece.axes[axis].start = whole.start + position[axis] * whole.step;
            piece.axes[axis].count = axis < cut ? 1 : std::min(atOnce, whole.count - position[axis]);
        }
        if (!visit(piece))
            return;
        position[cut] += atOnce;
        for (std::size_t axis = cut; position[axis] >= selection.axes[axis].count; --axis) {
            if (axis == 0)
                return;
            position[axis] = 0;
            ++position[axis - 1];
        }
    }
}

Result<void> streamSelection(const Checkpoint &checkpoint, VariableId id, const Selection &selection,
    std::int64_t maxElements, const PieceVisitor &visit, const JobControl &control)
{
    const bool whole = !checkpoint.readsParts(id);
    const std::int64_t total = selection.elements();
    Result<void> result;
    std::int64_t done = 0;
    forEachPiece(selection, whole ? std::max<std::int64_t>(total, 1) : maxElements, [&](const Selection &piece) {
        const Result<TensorData> data = readSelection(checkpoint, id, piece, control);
        if (!data) {
            result = fail(data.error());
            return false;
        }
        done += piece.elements();
        control.report(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total));
        return visit(*data);
    });
    return result;
}

} // namespace ckpt
