// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/variables/variablesmodel.h"

#include "widgets/common/formatting.h"

#include <QTimer>

#include <algorithm>

namespace ckpt {

namespace {

constexpr int kFlushMs = 50;
constexpr std::size_t kSingleUpdates = 64;

} // namespace

VariablesModel::VariablesModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_tree(std::make_shared<VariableTree>())
    , m_shown(1)
    , m_flush(new QTimer(this))
{
    m_flush->setSingleShot(true);
    m_flush->setInterval(kFlushMs);
    connect(m_flush, &QTimer::timeout, this, &VariablesModel::flushChanges);
}

void VariablesModel::setList(std::shared_ptr<const VariableList> list)
{
    beginResetModel();
    const std::shared_ptr<const Checkpoint> before = checkpoint();
    m_list = std::move(list);
    if (checkpoint() != before)
        m_values.clear();
    m_changed.clear();
    rebuild();
    endResetModel();
}

void VariablesModel::setFlat(bool flat)
{
    if (flat == m_flat)
        return;
    beginResetModel();
    m_flat = flat;
    rebuild();
    endResetModel();
}

void VariablesModel::setFilter(const VariableFilter &filter)
{
    beginResetModel();
    m_filter = filter;
    applyFilter();
    endResetModel();
}

void VariablesModel::sort(int column, Qt::SortOrder order)
{
    VariableTree::SortBy by = VariableTree::SortBy::Default;
    switch (column) {
    case NameColumn:
        by = VariableTree::SortBy::Name;
        break;
    case ShapeColumn:
        by = VariableTree::SortBy::Shape;
        break;
    case TypeColumn:
        by = VariableTree::SortBy::Type;
        break;
    case SizeColumn:
        by = VariableTree::SortBy::Size;
        break;
    default:
        break;
    }
    // Data flow has one direction: the order of what is no longer sorted says nothing.
    const bool descending = by != VariableTree::SortBy::Default && order == Qt::DescendingOrder;
    if (by == m_sortBy && descending == m_descending)
        return;
    beginResetModel();
    m_sortBy = by;
    m_descending = descending;
    makeTree();
    applyFilter();
    endResetModel();
}

void VariablesModel::rebuild()
{
    m_roleCounts = {};
    makeTree();
    if (m_list)
        for (const VariableFacts &facts : m_list->facts())
            ++m_roleCounts[static_cast<std::size_t>(facts.role)];
    m_totalBytes = m_tree->node(VariableTree::kRoot).bytes;
    applyFilter();
}

void VariablesModel::makeTree()
{
    const bool sorted = m_sortBy != VariableTree::SortBy::Default;
    if (!m_list) {
        m_tree = std::make_shared<VariableTree>();
    } else if (!m_flat && !sorted) {
        m_tree = { m_list, &m_list->scopes() };
    } else {
        const Checkpoint &checkpoint = *m_list->checkpoint();
        auto tree =
            std::make_shared<VariableTree>(m_flat ? VariableTree::flat(checkpoint, m_list->facts()) : m_list->scopes());
        if (sorted)
            tree->sort(checkpoint, m_list->facts(), m_sortBy, m_descending);
        m_tree = std::move(tree);
    }
}

void VariablesModel::applyFilter()
{
    const std::size_t variables = (m_list ? m_list->facts().size() : 0);
    m_accepted.assign(variables, 0);
    m_acceptedCount = 0;
    m_issueCount = 0;
    for (std::size_t i = 0; i < variables; ++i) {
        const bool hasIssue = errorOf(VariableId(i)) != nullptr;
        m_issueCount += hasIssue ? 1 : 0;
        m_accepted[i] = m_filter.accepts(m_list->checkpoint()->variables()[i], m_list->facts()[i], hasIssue) ? 1 : 0;
        m_acceptedCount += static_cast<std::size_t>(m_accepted[i]);
    }
    m_shown.assign(m_tree->size(), Shown());
    const auto nodes = m_tree->topDown();
    for (std::size_t i = nodes.size(); i-- > 1;) {
        const VariableTree::Node &node = m_tree->node(nodes[i]);
        Shown &shown = m_shown[nodes[i]];
        shown.visible = shown.visible || (!node.isScope() && m_accepted[node.variable]);
        if (shown.visible)
            m_shown[node.parent].visible = true;
    }
    m_shownChildren.clear();
    m_shownChildren.reserve(m_tree->size());
    for (const NodeId id : nodes) {
        Shown &shown = m_shown[id];
        shown.first = static_cast<std::uint32_t>(m_shownChildren.size());
        for (const NodeId child : m_tree->children(id)) {
            if (!m_shown[child].visible)
                continue;
            m_shown[child].row = shown.count++;
            m_shownChildren.push_back(child);
        }
    }
}

void VariablesModel::setValues(VariableId id, ValuesCell cell)
{
    const bool hadIssue = errorOf(id) != nullptr;
    m_values.insert_or_assign(static_cast<std::uint32_t>(ckpt::index(id)), std::move(cell));
    m_issueCount += errorOf(id) ? 1 : 0;
    m_issueCount -= hadIssue ? 1 : 0;
    changed(id);
}

const VariablesModel::ValuesCell *VariablesModel::values(VariableId id) const
{
    const auto found = m_values.find(static_cast<std::uint32_t>(ckpt::index(id)));
    return found == m_values.end() ? nullptr : &found->second;
}

const Error *VariablesModel::errorOf(VariableId id) const
{
    if (m_list->checkpoint()->isOnlyDeclared())
        return nullptr; // nothing is wrong with what only a graph declares
    if (const auto &error = m_list->checkpoint()->variable(id).error)
        return &*error;
    if (m_values.empty())
        return nullptr;
    const ValuesCell *cell = values(id);
    return cell && cell->error ? &*cell->error : nullptr;
}

bool VariablesModel::wantsHistogram(VariableId id) const
{
    const Variable &variable = m_list->checkpoint()->variable(id);
    return !variable.error && isFixedSize(variable.dtype) && variable.elements() > 0 && !values(id);
}

// Statistics of thousands of variables may arrive within a second. The view is told about them together.
void VariablesModel::changed(VariableId id)
{
    m_changed.push_back(id);
    if (!m_flush->isActive())
        m_flush->start();
}

void VariablesModel::flushChanges()
{
    std::vector<VariableId> ids;
    ids.swap(m_changed);
    const int rows = rowCount();
    if (ids.size() > kSingleUpdates && rows > 0) {
        Q_EMIT dataChanged(index(0, NameColumn), index(rows - 1, ColumnCount - 1));
        return;
    }
    for (const VariableId id : ids) {
        const QModelIndex row = indexOf(id);
        if (row.isValid())
            Q_EMIT dataChanged(row, row.siblingAtColumn(ValuesColumn));
    }
}

std::optional<VariableId> VariablesModel::variableAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return std::nullopt;
    const VariableTree::Node &node = m_tree->node(nodeOf(index));
    return node.isScope() ? std::nullopt : std::optional(VariableId(node.variable));
}

