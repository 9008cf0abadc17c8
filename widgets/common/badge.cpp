// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/badge.h"

#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ckpt {

void paintBadge(QPainter &painter, const QRectF &rect, const QString &letter, const QColor &color, const QColor &plate)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(plate, color, 0.16));
    painter.drawRoundedRect(rect, metric::kBadgeRadius, metric::kBadgeRadius);
    QFont font = ckpt::font(TextSize::Tiny);
    font.setWeight(QFont::Bold);
    font.setPixelSize(std::max(6, static_cast<int>(std::lround(rect.height() * 0.66))));
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(rect, Qt::AlignCenter, letter);
    painter.restore();
}

void paintRoleBadge(QPainter &painter, const QRectF &rect, Role role, bool dark, const QColor &plate)
{
    paintBadge(painter, rect, roleLetter(role), roleColor(role, dark), plate);
}

void paintHistogram(QPainter &painter, const QRectF &rect, const Histogram &histogram, const QColor &color)
{
    if (histogram.counts.empty() || rect.width() < 2)
        return;
    // As many bars as fit with a gap of one pixel; neighbouring bins are joined.
    const auto fitting = static_cast<std::size_t>(std::max(1.0, rect.width() / 3));
    const std::size_t bars = std::min(histogram.counts.size(), fitting);
    std::vector<double> sums(bars, 0.0);
    for (std::size_t i = 0; i < histogram.counts.size(); ++i)
        sums[i * bars / histogram.counts.size()] += static_cast<double>(histogram.counts[i]);
    const double highest = *std::max_element(sums.begin(), sums.end());
    if (highest <= 0)
        return;
    const double step = rect.width() / static_cast<double>(bars);
    const double gap = step >= 2.5 ? 1 : 0;
    for (std::size_t i = 0; i < bars; ++i) {
        if (sums[i] <= 0)
            continue;
        const double height = std::max(1.0, std::round(sums[i] / highest * rect.height()));
        const double left = std::round(rect.left() + static_cast<double>(i) * step);
        const double right = std::round(rect.left() + static_cast<double>(i + 1) * step);
        painter.fillRect(QRectF(left, rect.bottom() - height, std::max(1.0, right - left - gap), height), color);
    }
}

void paintShareBar(QPainter &painter, const QRectF &rect, double share01, const QColor &color)
{
    if (!(share01 > 0))
        return;
    const double width = std::max(1.0, std::round(rect.width() * std::min(share01, 1.0)));
    painter.fillRect(QRectF(rect.left(), rect.top(), width, rect.height()), color);
}

} // namespace ckpt
