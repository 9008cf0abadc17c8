// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/progressstrip.h"

#include "widgets/common/elidinglabel.h"
#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace ckpt {

namespace {

constexpr int kBarWidth = 150, kBarHeight = 14, kBarSteps = 1000;
constexpr qint64 kTimeShownAfterMs = 3000;

} // namespace

ProgressStrip::ProgressStrip(QWidget *parent)
    : QWidget(parent)
    , m_text(new ElidingLabel(this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
    , m_list(new QToolButton(this))
    , m_menu(new QMenu(m_list))
    , m_clock(new QTimer(this))
{
    setObjectName(QStringLiteral("jobStrip"));
    setAccessibleName(tr("Running jobs"));
    setFont(ckpt::font(TextSize::Small));
    m_text->setSecondary(true);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(kBarHeight);
    m_bar->setMaximumWidth(kBarWidth);
    m_bar->setMinimumWidth(40);
    m_cancel->setAutoRaise(true);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setIcon(icon(QStringLiteral("process-stop")));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setObjectName(QStringLiteral("cancelJob"));
    m_list->setAutoRaise(true);
    m_list->setPopupMode(QToolButton::InstantPopup);
    m_list->setMenu(m_menu);
    m_list->setObjectName(QStringLiteral("jobList"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_text, 1);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    row->addWidget(m_list);
    connect(m_cancel, &QToolButton::clicked, this, [this] { Q_EMIT cancelRequested(m_jobs.constLast().job.id); });
    connect(m_menu, &QMenu::aboutToShow, this, &ProgressStrip::fillList);
    m_clock->setInterval(1000);
    connect(m_clock, &QTimer::timeout, this, &ProgressStrip::update);
    hide();
}

ProgressStrip::~ProgressStrip() = default;

void ProgressStrip::setJob(const JobProgress &job)
{
    const auto known =
        std::find_if(m_jobs.begin(), m_jobs.end(), [&job](const Running &running) { return running.job.id == job.id; });
    if (known != m_jobs.end()) {
        known->job = job;
    } else {
        m_jobs.append(Running{ job, {} });
        m_jobs.last().since.start();
    }
    update();
}

void ProgressStrip::removeJob(quint64 id)
{
    m_jobs.removeIf([id](const Running &running) { return running.job.id == id; });
    update();
}

QString ProgressStrip::text() const
{
    return m_text->text();
}

QString ProgressStrip::timeText(const Running &running) const
{
    const qint64 elapsed = running.since.elapsed();
    if (elapsed < kTimeShownAfterMs)
        return {};
    if (running.job.total == 0)
        return tr("%1 s so far").arg(formatCount(elapsed / 1000));
    if (running.job.done == 0 || running.job.done >= running.job.total)
        return {};
    const double left = static_cast<double>(elapsed) / 1000 * static_cast<double>(running.job.total - running.job.done)
        / static_cast<double>(running.job.done);
    return left < 90 ? tr("%1 s left").arg(formatCount(qMax<qint64>(1, qRound64(left))))
                     : tr("%1 min left").arg(formatCount(qRound64(left / 60)));
}

void ProgressStrip::update()
{
    setVisible(!m_jobs.isEmpty());
    if (m_jobs.isEmpty()) {
        m_clock->stop();
        return;
    }
    if (!m_clock->isActive())
        m_clock->start();
    const Running &newest = m_jobs.constLast();
    const QString time = timeText(newest);
    m_text->setText(time.isEmpty() ? newest.job.text : newest.job.text + QStringLiteral(" · ") + time);
    if (newest.job.total == 0) {
        m_bar->setRange(0, 0);
    } else {
        m_bar->setRange(0, kBarSteps);
        const double part = static_cast<double>(newest.job.done) / static_cast<double>(newest.job.total);
        m_bar->setValue(qRound(qMin(part, 1.0) * kBarSteps));
    }
    m_cancel->setVisible(newest.job.cancellable && m_jobs.size() == 1);
    m_list->setVisible(m_jobs.size() > 1);
    m_list->setText(tr("%n job(s)", "", static_cast<int>(m_jobs.size())));
}

void ProgressStrip::fillList()
{
    m_menu->clear();
    for (const Running &running : std::as_const(m_jobs)) {
        QString text = running.job.text;
        text.replace(u'&', QLatin1String("&&"));
        QAction *action = m_menu->addAction(icon(QStringLiteral("process-stop")), tr("Cancel “%1”").arg(text));
        action->setEnabled(running.job.cancellable);
        connect(action, &QAction::triggered, this, [this, id = running.job.id] { Q_EMIT cancelRequested(id); });
    }
}

QSize ProgressStrip::minimumSizeHint() const
{
    return { 40, layout()->minimumSize().height() };
}

} // namespace ckpt
