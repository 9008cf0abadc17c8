// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The small pictures that rows, chips and cards share. Painters are left as they were found.
#pragma once

#include "format/graph/role.h"
#include "format/tensor/statistics.h"

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace ckpt {

// A tinted rounded square with a letter. `plate` is what it lies on: an opaque plate of that colour comes under the
// tint, so that the letter stays readable on selected rows.
void paintBadge(QPainter &painter, const QRectF &rect, const QString &letter, const QColor &color, const QColor &plate);
void paintRoleBadge(QPainter &painter, const QRectF &rect, Role role, bool dark, const QColor &plate);

// Bars of equal width, the highest as high as `rect`. A bin with few values still shows a hairline.
void paintHistogram(QPainter &painter, const QRectF &rect, const Histogram &histogram, const QColor &color);

// The part [0, share] of `rect`, at least one pixel when share is above zero.
void paintShareBar(QPainter &painter, const QRectF &rect, double share01, const QColor &color);

} // namespace ckpt
