// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exportmode.h"

#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"
#include "widgets/export/exportpage.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QUrl>

namespace ckpt {

ExportMode::ExportMode(QWidget &window, JobRunner &runner, Document &document, Actions &actions)
    : QObject(&window)
    , m_window(window)
    , m_document(document)
    , m_allActions(actions)
    , m_page(new ExportPage(&window))
    , m_session(runner, *m_page)
{
    for (QAction *action : m_page->pageActions())
        actions.add(action);
    const auto list = [this] {
        m_session.setList(m_document.list(), m_document.hasRun() ? m_document.name() : QString());
    };
    connect(&document, &Document::checkpointChanged, this, list);
    connect(&document, &Document::graphChanged, this, list);
    connect(m_page, &ExportPage::placeWanted, this, &ExportMode::choosePlace);
    connect(m_page, &ExportPage::openPlanWanted, this, &ExportMode::choosePlan);
    connect(m_page, &ExportPage::savePlanWanted, this, &ExportMode::savePlan);
    connect(m_page, &ExportPage::planDropped, &m_session, &ExportSession::openPlan);
    connect(m_page, &ExportPage::commandWanted, this, &ExportMode::copyCommand);
    connect(&m_session, &ExportSession::openWanted, this, &ExportMode::openWanted);
    connect(&m_session, &ExportSession::showInFolderWanted, this,
        [](const QString &path) { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); });
}

void ExportMode::fillMenu(QMenu *menu)
{
    for (const char *id : { "export.selection", "", "edit.undo", "edit.redo", "", "export.addRule", "export.openPlan",
             "export.savePlan", "", "export.write" }) {
        if (*id)
            menu->addAction(m_allActions[QLatin1String(id)]);
        else
            menu->addSeparator();
    }
}

void ExportMode::choosePlace()
{
    const ExportPlan &now = m_page->editor().plan();
    const bool folder = now.target.format == StorageFormat::Npy;
    QFileDialog dialog(&m_window, folder ? tr("Folder of .npy Files") : tr("Write To"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setOption(QFileDialog::DontConfirmOverwrite); // the page says what is there, and replaces it safely
    const QFileInfo current(toQString(now.target.path));
    dialog.setDirectory(
        current.absoluteDir().exists() ? current.absolutePath() : toQString(m_document.run().directory));
    dialog.selectFile(current.fileName());
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return;
    ExportPlan plan = now;
    plan.target.path = toBytes(dialog.selectedFiles().first());
    m_page->editor().change(tr("Target"), std::move(plan));
}

void ExportMode::choosePlan()
{
    const QString path = QFileDialog::getOpenFileName(
        &m_window, tr("Open Plan"), m_session.planPath(), fileFilter(tr("Plans"), { QStringLiteral("json") }));
    if (!path.isEmpty())
        m_session.openPlan(path);
}

bool ExportMode::savePlan()
{
    QFileDialog dialog(
        &m_window, tr("Save Plan"), m_session.planPath(), fileFilter(tr("Plans"), { QStringLiteral("json") }));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("json"));
    if (m_session.planPath().isEmpty() && m_document.hasRun()) {
        dialog.setDirectory(toQString(m_document.run().directory));
        dialog.selectFile(m_document.name() + QStringLiteral("-plan.json"));
    }
    return dialog.exec() == QDialog::Accepted && !dialog.selectedFiles().isEmpty()
        && m_session.savePlan(dialog.selectedFiles().first());
}

void ExportMode::copyCommand()
{
    const QString line = m_session.command();
    if (!line.isEmpty()) {
        QGuiApplication::clipboard()->setText(line);
        m_page->strip().post({ QStringLiteral("command"), Message::Kind::Success, tr("Copied."), line, {} });
        return;
    }
    m_page->strip().post({ QStringLiteral("command"), Message::Kind::Information,
        tr("The options of “ckpt export” cannot say this plan."), tr("Save it; then the command carries out the file."),
        { { tr("Save Plan…"), [this] {
               if (savePlan())
                   copyCommand();
           } } } });
}

bool ExportMode::mayClose()
{
    if (m_session.isWriting()) {
        const auto answer = QMessageBox::question(
            &m_window, tr("Ckptscope"), tr("An export is being written. Stop it? What was there stays as it is."));
        if (answer != QMessageBox::Yes)
            return false;
        m_session.cancel();
        return true;
    }
    if (m_page->editor().isSaved())
        return true;
    const auto answer = QMessageBox::question(&m_window, tr("Ckptscope"), tr("The export plan is not saved."),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    return answer == QMessageBox::Discard || (answer == QMessageBox::Save && savePlan());
}

} // namespace ckpt
