// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Actions and menus of the window.
#include "app/mainwindow.h"

#include "app/about.h"
#include "app/diagramexport.h"
#include "app/doctormode.h"
#include "app/exportmode.h"
#include "app/manual.h"
#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"
#include "widgets/diagram/diagramview.h"
#include "widgets/doctor/doctorpage.h"
#include "widgets/export/exportpage.h"
#include "widgets/run/issuesview.h"
#include "widgets/values/valuesview.h"
#include "widgets/variables/variablesview.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace ckpt {

void MainWindow::buildActions()
{
    const auto add = [this](const char *id, const QString &text, const QKeySequence &keys, const char *iconName,
                         auto &&act) {
        QAction *action = m_actions.add(QString::fromLatin1(id), text, keys, QString::fromLatin1(iconName));
        addAction(action);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    add("file.open", tr("&Open Folder…"), Qt::CTRL | Qt::Key_O, "document-open", [this] { chooseFolder(); });
    add("file.openFile", tr("Open &File…"), Qt::CTRL | Qt::ALT | Qt::Key_O, "", [this] { chooseFile(); });
    add("file.sample", tr("Open &Sample Run"), {}, "", [this] { openSample(); });
    add("file.reload", tr("Re&load"), Qt::Key_F5, "view-refresh", [this] {
        rememberRun();
        m_document.reload();
    })->setEnabled(false);
    add("file.verify", tr("Check All &Values"), Qt::CTRL | Qt::SHIFT | Qt::Key_V, "ckpt-verify", [this] {
        m_document.check();
    })->setEnabled(false);
    add("file.close", tr("&Close"), Qt::CTRL | Qt::Key_W, "", [this] { close(); });
    add("file.quit", tr("&Quit"), Qt::CTRL | Qt::Key_Q, "", [] { QApplication::closeAllWindows(); });
    add("edit.find", tr("&Find in This View"), Qt::CTRL | Qt::Key_F, "edit-find", [this] {
        if (m_mode == Mode::Export)
            return m_export->page()->focusFilter();
        if (m_mode == Mode::Doctor)
            return m_doctor->page()->focusFilter();
        if (m_diagram->isAncestorOf(QApplication::focusWidget())) {
            m_diagram->openFind();
            return;
        }
        m_variablesDock.dock->show();
        m_variablesDock.dock->raise();
        m_variables->focusFilter();
    });
    QAction *browse =
        add("view.browse", tr("&Browse"), Qt::CTRL | Qt::Key_1, "ckpt-browse", [this] { setMode(Mode::Browse); });
    QAction *exporting =
        add("view.export", tr("E&xport"), Qt::CTRL | Qt::Key_5, "ckpt-export", [this] { setMode(Mode::Export); });
    QAction *doctor = add("go.doctor", tr("&Missing Keys…"), Qt::CTRL | Qt::SHIFT | Qt::Key_K, "ckpt-key-doctor",
        [this] { setMode(Mode::Doctor); });
    auto *modes = new QActionGroup(this);
    for (QAction *each : { browse, exporting, doctor }) {
        each->setCheckable(true);
        modes->addAction(each);
    }
    add("export.selection", tr("&Export Selected Variables…"), Qt::CTRL | Qt::Key_E, "ckpt-export",
        [this] { exportSelection(); });
    add("view.resetLayout", tr("&Reset Layout"), {}, "", [this] { resetLayout(); });
    QAction *full = add("view.fullScreen", tr("F&ull Screen"), Qt::Key_F11, "",
        [this](bool on) { on ? showFullScreen() : showNormal(); });
    full->setCheckable(true);
    add("go.back", tr("&Back"), Qt::ALT | Qt::Key_Left, "go-previous", [this] { goBackOrForward(false); });
    add("go.forward", tr("&Forward"), Qt::ALT | Qt::Key_Right, "go-next", [this] { goBackOrForward(true); });
    add("go.olderStep", tr("&Older Step"), Qt::CTRL | Qt::Key_PageUp, "go-previous", [this] { stepBy(-1); });
    add("go.newerStep", tr("&Newer Step"), Qt::CTRL | Qt::Key_PageDown, "go-next", [this] { stepBy(1); });
    add("go.latestStep", tr("&Latest Step"), Qt::CTRL | Qt::Key_End, "", [this] {
        if (m_document.hasRun())
            m_document.showCheckpoint(static_cast<int>(m_document.run().current));
    });
    add("go.nextIssue", tr("Next &Issue"), Qt::Key_F4, "", [this] {
        m_issuesDock.dock->show();
        m_issues->selectNext();
    });
    add("help.manual", tr("&Manual"), Qt::Key_F1, "help-contents", [this] { showManual(); });
    add("help.about", tr("&About Ckptscope"), {}, "", [this] { showAbout(); });
    for (const QList<QAction *> &list : { m_diagram->diagramActions(), m_variables->rowActions(),
             m_variables->modeActions(), m_values->viewActions(), m_values->cellActions() }) {
        for (QAction *action : list)
            m_actions.add(action);
    }
    const auto history = [this] {
        m_actions[QStringLiteral("go.back")]->setEnabled(m_history.canGoBack());
        m_actions[QStringLiteral("go.forward")]->setEnabled(m_history.canGoForward());
    };
    connect(&m_history, &SelectionHistory::changed, this, history);
    history();
}

void MainWindow::buildMenus()
{
    const auto fill = [this](QMenu *menu, std::initializer_list<const char *> ids) {
        for (const char *id : ids) {
            if (*id)
                menu->addAction(m_actions[QString::fromLatin1(id)]);
            else
                menu->addSeparator();
        }
    };
    QMenu *file = menuBar()->addMenu(tr("&File"));
    fill(file, { "file.open", "file.openFile" });
    QMenu *recent = file->addMenu(tr("Open &Recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecentMenu(recent); });
    fill(file, { "file.sample", "", "file.reload", "file.verify", "", "file.close", "file.quit" });

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    fill(edit, { "edit.copy", "edit.copyName", "", "edit.find" });

    QMenu *view = menuBar()->addMenu(tr("&View"));
    fill(view, { "view.browse", "view.export", "" });
    int number = 1;
    for (const Dock &dock : { m_runDock, m_detailsDock, m_variablesDock, m_valuesDock, m_issuesDock }) {
        QAction *toggle = dock.dock->toggleViewAction();
        toggle->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | static_cast<Qt::Key>(Qt::Key_0 + number++)));
        view->addAction(toggle);
    }
    view->addSeparator();
    fill(view, { "view.tree", "view.flat", "" });
    QMenu *theme = view->addMenu(tr("&Theme"));
    auto *themes = new QActionGroup(this);
    for (const auto &[value, text] :
        { std::pair{ Theme::System, tr("&System") }, { Theme::Light, tr("&Light") }, { Theme::Dark, tr("&Dark") } }) {
        QAction *action = themes->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_settings.theme() == value);
        connect(action, &QAction::triggered, this, [this, value = value] { setTheme(value); });
    }
    theme->addActions(themes->actions());
    QMenu *language = view->addMenu(tr("&Language"));
    for (const auto &[value, text] :
        { std::pair{ QString(), tr("&System") }, { QStringLiteral("en"), QStringLiteral("&English") },
            { QStringLiteral("zh_CN"), QStringLiteral("中文 (&C)") } }) {
        QAction *action = language->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_settings.language() == value);
        connect(action, &QAction::triggered, this, [this, value = value] { Q_EMIT languageChosen(value); });
    }
    fill(view, { "", "view.resetLayout", "view.fullScreen" });

    QMenu *go = menuBar()->addMenu(tr("&Go"));
    fill(go,
        { "go.back", "go.forward", "", "go.olderStep", "go.newerStep", "go.latestStep", "", "go.node", "go.values",
            "go.nextIssue", "", "go.doctor" });

    QMenu *diagram = menuBar()->addMenu(tr("&Diagram"));
    diagram->addActions(m_diagram->diagramActions());

    QMenu *values = menuBar()->addMenu(tr("Val&ues"));
    values->addActions(m_values->viewActions());
    values->addSeparator();
    values->addActions(m_values->cellActions());

    m_export->fillMenu(menuBar()->addMenu(tr("E&xport")));

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    fill(help, { "help.manual", "help.about" });
}

