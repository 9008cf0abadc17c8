// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A region of the grid as tab-separated text with exact values and ASCII signs, from read cells or from an answer.
#pragma once

#include "widgets/values/gridmodel.h"

#include <QRect>
#include <QString>

namespace ckpt {

inline constexpr std::int64_t kMaxCopiedCells = 1'000'000;

// Cells of the slice behind a selection in the table (a list of strings has more columns than the slice).
QRect regionOf(const GridModel &model, const QRect &selected);
Selection copySelection(const GridModel &model, const QRect &selected);
// From the cells in the model; those that are not read are left empty.
QString regionText(const GridModel &model, const QRect &selected);
// From an answer to copySelection().
QString regionText(const GridModel &model, const QRect &selected, const TensorData &data);

} // namespace ckpt
