// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window follows the document.
#include "app/mainwindow.h"

#include "app/diagramnumbers.h"
#include "app/samplerun.h"
#include "format/base/paths.h"
#include "widgets/common/docktitle.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagestrip.h"
#include "widgets/diagram/diagramview.h"
#include "widgets/run/detailsview.h"
#include "widgets/run/issuesview.h"
#include "widgets/run/runview.h"
#include "widgets/run/welcomepage.h"
#include "widgets/values/valuesview.h"
#include "widgets/variables/variablesview.h"

#include <QAction>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>

namespace ckpt {

namespace {

// Two sentences, one after the other; Chinese ones have no space between them.
QString joined(const QString &first, const QString &second)
{
    if (first.isEmpty() || second.isEmpty())
        return first + second;
    return MainWindow::tr("%1 %2", "two sentences").arg(first, second);
}

// "1 element", "9,611 elements"; counts can be larger than the plural forms of the translation take.
QString elementsText(qint64 count)
{
    return count == 1 ? MainWindow::tr("1 element") : MainWindow::tr("%1 elements").arg(formatCount(count));
}

} // namespace

void MainWindow::connectDocument()
{
    connect(&m_document, &Document::opening, this, [this](const QString &name) {
        setWindowTitle(tr("Opening %1…").arg(name));
        m_openError.reset();
        m_strip->clear();
    });
    connect(&m_document, &Document::openFailed, this, &MainWindow::showOpenError);
    connect(&m_document, &Document::runChanged, this, &MainWindow::showRun);
    connect(&m_document, &Document::checkpointChanged, this, &MainWindow::showCheckpoint);
    connect(&m_document, &Document::checkpointFailed, this, &MainWindow::showOpenError);
    connect(&m_document, &Document::graphPreparing, m_diagram, &DiagramView::setPreparing);
    connect(&m_document, &Document::objectsChanged, this, &MainWindow::showObjects);
    connect(&m_document, &Document::graphChanged, this, &MainWindow::showGraph);
    connect(&m_document, &Document::graphFailed, this, &MainWindow::showGraphError);
    connect(&m_document, &Document::checkStarted, this, &MainWindow::showCheckStarted);
    connect(&m_document, &Document::checkEnded, this, &MainWindow::showCheckEnded);
    connect(&m_document, &Document::noGraph, this, &MainWindow::showNoGraph);
    connect(m_diagram, &DiagramView::shownClassesChanged, this, [this](const std::set<NodeClass> &classes) {
        GraphViewOptions options = m_document.viewOptions();
        options.shown = classes;
        m_document.setViewOptions(options);
    });
    connect(m_diagram, &DiagramView::dissolvedChanged, this, [this](const std::set<std::string> &keys) {
        GraphViewOptions options = m_document.viewOptions();
        // What is not in this picture, but in that of another signature, stays as it was decided there.
        std::erase_if(options.dissolved,
            [this](const std::string &key) { return m_diagram->graph()->dissolved().contains(key); });
        options.dissolved.insert(keys.begin(), keys.end());
        m_document.setViewOptions(options);
    });
    connect(m_diagram, &DiagramView::placesChanged, this, [this](const std::map<std::string, ItemPlace> &places) {
        GraphViewOptions options = m_document.viewOptions();
        for (const auto &[key, place] : m_diagram->graph()->places()) // others belong to other pictures, as above
            options.places.erase(key);
        for (const auto &[key, place] : places)
            options.places.insert_or_assign(key, place);
        m_document.setViewOptions(options);
    });
    connect(m_diagram, &DiagramView::drawnPartWanted, this, [this](const DrawnPart &part) {
        GraphViewOptions options = m_document.viewOptions();
        options.drawn = part;
        m_document.setViewOptions(options);
    });
    connect(m_diagram, &DiagramView::tagsWanted, &m_document, &Document::setTags);
    connect(m_diagram, &DiagramView::lookChanged, this, &MainWindow::rememberRun);
    connect(m_diagram, &DiagramView::pictureWanted, this, &MainWindow::savePicture);
}

void MainWindow::open(const QString &path)
{
    rememberRun();
    m_document.open(path);
}

void MainWindow::openSample()
{
    const QString path = sampleRunPath();
    if (!path.isEmpty())
        open(path);
}

void MainWindow::rememberRun()
{
    if (m_document.hasRun() && m_diagram->graph())
        m_settings.setDiagram(toQString(m_document.run().directory),
            { m_diagram->openKeys(), m_document.viewOptions(), m_diagram->look(), m_document.tags() });
}

void MainWindow::showRun()
{
    m_history.clear();
    m_currentKey.clear();
    m_issuesOpened = m_chosenByUser = false;
    showPage(m_diagram);
    m_actions[QStringLiteral("file.reload")]->setEnabled(true);
    m_runView->setRun(m_document.run());
    m_runDock.title->setContext(m_runView->headText());
    m_diagram->setRunName(m_document.name());
    const DiagramChoices choices = m_settings.diagram(toQString(m_document.run().directory));
    m_document.setViewOptions(choices.view);
    m_document.setTags(choices.tags);
    m_diagram->setOpenKeys(choices.openScopes);
    m_diagram->setLook(choices.look);
    setWindowTitle(tr("%1 – Ckptscope").arg(m_document.name()));
    updateSteps();
    showIssues();
    if (m_document.run().checkpoints.empty() && m_document.run().graphFiles.empty()) {
        // Only folders below hold something; the Run dock lists them too.
        QList<EmptyPage::Button> links;
        for (const std::string &directory : m_document.run().subRuns) {
            const QString path = toQString(directory);
            links.append({ QDir(toQString(m_document.run().directory)).relativeFilePath(path),
                [this, path] { open(path); }, true });
        }
        m_errorPage->setContent(EmptyPage::Kind::Plain, tr("No checkpoint in “%1” itself.").arg(m_document.name()),
            tr("%n folder(s) below it hold one:", "", static_cast<int>(links.size())));
        m_errorPage->setButtons(links);
        showPage(m_errorPage);
        m_openError = Error{ .fault = Fault::CheckpointsBelow, .path = m_document.run().directory };
        for (const Issue &found : m_document.run().issues) {
            if (found.error.fault == Fault::CheckpointsBelow)
                m_openError = found.error;
        }
    }
}

void MainWindow::updateSteps()
{
    m_steps->clear();
    const auto &checkpoints = m_document.run().checkpoints;
    for (auto ref = checkpoints.rbegin(); ref != checkpoints.rend(); ++ref) {
        const QString step = ref->step ? tr("step %1").arg(formatCount(*ref->step)) : toQString(ref->displayName());
        m_steps->addItem(icon(QStringLiteral("ckpt-stack")),
            ref->latest ? tr("%1 · %2 (latest)").arg(m_document.name(), step)
                        : tr("%1 · %2").arg(m_document.name(), step));
        m_steps->setItemData(m_steps->count() - 1, toQString(ref->prefix), Qt::ToolTipRole);
    }
    m_steps->setEnabled(!checkpoints.empty());
    updateStatus();
}

void MainWindow::showCheckpoint()
{
    const auto &checkpoint = m_document.checkpoint();
    const int shown = m_document.shownIndex();
    m_runView->setShown(shown);
    if (shown >= 0)
        m_steps->setCurrentIndex(m_steps->count() - 1 - shown);
    m_openError.reset();
    if (!checkpoint) {
        m_valueService->setCheckpoint(nullptr);
        m_diagramNumbers->setCheckpoint(nullptr);
        m_variables->clear();
        m_values->clear();
        m_details->clear();
        m_detailsShowVariable = m_detailsShowModel = false;
    } else {
        showPage(m_diagram);
        m_selecting = true; // the table restores its selection; the window decides once, below
        m_variables->setList(m_document.list());
        m_selecting = false;
        m_valueService->setCheckpoint(checkpoint);
        m_diagramNumbers->setCheckpoint(checkpoint);
        chooseFirstSelection();
        if (!checkpoint->isOnlyDeclared())
            updateRecents();
    }
    showIssues();
    updateStatus();
}

void MainWindow::showGraph()
{
    m_diagram->setGraph(m_document.graphView());
    // A card that was chosen, rather than one of its variables, stays so in the new picture.
    const ItemId card = m_detailsShowVariable || m_detailsShowModel ? ItemId::None : m_diagram->selectedItem();
    m_variables->setHasGraph(true);
    if (m_document.checkpoint()) {
        m_selecting = true;
        m_variables->setList(m_document.list());
        m_selecting = false;
        chooseFirstSelection();
    }
    if (card != ItemId::None) {
        m_diagram->selectItem(card);
        showSelectedItem();
    }
    showIssues();
    updateStatus();
}

void MainWindow::showNoGraph()
{
    m_variables->setHasGraph(false);
    m_diagram->clearWithMessage(tr("This checkpoint has no graph."), tr("There is no .meta or graph file beside it."));
}

void MainWindow::showGraphError(const Error &error)
{
    m_variables->setHasGraph(false);
    if (error.fault == Fault::Cancelled) {
        m_diagram->clearWithMessage(tr("The graph was not read."),
            tr("Reading it was stopped. Reload to read it again."), { m_actions[QStringLiteral("file.reload")] });
    } else {
        const ErrorWords words = errorWords(error);
        m_diagram->clearWithMessage(words.what, joined(words.why, words.remedy));
    }
    showIssues();
}

void MainWindow::showOpenError(const Error &error)
{
    m_openError = error;
    m_errorPage->setError(error);
    m_errorPage->setButtons({ { tr("Open another folder…"), [this] { chooseFolder(); }, false },
        { tr("Open another file…"), [this] { chooseFile(); }, false } });
    showPage(m_errorPage);
    setWindowTitle(tr("Ckptscope"));
    updateStatus();
}

void MainWindow::showIssues()
{
    m_issues->setIssues(m_document.issues());
    const IssueCounts counts = m_issues->counts();
    m_issuesButton->setVisible(counts.all() > 0);
    m_issuesButton->setText(m_issues->headText());
    m_issuesButton->setIcon(icon(counts.errors > 0 ? QStringLiteral("dialog-error")
            : counts.warnings > 0                  ? QStringLiteral("dialog-warning")
                                                   : QStringLiteral("dialog-information")));
    // The first error opens the dock by itself, once.
    if (counts.errors > 0 && !std::exchange(m_issuesOpened, true) && m_document.checkpoint())
        m_issuesDock.dock->show();
    showDamage();
}

// One sentence above everything while something cannot be shown.
void MainWindow::showDamage()
{
    const auto &checkpoint = m_document.checkpoint();
    const Issues issues = m_document.issues();
    const auto first =
        std::find_if(issues.begin(), issues.end(), [](const Issue &each) { return each.severity == Severity::Error; });
    if (!checkpoint || checkpoint->isOnlyDeclared() || first == issues.end())
        return m_strip->remove(QStringLiteral("damage"));
    const auto variables = checkpoint->variables();
    const auto &report = m_document.report();
    const auto unreadable = report ? static_cast<std::ptrdiff_t>(report->count(ValueState::Unreadable))
                                   : std::count_if(variables.begin(), variables.end(),
                                       [](const Variable &each) { return each.error.has_value(); });
    const qint64 damaged = report ? static_cast<qint64>(report->count(ValueState::Damaged)) : 0;
    const ErrorWords words = errorWords(first->error);
    Message message{ QStringLiteral("damage"), Message::Kind::Error, words.what, joined(words.why, words.remedy),
        { { tr("Show issues"), [this] { m_issuesDock.dock->show(); } },
            { tr("Reload"), [this] { m_document.reload(); } } } };
    const QString all = formatCount(static_cast<qint64>(variables.size()));
    if (damaged > 0)
        message.fact = unreadable > 0 ? tr("%1 of %2 variables are damaged, %3 cannot be read.")
                                            .arg(formatCount(damaged), all, formatCount(unreadable))
                                      : tr("%1 of %2 variables are damaged.").arg(formatCount(damaged), all);
    else if (unreadable > 0)
        message.fact = tr("%1 of %2 variables cannot be read.").arg(formatCount(unreadable), all);
    if (damaged > 0 || unreadable > 0) // what is said of a file explains more than a number
        message.explanation = first->error.key.empty() ? joined(words.what, words.why)
            : words.why.isEmpty()                      ? words.what
                                                       : words.why;
    m_strip->post(message);
}

void MainWindow::updateStatus()
{
    const auto &checkpoint = m_document.checkpoint();
    if (checkpoint) {
        m_totals->setText(tr("%1 · %2 · %3", "variables, elements, bytes")
                              .arg(tr("%n variable(s)", "", static_cast<int>(checkpoint->variables().size())),
                                  elementsText(checkpoint->totalElements()), formatBytes(checkpoint->totalBytes())));
        QString format = tr("V2 · %n shard(s)", "", checkpoint->shardCount());
        if (checkpoint->isOnlyDeclared())
            format = tr("Graph only");
        else if (checkpoint->format() == StorageFormat::V1)
            format = tr("V1 · %n file(s)", "", checkpoint->shardCount());
        else if (isArrayFormat(checkpoint->format()))
            format = QLatin1String(name(checkpoint->format()));
        if (m_document.metaGraph() && !m_document.metaGraph()->summary().tensorflowVersion.empty())
            format =
                tr("%1 · TensorFlow %2").arg(format, toQString(m_document.metaGraph()->summary().tensorflowVersion));
        m_formatText->setText(format);
    } else {
        m_totals->clear();
        m_formatText->clear();
    }
    updateChecks();
    const SelectionSums sums = m_variables->selectionSums();
    m_sums->setText(sums.variables == 0
            ? QString()
            : tr("%1 · %2 · %3", "variables, elements, bytes")
                  .arg(tr("%n selected", "", sums.variables), elementsText(sums.elements), formatBytes(sums.bytes)));
    const int shown = m_document.shownIndex();
    const int count = m_document.hasRun() ? static_cast<int>(m_document.run().checkpoints.size()) : 0;
    m_actions[QStringLiteral("go.olderStep")]->setEnabled(shown > 0);
    m_actions[QStringLiteral("go.newerStep")]->setEnabled(shown >= 0 && shown + 1 < count);
    m_actions[QStringLiteral("go.latestStep")]->setEnabled(count > 0);
}

void MainWindow::updateRecents()
{
    const auto &checkpoint = m_document.checkpoint();
    if (checkpoint) {
        const QString facts = tr("%1 · %2 · %3 · %4")
                                  .arg(QLatin1String(name(checkpoint->format())),
                                      tr("%n step(s)", "", static_cast<int>(m_document.run().checkpoints.size())),
                                      tr("%n variable(s)", "", static_cast<int>(checkpoint->variables().size())),
                                      formatBytes(checkpoint->totalBytes()));
        m_settings.addRecent({ QFileInfo(m_document.path()).absoluteFilePath(), m_document.name(), facts,
            QDateTime::currentSecsSinceEpoch() });
    }
    QList<RecentRun> recents;
    for (const Settings::Recent &recent : m_settings.recents()) {
        const bool missing =
            !QFileInfo::exists(recent.path) && !QFileInfo::exists(recent.path + QStringLiteral(".index"));
        QString shownPath = recent.path;
        if (shownPath.startsWith(QDir::homePath() + u'/'))
            shownPath.replace(0, QDir::homePath().size(), QStringLiteral("~"));
        recents.append({ recent.path, recent.name, shownPath, missing ? tr("Not found") : recent.facts,
            formatTime(static_cast<double>(recent.openedAt)), missing });
    }
    m_welcome->setRecents(recents);
    m_welcome->setSampleText(
        sampleRunPath().isEmpty() ? QString() : tr("A small digit classifier, trained in six steps"));
}

} // namespace ckpt
