// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/badge.h"
#include "widgets/common/chiprow.h"
#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace ckpt {

namespace {

constexpr int kChipBadge = 14, kPad = 8, kInside = 5;

QString countText(const Chip &chip)
{
    return chip.count < 0 ? QString() : formatCount(chip.count);
}

bool hasBadge(const Chip &chip)
{
    return chip.role || chip.warning;
}

} // namespace

ChipButton::ChipButton(const Chip &chip, QWidget *parent)
    : QAbstractButton(parent)
    , m_chip(chip)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setFont(ckpt::font(TextSize::Small));
    connect(this, &QAbstractButton::toggled, this, [this](bool on) {
        m_chip.checked = on;
        announce();
    });
    setChip(chip);
}

void ChipButton::setChip(const Chip &chip)
{
    m_chip = chip;
    const QSignalBlocker blocker(this);
    setText(chip.text);
    setObjectName(chip.id);
    setToolTip(chip.toolTip);
    setChecked(chip.checked);
    announce();
    updateGeometry();
    update();
}

void ChipButton::announce()
{
    setAccessibleName(m_chip.count < 0 ? m_chip.text : tr("%1, %2", "chip, count").arg(m_chip.text, countText(m_chip)));
}

QSize ChipButton::sizeHint() const
{
    const QFontMetrics metrics(font());
    int width = 2 * kPad + metrics.horizontalAdvance(m_chip.text);
    if (m_chip.count >= 0)
        width += kInside + 2 + metrics.horizontalAdvance(countText(m_chip));
    if (hasBadge(m_chip))
        width += kChipBadge + kInside - 2;
    return { width, qMax(metric::kChip, metrics.height() + 4) };
}

void ChipButton::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(this);
    const QColor color = m_chip.warning ? c.warn : m_chip.role ? roleColor(*m_chip.role, c.dark) : c.accent;
    const QColor plate = isChecked() ? mixed(c.base, color, underMouse() ? 0.24 : 0.16)
        : underMouse()               ? mixed(c.base, c.text, 0.06)
                                     : c.base;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF outline = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(hasFocus() ? c.accent : isChecked() ? mixed(c.base, color, 0.55) : c.line, hasFocus() ? 2 : 1));
    painter.setBrush(plate);
    painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2);

    QRectF place = QRectF(rect()).adjusted(kPad, 0, -kPad, 0);
    if (hasBadge(m_chip)) {
        const QRectF badge(place.left() - 2, (height() - kChipBadge) / 2, kChipBadge, kChipBadge);
        paintBadge(painter, badge, m_chip.warning ? QStringLiteral("!") : roleLetter(*m_chip.role),
            isChecked() ? color : c.sub, c.base);
        place.setLeft(badge.right() + kInside);
    }
    painter.setPen(!isEnabled() ? c.disabled : isChecked() ? c.text : c.sub);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, m_chip.text);
    painter.setPen(isEnabled() ? c.sub : c.disabled);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, countText(m_chip));
}

// The first click of the two has switched this chip already; "only this" then sets all chips, so the second one is
// swallowed.
void ChipButton::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT onlyThis();
    event->accept();
}

void ChipButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT onlyThis();
    else
        QAbstractButton::keyPressEvent(event);
}

void ChipButton::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(ckpt::font(TextSize::Small));
}

} // namespace ckpt
