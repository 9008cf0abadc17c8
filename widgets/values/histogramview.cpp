// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/histogramview.h"

#include "widgets/values/celltext.h"

#include <QPainter>

#include <algorithm>

namespace ckpt {

namespace {

constexpr int kColumn = 4, kColorBar = 6, kGap = 2;

QString endText(double value, bool withSign)
{
    const QString text = numberText(value, 'g', 3);
    return withSign && value > 0 ? QString(u'+' + text) : text;
}

} // namespace

HistogramView::HistogramView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void HistogramView::setContent(const Histogram &histogram, const ValueScale &scale)
{
    m_histogram = histogram;
    m_scale = scale;
    setAccessibleName(tr("Histogram"));
    setAccessibleDescription(tr("colours from %1 to %2").arg(endText(scale.low, true), endText(scale.high, true)));
    update();
}

void HistogramView::clear()
{
    m_histogram = {};
    m_scale = {};
    update();
}

void HistogramView::setBarOnly(bool barOnly)
{
    if (m_barOnly == barOnly)
        return;
    m_barOnly = barOnly;
    updateGeometry();
    update();
}

int HistogramView::footHeight() const
{
    return kGap + kColorBar + kGap + QFontMetrics(ckpt::font(TextSize::Tiny)).height();
}

QSize HistogramView::sizeHint() const
{
    return QSize(168, footHeight() + (m_barOnly ? 0 : 72));
}

QSize HistogramView::minimumSizeHint() const
{
    return QSize(80, footHeight() + (m_barOnly ? 0 : 32));
}

// The bins joined (or split evenly) into `count` columns over the range of the colours; what lies outside is not drawn.
std::vector<double> HistogramView::columns(int count) const
{
    std::vector<double> heights(static_cast<std::size_t>(count), 0.0);
    const double width = (m_histogram.high - m_histogram.low) / static_cast<double>(m_histogram.counts.size());
    const double range = m_scale.high - m_scale.low;
    if (!(range > 0))
        return heights;
    for (std::size_t bin = 0; bin < m_histogram.counts.size(); ++bin) {
        const double low = m_histogram.low + width * static_cast<double>(bin);
        const double from = (low - m_scale.low) / range * count;
        const double to = (low + width - m_scale.low) / range * count;
        const auto amount = static_cast<double>(m_histogram.counts[bin]);
        if (to - from < 1e-9) { // all values are equal
            heights[static_cast<std::size_t>(std::clamp(from, 0.0, count - 1.0))] += amount;
            continue;
        }
        const int first = static_cast<int>(std::clamp(from, 0.0, count - 1.0));
        const int last = static_cast<int>(std::clamp(to, 0.0, count - 1.0));
        for (int column = first; column <= last; ++column) {
            const double share = std::min(to, column + 1.0) - std::max(from, static_cast<double>(column));
            if (share > 0)
                heights[static_cast<std::size_t>(column)] += amount * share / (to - from);
        }
    }
    return heights;
}

void HistogramView::paintEvent(QPaintEvent *)
{
    if (!m_scale.tinted || !(m_scale.high > m_scale.low))
        return;
    const Colors &palette = colors(this);
    QPainter painter(this);
    const int foot = height() - footHeight();
    if (!m_barOnly && !m_histogram.counts.empty() && foot > 0) {
        const int count = std::max(1, width() / kColumn);
        const std::vector<double> heights = columns(count);
        const double most = *std::max_element(heights.begin(), heights.end());
        const QColor ink = mixed(palette.base, palette.sub, 0.65);
        for (int column = 0; column < count && most > 0; ++column) {
            const double amount = heights[static_cast<std::size_t>(column)];
            const int tall = amount > 0 ? std::max(1, qRound(amount / most * foot)) : 0;
            const int left = column * width() / count, right = (column + 1) * width() / count;
            painter.fillRect(left, foot - tall, right - left - 1, tall, ink);
        }
    }
    const QRect bar(0, foot + kGap, width(), kColorBar);
    for (int x = 0; x < bar.width(); ++x) {
        const double position = (x + 0.5) / bar.width();
        painter.fillRect(
            bar.left() + x, bar.top(), 1, bar.height(), QColor(heatColor(m_scale.map, position, palette.dark)));
    }
    painter.setFont(ckpt::font(TextSize::Tiny));
    painter.setPen(palette.sub);
    const QRect labels(0, bar.bottom() + 1 + kGap, width(), height() - bar.bottom() - kGap);
    const bool bothSigns = m_scale.low < 0 && m_scale.high > 0;
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignTop, endText(m_scale.low, bothSigns));
    painter.drawText(labels, Qt::AlignRight | Qt::AlignTop, endText(m_scale.high, bothSigns));
    if (bothSigns)
        painter.drawText(labels, Qt::AlignHCenter | Qt::AlignTop, QStringLiteral("0"));
}

} // namespace ckpt
