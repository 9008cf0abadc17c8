// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/variables/variablestable.h"

#include "widgets/common/theme.h"
#include "widgets/variables/variablesdelegate.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>

namespace ckpt {

namespace {

constexpr std::size_t kOpenAtFirst = 400, kOpenWhenFiltered = 2000;

} // namespace

VariablesTable::VariablesTable(VariablesModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("variablesTable"));
    setAccessibleName(tr("Variables"));
    setModel(model);
    setItemDelegate(new VariablesDelegate(model, this));
    setUniformRowHeights(true);
    setAllColumnsShowFocus(false);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setExpandsOnDoubleClick(false);
    setFrameShape(NoFrame);
    setIndentation(16);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setTextElideMode(Qt::ElideMiddle);
    setVerticalScrollMode(ScrollPerPixel);
    setMinimumSize(0, 0);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(true);
    header()->setFirstSectionMovable(false);
    header()->setMinimumSectionSize(36);
    header()->setHighlightSections(false);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    header()->setSectionResizeMode(VariablesModel::NameColumn, QHeaderView::Stretch);
    header()->setSortIndicatorClearable(true);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setFont(ckpt::font(TextSize::Small));
    setSortingEnabled(true);
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    connect(header(), &QHeaderView::customContextMenuRequested, this, &VariablesTable::showHeaderMenu);
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (!m_restoring)
            m_open.insert(pathOf(index));
        Q_EMIT rowsCameIntoSight();
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        if (!m_restoring)
            m_open.erase(pathOf(index));
        Q_EMIT rowsCameIntoSight();
    });
    connect(this, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (const auto id = m_model->variableAt(index))
            Q_EMIT activatedVariable(*id);
        else
            setExpanded(index.siblingAtColumn(0), !isExpanded(index.siblingAtColumn(0)));
    });
}

std::string VariablesTable::pathOf(const QModelIndex &index) const
{
    const VariableTree::Node &node = m_model->tree().node(VariablesModel::nodeOf(index));
    return node.isScope() ? std::string(node.path) : m_model->checkpoint()->variables()[node.variable].key;
}

void VariablesTable::forgetExpansion()
{
    m_open.clear();
    m_opened = false;
}

void VariablesTable::restoreExpansion()
{
    setRootIsDecorated(!m_model->isFlat());
    if (!m_model->checkpoint() || m_model->isFlat())
        return;
    const QScopedValueRollback<bool> restoring(m_restoring, true);
    if (!m_opened)
        openAtFirst();
    else
        openKnown();
    if (m_model->filter().hasText() || m_model->filter().onlyIssues())
        openAll(kOpenWhenFiltered);
}

// Whole levels of scopes from the outside in, as long as the rows stay few enough to be looked through.
void VariablesTable::openAtFirst()
{
    m_opened = true;
    std::size_t rows = m_model->shownChildren(VariableTree::kRoot).size();
    std::vector<VariableTree::NodeId> level(1, VariableTree::kRoot);
    while (!level.empty()) {
        std::vector<VariableTree::NodeId> next;
        std::size_t inside = 0;
        for (const VariableTree::NodeId parent : level) {
            for (const VariableTree::NodeId child : m_model->shownChildren(parent)) {
                if (m_model->tree().node(child).isScope()) {
                    next.push_back(child);
                    inside += m_model->shownChildren(child).size();
                }
            }
        }
        if (rows + inside > kOpenAtFirst)
            return;
        rows += inside;
        for (const VariableTree::NodeId scope : next) {
            const QModelIndex index = m_model->indexOf(scope);
            m_open.insert(pathOf(index));
            setExpanded(index, true);
        }
        level = std::move(next);
    }
}

void VariablesTable::openKnown()
{
    std::vector<VariableTree::NodeId> open(1, VariableTree::kRoot);
    while (!open.empty()) {
        const VariableTree::NodeId parent = open.back();
        open.pop_back();
        for (const VariableTree::NodeId child : m_model->shownChildren(parent)) {
            if (m_model->shownChildren(child).empty())
                continue;
            const QModelIndex index = m_model->indexOf(child);
            if (m_open.find(pathOf(index)) == m_open.end())
                continue;
            setExpanded(index, true);
            open.push_back(child);
        }
    }
}

void VariablesTable::openAll(std::size_t atMostRows)
{
    if (m_model->acceptedCount() > atMostRows)
        return;
    for (const VariableTree::NodeId id : m_model->tree().topDown()) {
        if (id != VariableTree::kRoot && !m_model->shownChildren(id).empty())
            setExpanded(m_model->indexOf(id), true);
    }
}

