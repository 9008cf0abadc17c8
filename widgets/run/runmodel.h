// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the Run dock: steps newest first, steps the state file names but that are not there, graphs without a
// checkpoint, and directories below. Flat; a QAbstractItemModel of two columns.
#pragma once

#include "format/checkpoint/run.h"

#include <QAbstractTableModel>
#include <QList>
#include <QString>

#include <optional>

namespace ckpt {

class RunModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { StepColumn, SavedColumn, ColumnCount };
    enum class Kind { Step, Missing, Graph, SubRun };
    struct Row {
        Kind kind = Kind::Step;
        QString name; // "600", or the name where there is no step number
        QString remark; // "latest", "missing", "V1", "npz"
        QString path; // prefix, graph file or directory, as shown
        int checkpoint = -1; // index into Run::checkpoints
        std::optional<std::int64_t> step;
        std::optional<double> savedAt; // seconds since 1970
        bool unlisted = false; // there, but the state file does not name it
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRun(const Run &run);
    void clear();
    void setShown(int checkpoint);
    int shown() const { return m_shown; }
    const Row &row(int row) const { return m_rows[row]; }
    int rowOf(int checkpoint) const; // -1: none
    int stepCount() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void addMissing(const Run &run);
    QString toolTip(const Row &row) const;

    QList<Row> m_rows;
    int m_shown = -1;
};

} // namespace ckpt
