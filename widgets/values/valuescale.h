// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers become colours: a range and a map. Values of both signs: symmetric about zero, blue to orange; of one
// sign: dusk. A plain value.
#pragma once

#include "widgets/common/theme.h"
#include "widgets/values/valuesource.h"

namespace ckpt {

struct ValueScale {
    double low = 0, high = 0; // low ≤ high
    HeatMap map = HeatMap::Signed;
    bool tinted = false; // false: this type has no colours (strings, bool, unknown)
    bool known = false; // from the whole tensor, not a guess from the first block

    // The central 99 % of the finite values; complex types have no summary to take it from and stay unknown.
    static ValueScale ofSummary(DType type, const ValueSummary &summary);
    // A guess while the summary is on its way: the extremes of a block.
    static ValueScale ofBlock(const TensorData &data);

    double magnitude() const; // the larger of |low| and |high|
    double position(double value) const; // 0 … 1, clamped; 0.5 where the range is empty
    bool isOutside(double value) const { return value < low || value > high; }
    QColor color(double value, bool dark) const;
};

// What is drawn in a cell: the number itself, complex by its absolute value.
double tintValue(const TensorData &data, std::int64_t index);

QColor nanColor(bool dark);

} // namespace ckpt