void VariablesTable::reveal(const QModelIndex &index)
{
    for (QModelIndex scope = index.parent(); scope.isValid(); scope = scope.parent())
        setExpanded(scope, true);
}

std::vector<VariableId> VariablesTable::visibleVariables() const
{
    std::vector<VariableId> ids;
    const int end = viewport()->height();
    for (QModelIndex row = indexAt(QPoint(1, 1)); row.isValid() && visualRect(row).top() < end; row = indexBelow(row)) {
        if (const auto id = m_model->variableAt(row))
            ids.push_back(*id);
    }
    return ids;
}

void VariablesTable::fitColumns()
{
    const QFontMetrics metrics(QApplication::font());
    const auto width = [&metrics](const char *sample) {
        return metrics.horizontalAdvance(QString::fromUtf8(sample)) + 2 * metric::kGap + 6;
    };
    struct Wish {
        VariablesModel::Column column;
        int width;
    };
    // What goes first is first.
    const std::array<Wish, 3> byPriority{ { { VariablesModel::TypeColumn, width("bfloat16") },
        { VariablesModel::ValuesColumn, width("file too short") + 12 },
        { VariablesModel::ShapeColumn, width("3 × 3 × 16 × 32") } } };
    const int size = width("1,023.9 MiB");
    header()->resizeSection(VariablesModel::SizeColumn, size);
    for (const Wish &wish : byPriority)
        header()->resizeSection(wish.column, wish.width);
    if (m_columnsByHand)
        return;
    const int nameAtLeast = width("embeddings/weights") + 40;
    int needed = nameAtLeast + size;
    for (const Wish &wish : byPriority)
        needed += wish.width;
    for (const Wish &wish : byPriority) {
        const bool hide = needed > viewport()->width();
        header()->setSectionHidden(wish.column, hide);
        if (hide)
            needed -= wish.width;
    }
}

// The ring goes around the row, since rows are what is chosen.
void VariablesTable::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QTreeView::drawRow(painter, option, index);
    if (!hasFocus() || index.siblingAtColumn(0) != currentIndex().siblingAtColumn(0))
        return;
    painter->save();
    painter->setPen(QPen(colors(this).accent, 1));
    painter->setBrush(Qt::NoBrush);
    const int right = qMin(viewport()->width(), header()->length());
    painter->drawRect(QRect(0, option.rect.top(), right, option.rect.height()).adjusted(0, 0, -1, -1));
    painter->restore();
}

void VariablesTable::showHeaderMenu(const QPoint &position)
{
    QMenu menu(this);
    for (const auto column :
        { VariablesModel::ShapeColumn, VariablesModel::TypeColumn, VariablesModel::ValuesColumn }) {
        QAction *action = menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!header()->isSectionHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            m_columnsByHand = true;
            header()->setSectionHidden(column, !on);
        });
    }
    menu.addSeparator();
    QAction *automatic = menu.addAction(tr("Choose by Width"));
    automatic->setEnabled(m_columnsByHand);
    connect(automatic, &QAction::triggered, this, [this] {
        m_columnsByHand = false;
        fitColumns();
    });
    menu.exec(header()->mapToGlobal(position));
}

void VariablesTable::resizeEvent(QResizeEvent *event)
{
    if (event->size().width() != event->oldSize().width())
        fitColumns();
    QTreeView::resizeEvent(event);
    Q_EMIT rowsCameIntoSight();
}

void VariablesTable::scrollContentsBy(int dx, int dy)
{
    QTreeView::scrollContentsBy(dx, dy);
    if (dy != 0)
        Q_EMIT rowsCameIntoSight();
}

void VariablesTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        const QModelIndex row = currentIndex().siblingAtColumn(0);
        if (const auto id = m_model->variableAt(row))
            Q_EMIT activatedVariable(*id);
        else if (row.isValid())
            setExpanded(row, !isExpanded(row));
        return;
    }
    if (plain && event->key() == Qt::Key_Up && currentIndex().isValid() && !indexAbove(currentIndex()).isValid()) {
        Q_EMIT stepOutAtTop();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void VariablesTable::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        header()->setFont(ckpt::font(TextSize::Small));
        fitColumns();
        scheduleDelayedItemsLayout();
    }
}

} // namespace ckpt
