// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Issues as rows, errors first, otherwise in the order they were found.
#pragma once

#include "format/base/issue.h"

#include <QAbstractTableModel>

#include <vector>

namespace ckpt {

class IssuesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { SeverityColumn, WhereColumn, WhatColumn, SuggestionColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setIssues(std::vector<Issue> issues);
    const Issue &issue(int row) const { return m_issues[static_cast<std::size_t>(row)]; }
    int count(Severity severity) const;
    QString keyOf(int row) const; // of the variable or node; empty: about a file
    QString textOf(int row) const; // one line, tab-separated, for the clipboard
    static QString nameOf(Severity severity);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cellText(const Issue &issue, int column) const;

    std::vector<Issue> m_issues;
};

} // namespace ckpt
