// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The modes of the window: what the page in its middle is for.
#include "app/doctormode.h"
#include "app/exportmode.h"
#include "app/mainwindow.h"
#include "widgets/common/formatting.h"
#include "widgets/diagram/diagramview.h"
#include "widgets/doctor/doctorpage.h"
#include "widgets/export/exportpage.h"
#include "widgets/variables/variablesview.h"

#include <QAction>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>

namespace ckpt {

void MainWindow::buildModes(QToolBar *bar)
{
    for (const char *id : { "view.browse", "view.export" }) {
        QAction *action = m_actions[QLatin1String(id)];
        bar->addAction(action);
        if (auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    connect(m_export, &ExportMode::openWanted, this, [this](const QString &path) {
        setMode(Mode::Browse);
        open(path);
    });
    connect(m_doctor, &DoctorMode::exportWanted, this, &MainWindow::exportMap);
    updateModes();
}

void MainWindow::setMode(Mode mode)
{
    m_mode = mode;
    // Without a checkpoint the page that says why stays; the mode is shown once there is one.
    if (m_document.checkpoint())
        showPage(m_diagram);
    else
        updateModes();
}

void MainWindow::openPlanWhenLoaded(const QString &path)
{
    m_export->session().openPlanWhenLoaded(path);
}

void MainWindow::updateModes()
{
    const bool possible = m_document.checkpoint() && !m_document.checkpoint()->isOnlyDeclared();
    for (const char *id : { "view.export", "export.selection", "go.doctor" })
        m_actions[QLatin1String(id)]->setEnabled(possible);
    const bool exporting = m_pages->currentWidget() == m_export->page();
    const bool doctoring = m_pages->currentWidget() == m_doctor->page();
    m_actions[exporting ? QStringLiteral("view.export")
            : doctoring ? QStringLiteral("go.doctor")
                        : QStringLiteral("view.browse")]
        ->setChecked(true);
    m_doctor->setActive(doctoring);
    m_export->session().setActive(exporting);
    // Ctrl+Z and the like of the page, only while it is there.
    for (QAction *action : m_export->page()->pageActions())
        action->setVisible(exporting);
}

// What was chosen in the export page before can be undone.
void MainWindow::exportMap(const ExportPlan &plan)
{
    PlanEditor &editor = m_export->page()->editor();
    ExportPlan next = plan;
    next.target = editor.plan().target;
    next.target.meta = plan.target.meta;
    editor.change(tr("Missing Keys"), std::move(next));
    setMode(Mode::Export);
}

void MainWindow::exportSelection()
{
    std::vector<std::string> keys;
    for (const QString &key : m_variables->selectedKeys())
        keys.push_back(toBytes(key));
    if (m_mode == Mode::Browse && !keys.empty())
        m_export->page()->chooseOnly(keys);
    setMode(Mode::Export);
}

} // namespace ckpt
