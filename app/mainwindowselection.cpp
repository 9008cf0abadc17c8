// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one selection: every view follows whichever was used last.
#include "app/mainwindow.h"

#include "widgets/common/docktitle.h"
#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"
#include "widgets/diagram/diagramview.h"
#include "widgets/run/details.h"
#include "widgets/run/detailsview.h"
#include "widgets/run/issuesview.h"
#include "widgets/run/runview.h"
#include "widgets/run/welcomepage.h"
#include "widgets/values/valuesview.h"
#include "widgets/variables/variablesview.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>

namespace ckpt {

void MainWindow::connectViews()
{
    connect(m_welcome, &WelcomePage::openFolderRequested, this, &MainWindow::chooseFolder);
    connect(m_welcome, &WelcomePage::openFileRequested, this, &MainWindow::chooseFile);
    connect(m_welcome, &WelcomePage::sampleRequested, this, &MainWindow::openSample);
    connect(m_welcome, &WelcomePage::pathRequested, this, &MainWindow::open);
    connect(m_welcome, &WelcomePage::recentRemoved, this, [this](const QString &path) {
        m_settings.removeRecent(path);
        updateRecents();
    });
    connect(m_welcome, &WelcomePage::recentsCleared, this, [this] {
        m_settings.clearRecents();
        updateRecents();
    });
    connect(m_runView, &RunView::stepActivated, &m_document, &Document::showCheckpoint);
    connect(m_runView, &RunView::graphFileActivated, &m_document, &Document::showGraphFile);
    connect(m_runView, &RunView::subRunActivated, this, &MainWindow::open);
    connect(
        m_variables, &VariablesView::currentChanged, this, [this](const QString &key) { select(key, m_variables); });
    connect(m_variables, &VariablesView::selectionChanged, this, &MainWindow::updateStatus);
    connect(m_variables, &VariablesView::activated, this, [this](const QString &key) {
        select(key, m_variables);
        m_valuesDock.dock->show();
        m_valuesDock.dock->raise();
        m_values->setFocus();
    });
    connect(m_variables, &VariablesView::showInDiagram, this, [this](const QString &key) {
        m_diagram->selectVariable(key);
        m_diagram->setFocus();
    });
    connect(m_diagram, &DiagramView::variablesSelected, this, [this](const QStringList &keys) {
        if (keys.isEmpty())
            return;
        m_selecting = true;
        m_variables->select(keys);
        m_selecting = false;
        select(keys.first(), m_diagram);
    });
    connect(m_diagram, &DiagramView::itemSelected, this, &MainWindow::showSelectedItem);
    connect(m_diagram, &DiagramView::variableActivated, this, [this](const QString &key) {
        select(key, m_diagram);
        m_valuesDock.dock->show();
        m_valuesDock.dock->raise();
    });
    connect(m_diagram, &DiagramView::searchWanted, this, [this](const QString &text) {
        m_runner.start(
            { QStringLiteral("find"), {}, JobRunner::Lane::Prompt },
            [graph = m_diagram->graph(), query = *NodeQuery::parse(toBytes(text.trimmed()))](
                const JobControl &control) { return findNodes(*graph, query, control); },
            [this, text](Result<std::vector<NodeHit>> hits) {
                if (hits)
                    m_diagram->setSearchHits(text, std::move(*hits));
            });
    });
    connect(m_details, &DetailsView::linkActivated, this, &MainWindow::followLink);
    connect(m_issues, &IssuesView::goThere, this, [this](const QString &key) {
        if (!key.isEmpty())
            select(key, m_issues);
    });
    connect(m_valueService, &ValueService::checksumKnown, this, [this](VariableId id, const ChecksumResult &result) {
        const auto current =
            m_document.checkpoint() ? m_document.checkpoint()->find(toBytes(m_currentKey)) : std::nullopt;
        if (current != id)
            return;
        m_checksum = result;
        if (m_detailsShowVariable)
            showDetails(&result);
    });
    connect(m_values, &ValuesView::cellChanged, this, [this](const QList<qint64> &index, const QString &text) {
        QStringList parts;
        for (const qint64 each : index)
            parts.append(QString::number(each));
        m_place->setText(text.isEmpty() ? QString() : tr("[%1] = %2").arg(parts.join(QStringLiteral(", ")), text));
    });
}

void MainWindow::select(const QString &key, QObject *origin)
{
    if (m_selecting || key.isEmpty() || !m_document.checkpoint())
        return;
    m_selecting = true;
    if (origin != m_variables && origin != m_diagram)
        m_variables->select({ key });
    if (origin != m_diagram)
        m_diagram->selectVariable(key);
    m_selecting = false;
    m_chosenByUser |= origin != this;
    m_history.visit(key);
    showCurrent(key);
}

// Values and details of a variable.
void MainWindow::showCurrent(const QString &key)
{
    const auto &checkpoint = m_document.checkpoint();
    const auto id = checkpoint->find(toBytes(key));
    if (!id)
        return;
    m_currentKey = key;
    m_checksum.reset();
    showDetails(nullptr);
    m_valueService->showVariable(*id, key);
    m_valuesDock.title->setContext(key);
    updateStatus();
}

void MainWindow::showDetails(const ChecksumResult *checksum)
{
    const auto &checkpoint = m_document.checkpoint();
    if (const auto id = checkpoint ? checkpoint->find(toBytes(m_currentKey)) : std::nullopt) {
        const auto known = knownChecksum(*id);
        if (!checksum && known)
            checksum = &*known;
        m_details->setDetails(
            detailsOf(*checkpoint, *id, m_document.list()->facts(), checksum, m_document.objects().get()));
    }
    m_detailsShowVariable = true;
    m_detailsShowModel = false;
}

// Nothing is selected: what is shown belongs to the checkpoint as a whole.
void MainWindow::showModelDetails()
{
    if (!m_document.checkpoint())
        return;
    Details details = detailsOf(*m_document.checkpoint());
    addModel(details, { m_document.objects().get(), m_document.metaGraph().get(), m_document.assets() });
    m_details->setDetails(details);
    m_detailsShowVariable = false;
    m_detailsShowModel = true;
}

void MainWindow::showObjects()
{
    if (m_detailsShowVariable)
        showDetails(m_checksum ? &*m_checksum : nullptr);
    else if (m_detailsShowModel)
        showModelDetails();
    showIssues();
}

// A card without variables has details of its own.
void MainWindow::showSelectedItem()
{
    const ItemId item = m_diagram->selectedItem();
    if (!m_diagram->graph())
        return;
    if (item == ItemId::None) {
        if (!m_selecting)
            showModelDetails();
        return;
    }
    if (m_diagram->graph()->variablesOf(item).size() == 1 && m_document.checkpoint())
        return; // that variable's own details say more
    m_detailsShowVariable = m_detailsShowModel = false;
    m_details->setDetails(detailsOf(*m_diagram->graph(), item, m_document.checkpoint().get()));
}

void MainWindow::followLink(const QString &link)
{
    const qsizetype colon = link.indexOf(u':');
    const QString kind = link.left(colon), target = link.mid(colon + 1);
    if (kind == u"variable")
        return select(target, m_details);
    const auto graph = m_diagram->graph();
    if (!graph)
        return;
    ItemId found = ItemId::None;
    if (kind == u"item") {
        for (const Item &item : graph->items()) {
            if (toQString(item.key) == target)
                found = item.id;
        }
    } else if (const NodeIndex node = graph->graph() ? graph->graph()->find(toBytes(target)) : NodeIndex::None;
               node != NodeIndex::None) {
        found = graph->itemOf(node);
    }
    if (found == ItemId::None)
        return;
    m_diagram->selectItem(found);
    showSelectedItem();
}

void MainWindow::goBackOrForward(bool forward)
{
    const QString key = forward ? m_history.forward() : m_history.back();
    if (key.isEmpty() || !m_document.checkpoint())
        return;
    m_selecting = true;
    m_variables->select({ key });
    m_diagram->selectVariable(key);
    m_selecting = false;
    showCurrent(key);
}

void MainWindow::selectWhenLoaded(const QString &key)
{
    m_wantedKey = key;
}

// After loading: what was asked for, else what was selected in the step before, else the first weight.
void MainWindow::chooseFirstSelection()
{
    const auto has = [this](
                         const QString &key) { return !key.isEmpty() && m_document.checkpoint()->find(toBytes(key)); };
    m_unknownSelection = m_wantedKey.isEmpty() || has(m_wantedKey) ? QString() : m_wantedKey;
    if (!m_currentKey.isEmpty() && !has(m_currentKey)) {
        m_strip->post({ QStringLiteral("gone"), Message::Kind::Information,
            tr("%1 is not in this step.").arg(m_currentKey), {}, {} });
        m_currentKey.clear();
    }
    if (!m_chosenByUser)
        m_history.clear();
    const bool keep = m_chosenByUser && has(m_currentKey);
    const QString key = has(m_wantedKey) ? m_wantedKey : keep ? m_currentKey : m_variables->firstKey();
    if (m_document.graphView() && has(m_wantedKey)) {
        m_wantedKey.clear();
        m_chosenByUser = true;
    }
    if (has(key)) {
        select(key, this);
    } else {
        m_values->clear();
        showModelDetails();
    }
}

void MainWindow::stepBy(int steps)
{
    m_document.showCheckpoint(m_document.shownIndex() + steps);
}

} // namespace ckpt
