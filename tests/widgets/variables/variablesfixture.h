// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Checkpoints from the test data, and the rows of a model as text.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/checkpoint/run.h"
#include "widgets/variables/variablesmodel.h"

#include <QStringList>

#include <memory>

namespace ckpt {

inline std::shared_ptr<const Checkpoint> openFixture(const char *path)
{
    const auto run = scanRun(std::string(CKPT_SOURCE_DIR) + '/' + path);
    if (!run || run->checkpoints.empty())
        return nullptr;
    const auto opened = Checkpoint::open(run->checkpoints[run->current]);
    return opened ? *opened : nullptr;
}

// One line a row: two spaces for each level, then the texts of the columns.
inline QStringList rowsOf(
    const VariablesModel &model, int depth = 32, const QModelIndex &parent = {}, const QString &indent = {})
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        QStringList cells{ indent + index.data().toString() };
        const QString suffix = model.suffixText(VariablesModel::nodeOf(index));
        if (!suffix.isEmpty())
            cells[0] += QLatin1String(" (") + suffix + u')';
        for (int column = 1; column < VariablesModel::ValuesColumn; ++column)
            cells.append(index.siblingAtColumn(column).data().toString());
        lines.append(cells.join(QLatin1String(" | ")));
        if (depth > 1)
            lines.append(rowsOf(model, depth - 1, index, indent + QLatin1String("  ")));
    }
    return lines;
}

} // namespace ckpt
