// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// VariablesView: what is chosen, what passes the filter, and the actions on rows.
#include "widgets/common/chiprow.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/variables/variablestable.h"
#include "widgets/variables/variablesview_p.h"

#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelection>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace ckpt {

namespace {

const QLatin1String kIssuesChip("issues");

QString chipId(Role role)
{
    return QString::fromLatin1(queryKey(role));
}

std::optional<Role> roleOfChip(const QString &id)
{
    for (int role = 0; role <= static_cast<int>(Role::Other); ++role) {
        if (id == chipId(Role(role)))
            return Role(role);
    }
    return std::nullopt;
}

} // namespace

void VariablesView::Private::makeActions()
{
    const auto action = [this](const char *id, const QString &text, const QKeySequence &shortcut = {}) {
        auto *made = new QAction(text, q);
        made->setObjectName(QLatin1String(id));
        made->setShortcut(shortcut);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        q->addAction(made);
        return made;
    };
    modes = new QActionGroup(q);
    treeMode = action("view.tree", tr("As Tree"));
    treeMode->setIcon(icon(QStringLiteral("ckpt-tree")));
    treeMode->setToolTip(tr("Scopes as a tree"));
    flatMode = action("view.flat", tr("As Flat List"));
    flatMode->setIcon(icon(QStringLiteral("ckpt-flat")));
    flatMode->setToolTip(tr("All variables in one list"));
    for (QAction *mode : { treeMode, flatMode }) {
        mode->setCheckable(true);
        modes->addAction(mode);
    }
    treeMode->setChecked(true);
    connect(flatMode, &QAction::toggled, q, [this](bool flat) { model->setFlat(flat); });

    showValues = action("go.values", tr("Show Values"), QKeySequence(Qt::CTRL | Qt::Key_Return));
    showNode = action("go.node", tr("Show in Diagram"), QKeySequence(Qt::CTRL | Qt::Key_D));
    copyName = action("edit.copyName", tr("Copy Name"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    copyRows = action("edit.copy", tr("Copy as Text"), QKeySequence::Copy);
    copyRows->setIcon(icon(QStringLiteral("edit-copy")));
    connect(showValues, &QAction::triggered, q, [this] { Q_EMIT q->activated(current); });
    connect(showNode, &QAction::triggered, q, [this] { Q_EMIT q->showInDiagram(current); });
    connect(copyName, &QAction::triggered, q,
        [this] { QGuiApplication::clipboard()->setText(keysOf(chosen).join(u'\n')); });
    connect(copyRows, &QAction::triggered, q, [this] { QGuiApplication::clipboard()->setText(rowsAsText()); });
    showValues->setEnabled(false);
    showNode->setEnabled(false);
    copyName->setEnabled(false);
    copyRows->setEnabled(false);
}

void VariablesView::Private::updateActions()
{
    showValues->setEnabled(!current.isEmpty());
    showNode->setVisible(hasGraph);
    showNode->setEnabled(hasGraph && !current.isEmpty());
    copyName->setEnabled(!chosen.empty());
    copyRows->setEnabled(!chosen.empty());
}

void VariablesView::Private::showMenu(const QPoint &position)
{
    if (!table->indexAt(position).isValid() && chosen.empty())
        return;
    QMenu menu(table);
    menu.addActions({ showValues, showNode });
    menu.addSeparator();
    menu.addActions({ copyName, copyRows });
    menu.exec(table->viewport()->mapToGlobal(position));
}

// Tab-separated: name, type, shape, bytes; ASCII digits without grouping, so that other programs can read it.
QString VariablesView::Private::rowsAsText() const
{
    QString text;
    for (const VariableId id : chosen) {
        const Variable &variable = model->checkpoint()->variable(id);
        QStringList dims;
        for (const std::int64_t dim : variable.shape.dims())
            dims.append(QString::number(dim));
        text += QStringList{ toQString(variable.key), formatDType(variable.dtype, variable.storedType),
            u'[' + dims.join(QStringLiteral(", ")) + u']', QString::number(variable.byteSize()) }
                    .join(u'\t')
            + u'\n';
    }
    return text;
}

std::optional<VariableId> VariablesView::Private::find(const QString &key) const
{
    if (key.isEmpty() || !model->checkpoint())
        return std::nullopt;
    if (const auto found = model->checkpoint()->find(toBytes(key)))
        return found;
    // Keys with bytes that cannot be shown are known by what is shown of them.
    if (!key.contains(QLatin1String("\\x")))
        return std::nullopt;
    const auto variables = model->checkpoint()->variables();
    for (std::size_t i = 0; i < variables.size(); ++i) {
        if (toQString(variables[i].key) == key)
            return VariableId(i);
    }
    return std::nullopt;
}

std::vector<VariableId> VariablesView::Private::idsOf(const QStringList &keys) const
{
    std::vector<VariableId> ids;
    for (const QString &key : keys)
        if (const auto id = find(key))
            ids.push_back(*id);
    return ids;
}

QStringList VariablesView::Private::keysOf(const std::vector<VariableId> &ids) const
{
    QStringList keys;
    keys.reserve(static_cast<qsizetype>(ids.size()));
    for (const VariableId id : ids)
        keys.append(toQString(model->checkpoint()->variable(id).key));
    return keys;
}

std::vector<VariableId> VariablesView::Private::idsOf(const QModelIndexList &rows) const
{
    // A variable alone does not stand for the slots folded under it, a scope stands for everything that it sums.
    struct Step {
        VariableTree::NodeId node;
        bool whole;
    };
    std::vector<Step> rest;
    for (auto row = rows.crbegin(); row != rows.crend(); ++row)
        rest.push_back({ VariablesModel::nodeOf(*row), false });
    std::vector<char> taken(model->checkpoint() ? model->checkpoint()->variables().size() : 0, 0);
    std::vector<VariableId> ids;
    while (!rest.empty()) {
        const auto [id, whole] = rest.back();
        rest.pop_back();
        const VariableTree::Node &node = model->tree().node(id);
        if (node.isScope() || whole) {
            const auto children = model->shownChildren(id);
            for (auto child = children.rbegin(); child != children.rend(); ++child)
                rest.push_back({ *child, true });
        }
        if (!node.isScope() && !taken[node.variable] && !(whole && model->isContextOnly(id))) {
            taken[node.variable] = 1;
            ids.push_back(VariableId{ node.variable });
        }
    }
    return ids;
}

void VariablesView::Private::selectionMoved()
{
    if (restoring)
        return;
    QModelIndexList rows = table->selectionModel()->selectedRows();
    // Ranges come in the order of clicking; people read from the top.
    const std::vector<std::uint32_t> places = model->placesFromTheTop();
    std::sort(rows.begin(), rows.end(), [&places](const QModelIndex &a, const QModelIndex &b) {
        return places[VariablesModel::nodeOf(a)] < places[VariablesModel::nodeOf(b)];
    });
    const QModelIndex row = table->currentIndex().siblingAtColumn(0);
    const auto id = model->variableAt(row);
    const auto pathOf = [this](const QModelIndex &index) {
        return std::string(model->tree().node(VariablesModel::nodeOf(index)).path);
    };
    QModelIndexList variables;
    scopes.clear();
    for (const QModelIndex &chosenRow : std::as_const(rows)) {
        if (model->variableAt(chosenRow))
            variables.append(chosenRow);
        else
            scopes.insert(pathOf(chosenRow));
    }
    directKeys = keysOf(idsOf(variables));
    currentScope = row.isValid() && !id ? pathOf(row) : std::string();
    setChosen(idsOf(rows), id ? toQString(model->checkpoint()->variable(*id).key) : QString());
}

void VariablesView::Private::setChosen(std::vector<VariableId> ids, const QString &newCurrent)
{

    const bool currentMoved = newCurrent != current;
    const bool selectionMoved = ids != chosen;
    current = newCurrent;
    chosen = std::move(ids);
    updateActions();
    if (currentMoved)
        Q_EMIT q->currentChanged(current);
    if (selectionMoved)
        Q_EMIT q->selectionChanged();
}

void VariablesView::Private::selectRows(QModelIndexList rows, const QModelIndex &currentRow, bool reveal)
{
    std::sort(rows.begin(), rows.end(), [](const QModelIndex &a, const QModelIndex &b) {
        const auto parentOf = [](const QModelIndex &index) { return index.parent().internalId(); };
        return parentOf(a) == parentOf(b) ? a.row() < b.row() : parentOf(a) < parentOf(b);
    });
    QItemSelection selection;
    for (qsizetype i = 0; i < rows.size();) {
        qsizetype last = i;
        while (last + 1 < rows.size() && rows[last + 1].row() == rows[last].row() + 1
            && rows[last + 1].parent() == rows[i].parent())
            ++last;
        selection.append(QItemSelectionRange(rows[i], rows[last].siblingAtColumn(VariablesModel::ColumnCount - 1)));
        i = last + 1;
    }
    if (currentRow.isValid() && reveal)
        table->reveal(currentRow);
    table->selectionModel()->setCurrentIndex(currentRow, QItemSelectionModel::NoUpdate);
    table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    // scrollTo() would open scopes that the user has closed.
    if (currentRow.isValid() && (reveal || table->visualRect(currentRow).isValid()))
        table->scrollTo(currentRow);
}

QModelIndexList VariablesView::Private::chosenRows() const
{
    QModelIndexList rows;
    for (const QString &key : directKeys) {
        const auto id = find(key);
        if (const QModelIndex row = id ? model->indexOf(*id) : QModelIndex(); row.isValid())
            rows.append(row);
    }
    if (scopes.empty())
        return rows;
    for (const VariableTree::NodeId node : model->tree().topDown()) {
        if (!model->tree().node(node).isScope() || scopes.find(model->tree().node(node).path) == scopes.end())
            continue;
        if (const QModelIndex row = model->indexOf(node); row.isValid())
            rows.append(row);
    }
    return rows;
}

void VariablesView::Private::restoreRows()
{
    table->restoreExpansion();
    const QModelIndexList rows = chosenRows();
    QModelIndex currentRow;
    if (const auto id = find(current)) {
        currentRow = model->indexOf(*id);
    } else if (!currentScope.empty()) {
        for (const QModelIndex &row : rows) {
            if (!model->variableAt(row) && model->tree().node(VariablesModel::nodeOf(row)).path == currentScope)
                currentRow = row;
        }
    }
    selectRows(rows, currentRow, false);
    updatePage();
    sightTimer->start();
}

void VariablesView::Private::applyFilter(const VariableFilter &filter)
{
    model->setFilter(filter);
    announceHead();
    Q_EMIT q->filterChanged();
}

void VariablesView::Private::updateChips()
{
    QList<Chip> row;
    for (int i = 0; i <= static_cast<int>(Role::Other); ++i) {
        const auto role = static_cast<Role>(i);
        const auto count = static_cast<qint64>(model->countOf(role));
        if (count == 0)
            continue;
        Chip chip{ chipId(role), roleNamePlural(role), count, role, false, model->filter().shows(role), {} };
        chip.toolTip = tr("Click to hide or show, double-click to see only these");
        row.append(chip);
    }
    if (model->issueCount() > 0) {
        row.append(Chip{ kIssuesChip, tr("With issues"), static_cast<qint64>(model->issueCount()), std::nullopt, true,
            model->filter().onlyIssues(), tr("Click to see only variables that cannot be read") });
    }
    chippedIssues = model->issueCount();
    chips->setChips(row);
    chips->setVisible(!row.isEmpty());
}

void VariablesView::Private::toggleChip(const QString &id, bool on)
{
    VariableFilter filter = model->filter();
    if (const auto role = roleOfChip(id))
        filter.setShows(*role, on);
    else
        filter.setOnlyIssues(on);
    applyFilter(filter);
    updateChips();
}

// A second time on the same chip brings all back.
void VariablesView::Private::onlyChip(const QString &id)
{
    VariableFilter filter = model->filter();
    const auto role = roleOfChip(id);
    if (!role)
        return;
    bool onlyNow = filter.shows(*role);
    for (int i = 0; i <= static_cast<int>(Role::Other); ++i)
        onlyNow = onlyNow && (Role(i) == *role || !filter.shows(Role(i)) || model->countOf(Role(i)) == 0);
    // The first click of a double-click has already switched this chip off.
    bool noneShown = true;
    for (int i = 0; i <= static_cast<int>(Role::Other); ++i)
        noneShown = noneShown && (!filter.shows(Role(i)) || model->countOf(Role(i)) == 0);
    if (onlyNow || noneShown)
        filter.showAllRoles();
    else
        filter.showOnly(*role);
    applyFilter(filter);
    updateChips();
}

void VariablesView::Private::announceHead()
{
    QString text;
    if (model->checkpoint()) {
        text = tr("%1 of %2", "shown of all variables")
                   .arg(formatCount(static_cast<qint64>(model->acceptedCount())),
                       formatCount(static_cast<qint64>(model->checkpoint()->variables().size())));
    }
    if (text == head)
        return;
    head = text;
    Q_EMIT q->headTextChanged(head);
}

void VariablesView::Private::updatePage()
{
    const bool none = !model->checkpoint() || model->checkpoint()->variables().empty();
    pages->setCurrentWidget(none || model->acceptedCount() == 0 ? static_cast<QWidget *>(nothing) : table);
    if (!model->checkpoint()) {
        nothing->setContent(EmptyPage::Kind::Plain, tr("No checkpoint is open."));
        nothing->setButtons({});
    } else if (none) {
        nothing->setContent(EmptyPage::Kind::Plain, tr("This checkpoint holds no variables."));
        nothing->setButtons({});
    } else if (model->acceptedCount() == 0) {
        const QString text = filterEdit->text().trimmed();
        nothing->setContent(EmptyPage::Kind::Plain,
            text.isEmpty() ? tr("All variables are hidden by the chips above.")
                           : tr("No variable matches “%1”.").arg(text));
        nothing->setButtons({ { tr("Clear Filter"), [this] {
                                   VariableFilter open = model->filter();
                                   open.showAllRoles();
                                   open.setOnlyIssues(false);
                                   open.setText({});
                                   const QSignalBlocker blocker(filterEdit);
                                   filterEdit->clear();
                                   applyFilter(open);
                                   updateChips();
                               } } });
    }
}

} // namespace ckpt
