// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/copyregion.h"

#include <functional>

namespace ckpt {

namespace {

using Lookup = std::function<GridModel::Cell(int row, int column)>;

QString cellCopy(const GridModel &model, const GridModel::Cell &cell, int column)
{
    if (!cell.data)
        return {};
    if (model.isList() && column == GridModel::LengthColumn)
        return QString::number(cell.data->strings[static_cast<std::size_t>(cell.index)].size());
    return copyText(*cell.data, cell.index);
}

QString join(const GridModel &model, const QRect &selected, const Lookup &lookup)
{
    QString text;
    for (int row = selected.top(); row <= selected.bottom(); ++row) {
        if (row > selected.top())
            text += u'\n';
        for (int column = selected.left(); column <= selected.right(); ++column) {
            if (column > selected.left())
                text += u'\t';
            text += cellCopy(model, lookup(row, column), column);
        }
    }
    return text;
}

} // namespace

QRect regionOf(const GridModel &model, const QRect &selected)
{
    return model.isList() ? QRect(0, selected.top(), 1, selected.height()) : selected;
}

Selection copySelection(const GridModel &model, const QRect &selected)
{
    return model.selectionOf(regionOf(model, selected));
}

QString regionText(const GridModel &model, const QRect &selected)
{
    return join(model, selected, [&](int row, int column) { return model.cell(row, column); });
}

QString regionText(const GridModel &model, const QRect &selected, const TensorData &data)
{
    const QRect region = regionOf(model, selected);
    const GridSlice &slice = model.slice();
    return join(model, selected, [&](int row, int column) {
        const std::int64_t down = row - region.top(), right = (model.isList() ? 0 : column) - region.left();
        std::int64_t at = down * region.width() + right;
        if (slice.wraps())
            at = down * slice.wrapWidth() + right;
        else if (slice.isTransposed())
            at = right * region.height() + down;
        const bool exists = slice.hasCell(row, model.isList() ? 0 : column) && at < data.shape.elements();
        return exists ? GridModel::Cell{ &data, at } : GridModel::Cell{};
    });
}

} // namespace ckpt