QModelIndex VariablesModel::indexOf(NodeId node) const
{
    if (node == VariableTree::kRoot || !m_shown[node].visible)
        return {};
    return createIndex(static_cast<int>(m_shown[node].row), NameColumn, static_cast<quintptr>(node));
}

bool VariablesModel::isContextOnly(NodeId node) const
{
    const VariableTree::Node &row = m_tree->node(node);
    return !row.isScope() && !m_accepted[row.variable];
}

std::vector<std::uint32_t> VariablesModel::placesFromTheTop() const
{
    std::vector<std::uint32_t> places(m_tree->size(), 0);
    std::vector<NodeId> rest(1, VariableTree::kRoot);
    for (std::uint32_t place = 0; !rest.empty(); ++place) {
        const NodeId node = rest.back();
        rest.pop_back();
        places[node] = place;
        const auto children = shownChildren(node);
        rest.insert(rest.end(), children.rbegin(), children.rend());
    }
    return places;
}

std::span<const VariablesModel::NodeId> VariablesModel::shownChildren(NodeId node) const
{
    return std::span(m_shownChildren).subspan(m_shown[node].first, m_shown[node].count);
}

std::uint64_t VariablesModel::shownBytes(NodeId node) const
{
    const VariableTree::Node &row = m_tree->node(node);
    return row.isScope() ? row.bytes : m_list->checkpoint()->variables()[row.variable].byteSize();
}

double VariablesModel::shareOf(NodeId node) const
{
    return m_totalBytes == 0 ? 0.0 : static_cast<double>(shownBytes(node)) / static_cast<double>(m_totalBytes);
}

QModelIndex VariablesModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || (parent.isValid() && parent.column() != NameColumn))
        return {};
    const auto rows = shownChildren(parent.isValid() ? nodeOf(parent) : VariableTree::kRoot);
    if (static_cast<std::size_t>(row) >= rows.size())
        return {};
    return createIndex(row, column, static_cast<quintptr>(rows[static_cast<std::size_t>(row)]));
}

QModelIndex VariablesModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(m_tree->node(nodeOf(child)).parent) : QModelIndex();
}

int VariablesModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() && parent.column() != NameColumn)
        return 0;
    return static_cast<int>(m_shown[parent.isValid() ? nodeOf(parent) : VariableTree::kRoot].count);
}

int VariablesModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool VariablesModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

} // namespace ckpt
