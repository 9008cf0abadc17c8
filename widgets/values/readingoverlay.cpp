// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/readingoverlay.h"

#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace ckpt {

namespace {

constexpr double kDim = 0.55;
constexpr int kBarHeight = 4, kSteps = 1000;
constexpr quint64 kMebi = 1024 * 1024;

} // namespace

ReadingOverlay::ReadingOverlay(QWidget *over)
    : QWidget(over)
    , m_patience(new QTimer(this))
    , m_strip(new QWidget(over))
    , m_text(new QLabel(m_strip))
    , m_bar(new QProgressBar(m_strip))
    , m_cancel(new QToolButton(m_strip))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_strip->setObjectName(QStringLiteral("valuesReading"));
    m_strip->setAutoFillBackground(true);
    m_strip->setBackgroundRole(QPalette::Window);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(kBarHeight);
    m_bar->setAccessibleName(tr("Reading"));
    m_text->setFont(ckpt::font(TextSize::Small));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAutoRaise(true);
    m_cancel->setObjectName(QStringLiteral("cancelReading"));
    auto *layout = new QHBoxLayout(m_strip);
    layout->setContentsMargins(metric::kGroupGap, 0, metric::kGap, 0);
    layout->setSpacing(metric::kGroupGap);
    layout->addWidget(m_text);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_cancel);
    m_patience->setSingleShot(true);
    m_patience->setInterval(kPatienceMs);
    connect(m_patience, &QTimer::timeout, this, &ReadingOverlay::showBar);
    connect(m_cancel, &QToolButton::clicked, this, &ReadingOverlay::cancelled);
    over->installEventFilter(this);
    hide();
    m_strip->hide();
}

bool ReadingOverlay::isBarShown() const
{
    return m_strip->isVisibleTo(parentWidget());
}

void ReadingOverlay::begin(bool hold)
{
    if (hold && m_held.isNull() && parentWidget()->isVisible()) {
        m_held = parentWidget()->grab();
        fit();
        show();
        raise();
        m_strip->raise();
    }
    if (m_reading)
        return;
    m_reading = true;
    setProgress(0, 0);
    m_patience->start();
}

void ReadingOverlay::setProgress(quint64 doneBytes, quint64 totalBytes)
{
    if (totalBytes == 0) {
        m_bar->setRange(0, 0);
        m_text->setText(tr("Reading…"));
        return;
    }
    m_bar->setRange(0, kSteps);
    const double share = static_cast<double>(std::min(doneBytes, totalBytes)) / static_cast<double>(totalBytes);
    m_bar->setValue(static_cast<int>(share * kSteps));
    const bool large = totalBytes >= kMebi;
    const quint64 unit = large ? kMebi : 1024;
    const QString done = formatCount(static_cast<qint64>(doneBytes / unit));
    const QString total = formatCount(static_cast<qint64>((totalBytes + unit - 1) / unit));
    m_text->setText(large ? tr("Reading %1 of %2 MiB").arg(done, total) : tr("Reading %1 of %2 KiB").arg(done, total));
}

void ReadingOverlay::end()
{
    m_reading = false;
    m_patience->stop();
    m_held = {};
    hide();
    m_strip->hide();
}

void ReadingOverlay::showBar()
{
    fit();
    m_strip->show();
    m_strip->raise();
    update();
}

void ReadingOverlay::fit()
{
    const QRect area = parentWidget()->rect();
    setGeometry(area);
    m_strip->setGeometry(
        area.left(), area.bottom() + 1 - metric::kChip - metric::kGap, area.width(), metric::kChip + metric::kGap);
}

bool ReadingOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget()) {
        if (!m_held.isNull()) { // a stretched picture is worse than none
            m_held = {};
            hide();
        }
        fit();
    }
    return QWidget::eventFilter(watched, event);
}

void ReadingOverlay::paintEvent(QPaintEvent *)
{
    if (m_held.isNull())
        return;
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_held);
    if (isBarShown()) {
        QColor veil = colors(this).base;
        veil.setAlphaF(static_cast<float>(kDim));
        painter.fillRect(rect(), veil);
    }
}

} // namespace ckpt
