// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/exportfoot.h"

#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/export/sizebars.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace ckpt {

namespace {

constexpr int kPermille = 1000;

} // namespace

ExportFoot::ExportFoot(QWidget *parent)
    : QWidget(parent)
    , m_bars(new SizeBars(this))
    , m_command(new QPushButton(tr("Copy as command"), this))
    , m_write(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_progress(new QProgressBar(this))
    , m_progressText(new QLabel(this))
{
    m_write->setObjectName(QStringLiteral("exportWrite"));
    m_write->setIcon(icon(QStringLiteral("document-save")));
    m_cancel->setObjectName(QStringLiteral("exportCancel"));
    m_command->setToolTip(tr("The line for “ckpt export” that does the same"));
    m_progress->setRange(0, kPermille);
    m_progress->setTextVisible(false);
    auto *checks = new QVBoxLayout;
    checks->setSpacing(2);
    for (QLabel *&each : m_checks) {
        each = new QLabel(this);
        each->setTextFormat(Qt::RichText);
        each->hide();
        checks->addWidget(each);
    }
    checks->addWidget(m_progressText);
    checks->addWidget(m_progress);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(metric::kMargin, metric::kGroupGap, metric::kMargin, metric::kGroupGap);
    line->setSpacing(metric::kSection);
    line->addWidget(m_bars, 2);
    line->addLayout(checks, 2);
    line->addStretch(1);
    line->addWidget(m_command);
    line->addWidget(m_cancel);
    line->addWidget(m_write);
    connect(m_command, &QPushButton::clicked, this, &ExportFoot::commandWanted);
    connect(m_write, &QPushButton::clicked, this, &ExportFoot::writeWanted);
    connect(m_cancel, &QPushButton::clicked, this, &ExportFoot::cancelWanted);
    setProgress({}, 0, 0);
    setPreview(nullptr);
}

void ExportFoot::setPreview(const std::shared_ptr<const PlanPreview> &preview)
{
    m_bars->setPreview(preview);
    const int count = preview ? static_cast<int>(preview->resolved.variables) : 0;
    m_write->setText(tr("Write %n variable(s)…", "", count));
}

void ExportFoot::setChecks(const QList<Check> &checks)
{
    for (int i = 0; i < 3; ++i) {
        if (i >= checks.size()) {
            m_checks[i]->clear();
            m_checks[i]->hide();
            continue;
        }
        m_checks[i]->setVisible(m_progressText->isHidden());
        const Colors &c = colors(this);
        m_checks[i]->setText(QStringLiteral("<span style=\"color:%1\">%2</span>&nbsp; %3")
                                 .arg((checks[i].good ? c.ok : c.warn).name(), checks[i].good ? u"✓" : u"⚠",
                                     checks[i].text.toHtmlEscaped()));
    }
}

void ExportFoot::setWritable(bool writable, const QString &why)
{
    m_write->setEnabled(writable);
    m_write->setToolTip(why);
    m_write->setDefault(writable);
}

void ExportFoot::setProgress(const QString &text, quint64 done, quint64 total)
{
    const bool writing = !text.isEmpty();
    m_progressText->setText(text);
    m_progressText->setVisible(writing);
    m_progress->setVisible(writing);
    m_progress->setRange(0, total == 0 ? 0 : kPermille);
    m_progress->setValue(
        total == 0 ? 0 : static_cast<int>(static_cast<double>(done) / static_cast<double>(total) * kPermille));
    m_cancel->setVisible(writing);
    m_write->setVisible(!writing);
    m_command->setVisible(!writing);
    for (QLabel *each : m_checks)
        each->setVisible(!writing && !each->text().isEmpty());
}

} // namespace ckpt
