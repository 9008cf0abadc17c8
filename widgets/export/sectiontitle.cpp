// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/sectiontitle.h"

#include "widgets/common/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace ckpt {

SectionTitle::SectionTitle(int number, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_number(new QLabel(QString::number(number), this))
    , m_title(new QLabel(title, this))
    , m_state(new QLabel(this))
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(metric::kMargin, 0, metric::kMargin, 0);
    line->setSpacing(metric::kGroupGap);
    line->addWidget(m_number);
    line->addWidget(m_title);
    line->addStretch();
    line->addWidget(m_state);
    setFixedHeight(metric::kDockTitle);
    restyle();
}

void SectionTitle::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = colors(this);
    painter.fillRect(rect(), c.alt);
    painter.setPen(c.line);
    painter.drawLine(rect().topLeft(), rect().topRight());
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

void SectionTitle::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
    QWidget::changeEvent(event);
}

void SectionTitle::restyle()
{
    for (QLabel *each : { m_number, m_title })
        each->setFont(ckpt::font(TextSize::Dock));
    m_state->setFont(ckpt::font(TextSize::Small));
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, colors(this).accent);
    m_number->setPalette(palette);
}

} // namespace ckpt
