// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table of the export page: every variable of the checkpoint, whether it goes, under which name, as what. The table
// is the dry run. Edits are asked for; the plan changes, and a new preview comes back.
#pragma once

#include "widgets/export/planpreview.h"

#include <QAbstractTableModel>

#include <set>

namespace ckpt {

class PlanModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, NewNameColumn, TypeColumn, SizeColumn, RoundingColumn, ValueColumn, ColumnCount };
    // The changed part of a name, for the delegate: QPoint(first, length).
    enum Role { ChangedPartRole = Qt::UserRole, WarningRole };

    // Which rows are shown. `text` is looked for in both names, any case.
    struct Filter {
        QString text;
        bool going = true, staying = true, onlyRenamed = false, onlyWarnings = false;
        bool operator==(const Filter &) const = default;
    };

    explicit PlanModel(QObject *parent = nullptr);

    void setPreview(std::shared_ptr<const PlanPreview> preview); // null: nothing
    const std::shared_ptr<const PlanPreview> &preview() const { return m_preview; }
    void setFigures(const RoundingFigures &figures);
    void setFilter(const Filter &filter);

    struct Counts {
        qint64 going = 0, staying = 0, renamed = 0, warnings = 0;
    };
    Counts counts() const { return m_counts; }
    // The variable has a problem, or rounding loses values that are not lost in the source.
    bool warns(VariableId id) const;
    const CastFigures *figuresOf(VariableId id) const; // null: not cast, or not known yet
    VariableId variableAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(VariableId id) const; // -1: not shown
    QString absenceText(Absence absence, const VariableFacts &facts) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void tickWanted(ckpt::VariableId id, bool goes);
    void nameWanted(ckpt::VariableId id, const QString &name);
    void valueWanted(ckpt::VariableId id, const QString &value); // empty: as it is stored
    void countsChanged();

private:
    const PlanRow &row(VariableId id) const { return m_preview->resolved.rows[index_of(id)]; }
    static std::size_t index_of(VariableId id) { return ckpt::index(id); }
    const Variable &variable(VariableId id) const { return m_preview->list->checkpoint()->variable(id); }
    void filter();
    void count();
    bool isRenamed(VariableId id) const;
    QString text(VariableId id, int column) const;
    QString roundingText(VariableId id) const;
    QString toolTip(VariableId id, int column) const;
    QPoint changedPart(VariableId id, int column) const;

    std::shared_ptr<const PlanPreview> m_preview;
    RoundingFigures m_figures;
    Filter m_filter;
    Counts m_counts;
    std::vector<VariableId> m_order; // all, those that go first; held while single ones are ticked
    std::vector<VariableId> m_rows; // that are shown
    std::set<VariableId> m_problems;
};

} // namespace ckpt
