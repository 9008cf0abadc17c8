// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window tells what checking everything found.
#include "app/mainwindow.h"

#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagestrip.h"
#include "widgets/run/issuesview.h"
#include "widgets/variables/variablesview.h"

#include <QAction>
#include <QToolButton>

namespace ckpt {

void MainWindow::showCheckStarted()
{
    m_strip->remove(QStringLiteral("check"));
    updateChecks();
}

void MainWindow::showCheckEnded()
{
    const auto &report = m_document.report();
    const auto &checkpoint = m_document.checkpoint();
    if (!report || !checkpoint)
        return updateChecks();
    for (const Issue &issue : report->issues) {
        const auto id = issue.error.key.empty() ? std::nullopt : checkpoint->find(issue.error.key);
        if (issue.severity == Severity::Error && id && report->values[index(*id)] != ValueState::Good)
            m_variables->setUnreadable(*id, issue.error);
    }
    if (m_detailsShowVariable)
        showDetails(nullptr);
    showIssues();
    updateStatus();
    if (report->isDamaged())
        return; // the strip says so already
    const QString count = formatCount(static_cast<qint64>(report->values.size()));
    Message message{ QStringLiteral("check"), Message::Kind::Success, tr("Nothing is damaged."),
        tr("All values of %1 variables (%2) have the checksums that were saved with them.")
            .arg(count, formatBytes(report->bytesRead)),
        {} };
    if (report->count(ValueState::NoChecksum) > 0)
        message.explanation = tr("All values of %1 variables (%2) can be read; this format keeps no checksums.")
                                  .arg(count, formatBytes(report->bytesRead));
    if (const IssueCounts counts = m_issues->counts(); counts.all() > 0)
        message.actions.append({ tr("Show issues"), [this] { m_issuesDock.dock->show(); } });
    m_strip->post(message);
}

// The button in the status bar: what is known of the checksums, and the way to know it.
void MainWindow::updateChecks()
{
    const auto &checkpoint = m_document.checkpoint();
    const bool possible = checkpoint && !checkpoint->isOnlyDeclared();
    const bool running = m_runner.isRunning(QStringLiteral("check"));
    m_actions[QStringLiteral("file.verify")]->setEnabled(possible && !running);
    m_checksButton->setVisible(possible);
    m_checksButton->setEnabled(possible && !running);
    if (!possible)
        return;
    const auto &report = m_document.report();
    const std::size_t all = checkpoint->variables().size();
    const bool stored =
        checkpoint->format() != StorageFormat::Npy && checkpoint->format() != StorageFormat::Safetensors;
    QString text = running ? tr("Checking…") : stored ? tr("Checksums not checked") : tr("No checksums stored");
    QString iconName;
    if (report && !running) {
        const std::size_t good = report->count(ValueState::Good);
        const std::size_t bad = report->count(ValueState::Damaged) + report->count(ValueState::Unreadable);
        text = bad > 0
            ? tr("%1 of %2 not good").arg(formatCount(static_cast<qint64>(bad)), formatCount(static_cast<qint64>(all)))
            : good == all ? tr("All %1 good").arg(formatCount(static_cast<qint64>(all)))
                          : tr("No checksums stored");
        iconName = bad > 0 ? QStringLiteral("dialog-error") : good == all ? QStringLiteral("ckpt-ok") : QString();
    }
    m_checksButton->setText(text);
    m_checksButton->setIcon(iconName.isEmpty() ? QIcon() : icon(iconName));
    m_checksButton->setToolTip(report ? tr("Read all values again and compare them with their checksums")
                                      : tr("Read all values and compare them with their checksums"));
}

// What the report says of one variable.
std::optional<ChecksumResult> MainWindow::knownChecksum(VariableId id) const
{
    const auto &report = m_document.report();
    if (!report || index(id) >= report->values.size())
        return std::nullopt;
    ChecksumResult result;
    switch (report->values[index(id)]) {
    case ValueState::Good:
        result.state =
            m_document.checkpoint()->format() == StorageFormat::V1 ? ChecksumState::NotStored : ChecksumState::Good;
        break;
    case ValueState::NoChecksum:
        result.state = ChecksumState::NotStored;
        break;
    case ValueState::Damaged:
        result.state = ChecksumState::Wrong;
        break;
    case ValueState::Unreadable:
        result.state = ChecksumState::Unreadable;
        break;
    }
    const std::string &key = m_document.checkpoint()->variable(id).key;
    for (const Issue &issue : report->issues) {
        if (issue.error.key == key && issue.severity == Severity::Error)
            result.error = issue.error;
    }
    return result;
}

} // namespace ckpt
