// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/issuesmodel.h"

#include "format/base/paths.h"
#include "widgets/common/formatting.h"

#include <algorithm>

namespace ckpt {

void IssuesModel::setIssues(std::vector<Issue> issues)
{
    beginResetModel();
    m_issues = std::move(issues);
    std::stable_sort(
        m_issues.begin(), m_issues.end(), [](const Issue &a, const Issue &b) { return a.severity > b.severity; });
    endResetModel();
}

int IssuesModel::count(Severity severity) const
{
    return static_cast<int>(std::count_if(
        m_issues.begin(), m_issues.end(), [severity](const Issue &issue) { return issue.severity == severity; }));
}

QString IssuesModel::keyOf(int row) const
{
    return toQString(issue(row).error.key);
}

QString IssuesModel::nameOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return tr("Error", "severity");
    case Severity::Warning:
        return tr("Warning", "severity");
    case Severity::Note:
        break;
    }
    return tr("Note", "severity");
}

QString IssuesModel::cellText(const Issue &issue, int column) const
{
    const ErrorWords words = errorWords(issue.error);
    switch (column) {
    case WhereColumn:
        return toQString(issue.error.key.empty() ? baseName(issue.error.path) : std::string_view(issue.error.key));
    case WhatColumn:
        return words.why.isEmpty() ? words.what : words.what + u' ' + words.why;
    case SuggestionColumn:
        return words.remedy.isEmpty() ? tr("Nothing to do") : words.remedy;
    default:
        return {};
    }
}

QString IssuesModel::textOf(int row) const
{
    const Issue &found = issue(row);
    return QStringList{ nameOf(found.severity), toQString(found.error.path), toQString(found.error.key),
        cellText(found, WhatColumn), cellText(found, SuggestionColumn), QString::fromLatin1(name(found.error.fault)) }
        .join(u'\t');
}

int IssuesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_issues.size());
}

int IssuesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant IssuesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Issue &found = issue(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(found, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == SeverityColumn ? nameOf(found.severity) : cellText(found, index.column());
    case Qt::ToolTipRole:
        if (index.column() == SeverityColumn)
            return nameOf(found.severity);
        if (index.column() == WhereColumn)
            return QStringList{ toQString(found.error.path), toQString(found.error.key) }.join(u'\n').trimmed();
        return cellText(found, index.column());
    default:
        return {};
    }
}

QVariant IssuesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WhereColumn:
        return tr("Where");
    case WhatColumn:
        return tr("What");
    case SuggestionColumn:
        return tr("Suggestion");
    default:
        return {};
    }
}

} // namespace ckpt
