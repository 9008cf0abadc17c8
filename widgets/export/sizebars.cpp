// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/sizebars.h"

#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

#include <QPainter>

namespace ckpt {

namespace {

constexpr int kBar = 14, kRow = 24, kGap = 8;

} // namespace

SizeBars::SizeBars(QWidget *parent)
    : QWidget(parent)
{
    setFont(ckpt::font(TextSize::Small));
}

void SizeBars::setPreview(const std::shared_ptr<const PlanPreview> &preview)
{
    m_now = m_going = m_new = 0;
    if (preview) {
        const auto variables = preview->list->checkpoint()->variables();
        for (std::size_t i = 0; i < variables.size(); ++i) {
            m_now += variables[i].byteSize();
            m_going += preview->resolved.rows[i].goes() ? variables[i].byteSize() : 0;
        }
        m_new = preview->resolved.bytes;
    }
    setAccessibleName(tr("Now %1, new %2", "sizes").arg(formatBytes(m_now), formatBytes(m_new)));
    update();
}

QSize SizeBars::sizeHint() const
{
    return { 320, 2 * kRow };
}

QSize SizeBars::minimumSizeHint() const
{
    return { 180, 2 * kRow };
}

void SizeBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = colors(this);
    const QFontMetrics metrics(font());
    const QString now = tr("Now", "size of the source"), after = tr("New", "size of the export");
    const int label = std::max(metrics.horizontalAdvance(now), metrics.horizontalAdvance(after));
    const int number =
        std::max(metrics.horizontalAdvance(formatBytes(m_now)), metrics.horizontalAdvance(formatBytes(m_new)));
    const int left = label + kGap, width = this->width() - left - number - kGap;
    if (width <= 0)
        return;
    const quint64 most = std::max<quint64>(1, std::max(m_now, m_new));
    const auto pixels = [&](quint64 bytes) {
        return static_cast<int>(static_cast<double>(bytes) / static_cast<double>(most) * width);
    };
    const auto row = [&](int which, const QString &name, quint64 bytes) {
        const QRect line(0, which * kRow, this->width(), kRow);
        painter.setPen(c.sub);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
        painter.setPen(c.text);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, formatBytes(bytes));
        const QRect bar(left, line.center().y() - kBar / 2, width, kBar);
        painter.fillRect(bar, mixed(c.window, c.line, 0.6));
        return bar;
    };
    const QRect first = row(0, now, m_now);
    painter.fillRect(QRect(first.topLeft(), QSize(pixels(m_going), kBar)), c.accent);
    painter.fillRect(QRect(first.left() + pixels(m_going), first.top(), pixels(m_now) - pixels(m_going), kBar),
        mixed(c.window, c.sub, 0.55));
    const QRect second = row(1, after, m_new);
    painter.fillRect(QRect(second.topLeft(), QSize(pixels(m_new), kBar)), c.accent);
}

} // namespace ckpt