void MainWindow::chooseFolder()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open Folder"), m_document.path());
    if (!path.isEmpty())
        open(path);
}

void MainWindow::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open File"), m_document.path());
    if (!path.isEmpty())
        open(path);
}

void MainWindow::fillRecentMenu(QMenu *menu)
{
    menu->clear();
    for (const Settings::Recent &recent : m_settings.recents()) {
        QString text = recent.path;
        QAction *action = menu->addAction(text.replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, path = recent.path] { open(path); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("Nothing opened yet"))->setEnabled(false);
}

// At the page about the view that has the focus.
void MainWindow::showManual()
{
    auto *manual = findChild<Manual *>();
    if (!manual)
        manual = new Manual(this);
    const QWidget *focused = QApplication::focusWidget();
    const std::pair<const QWidget *, QString> views[] = { { m_diagram, QStringLiteral("diagram") },
        { m_variables, QStringLiteral("variables") }, { m_values, QStringLiteral("variables") },
        { m_issues, QStringLiteral("checking") }, { m_export->page(), QStringLiteral("exporting") },
        { m_doctor->page(), QStringLiteral("missing") } };
    const auto view = std::find_if(std::begin(views), std::end(views),
        [focused](const auto &each) { return each.first == focused || each.first->isAncestorOf(focused); });
    manual->showPage(view == std::end(views) ? QStringLiteral("start") : view->second);
}

void MainWindow::showAbout()
{
    showAboutBox(this);
}

// Of the format that the chosen name ends with; without an ending, of the chosen filter.
void MainWindow::savePicture(bool onlyVisible)
{
    const QStringList endings = onlyVisible ? diagramEndings().mid(0, 3) : diagramEndings();
    QStringList filters;
    for (const QString &ending : endings)
        filters << fileFilter(ending.toUpper(), { ending });
    QFileDialog dialog(this, onlyVisible ? tr("Save Visible Part") : tr("Save Picture"), QDir::currentPath());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters(filters);
    dialog.setDefaultSuffix(endings.first());
    connect(&dialog, &QFileDialog::filterSelected, &dialog,
        [&](const QString &filter) { dialog.setDefaultSuffix(endings.value(filters.indexOf(filter))); });
    dialog.selectFile(sourceOf(m_document).fileName() + u'.' + endings.first());
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty() || !m_diagram->isLayoutDone())
        return;
    const QString path = dialog.selectedFiles().first();
    const auto format = diagramFormatOf(path);
    std::optional<QString> problem;
    if (!format || !endings.contains(QFileInfo(path).suffix().toLower()))
        problem = tr("“%1” does not end with one of .%2.").arg(path, endings.join(QStringLiteral(", .")));
    else
        problem = saveDiagram(DiagramSheet(m_diagram->arranged(), onlyVisible ? m_diagram->visiblePart() : QRectF()),
            sourceOf(m_document), { path, *format, 1, inputsOf(m_document) });
    if (problem)
        m_strip->post({ QStringLiteral("picture"), Message::Kind::Error, *problem, {}, {} });
    else
        m_strip->remove(QStringLiteral("picture"));
}

} // namespace ckpt
