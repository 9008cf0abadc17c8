// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the variables table: a VariableTree seen through a VariableFilter. Filtering and sorting reset the model in
// one linear pass (100,000 rows in a few milliseconds); whoever keeps selections keeps them by variable and scope path.
#pragma once

#include "format/tensor/statistics.h"
#include "widgets/variables/variablefilter.h"
#include "widgets/variables/variablelist.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>
#include <unordered_map>

class QTimer;

namespace ckpt {

class VariablesModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { NameColumn, ShapeColumn, TypeColumn, SizeColumn, ValuesColumn, ColumnCount };
    using NodeId = VariableTree::NodeId;

    // What the Values column knows of a variable.
    struct ValuesCell {
        Statistics statistics;
        Histogram histogram;
        std::optional<Error> error;
    };

    explicit VariablesModel(QObject *parent = nullptr);

    // Null: empty. Statistics stay when the snapshot is the same.
    void setList(std::shared_ptr<const VariableList> list);
    std::shared_ptr<const Checkpoint> checkpoint() const { return m_list ? m_list->checkpoint() : nullptr; }
    const VariableFacts &facts(VariableId id) const { return m_list->facts()[ckpt::index(id)]; }

    void setFlat(bool flat);
    bool isFlat() const { return m_flat; }
    void setFilter(const VariableFilter &filter);
    const VariableFilter &filter() const { return m_filter; }
    std::size_t acceptedCount() const { return m_acceptedCount; }
    bool accepts(VariableId id) const { return m_accepted[ckpt::index(id)] != 0; }
    std::size_t countOf(Role role) const { return m_roleCounts[static_cast<std::size_t>(role)]; }
    std::size_t issueCount() const { return m_issueCount; }

    void setValues(VariableId id, ValuesCell cell);
    const ValuesCell *values(VariableId id) const; // null: nothing known yet
    // Why its values cannot be read or trusted, from the index or from reading; null: nothing wrong.
    const Error *errorOf(VariableId id) const;
    // Values that a histogram can be made of, and that nobody has tried yet.
    bool wantsHistogram(VariableId id) const;

    // Rows. Indices are of column 0.
    const VariableTree &tree() const { return *m_tree; }
    static NodeId nodeOf(const QModelIndex &index) { return static_cast<NodeId>(index.internalId()); }
    std::optional<VariableId> variableAt(const QModelIndex &index) const; // not set: a scope
    QModelIndex indexOf(NodeId node) const; // invalid: filtered out
    QModelIndex indexOf(VariableId id) const { return m_list ? indexOf(m_tree->nodeOf(id)) : QModelIndex(); }
    // A row that is only there because something below it passes the filter.
    bool isContextOnly(NodeId node) const;
    std::span<const NodeId> shownChildren(NodeId node) const;
    // By node: how many rows stand above it when all scopes are open. 0 for what is filtered out.
    std::vector<std::uint32_t> placesFromTheTop() const;
    double shareOf(NodeId node) const; // of all bytes

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override; // -1: data-flow order

    QString nameText(NodeId node) const;
    QString suffixText(NodeId node) const; // "+2 slots", "= 600", the inferred name; grey beside the name
    QString valuesText(NodeId node) const; // in place of a histogram; empty when there is one
    QString describe(const QModelIndex &index) const; // for screen readers

private:
    struct Shown {
        std::uint32_t first = 0, count = 0; // in m_shownChildren
        std::uint32_t row = 0; // in its parent
        bool visible = false;
    };

    void rebuild(); // tree, counts, then applyFilter()
    void makeTree();
    void applyFilter(); // inside a reset
    void changed(VariableId id);
    void flushChanges();
    QString toolTip(const QModelIndex &index) const;
    std::uint64_t shownBytes(NodeId node) const;

    std::shared_ptr<const VariableList> m_list;
    std::shared_ptr<const VariableTree> m_tree; // that of the list, or a sorted or flat one; never null
    VariableFilter m_filter;
    bool m_flat = false;
    VariableTree::SortBy m_sortBy = VariableTree::SortBy::Default;
    bool m_descending = false;

    std::vector<Shown> m_shown; // by node
    std::vector<NodeId> m_shownChildren;
    std::vector<char> m_accepted; // by variable
    std::size_t m_acceptedCount = 0, m_issueCount = 0;
    std::array<std::size_t, 8> m_roleCounts{};
    std::uint64_t m_totalBytes = 0;

    std::unordered_map<std::uint32_t, ValuesCell> m_values;
    std::vector<VariableId> m_changed;
    QTimer *m_flush;
};

} // namespace ckpt
