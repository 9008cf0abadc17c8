// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Issues dock: everything that is odd about what was opened, errors first. objectName "issuesView". GUI thread
// only.
#pragma once

#include "format/base/issue.h"

#include <QWidget>

class QAction;
class QModelIndex;
class QStackedWidget;
class QTreeView;

namespace ckpt {

class EmptyPage;
class IssuesModel;

struct IssueCounts {
    int errors = 0, warnings = 0, notes = 0;
    int all() const { return errors + warnings + notes; }
};

class IssuesView : public QWidget {
    Q_OBJECT
public:
    explicit IssuesView(QWidget *parent = nullptr);

    void setIssues(std::vector<Issue> issues);
    IssueCounts counts() const;
    // "1 error · 2 warnings · 1 note", without what is zero; "No issues".
    QString headText() const;
    QAction *copyAction() const { return m_copy; } // the selected rows, else all, as tab-separated text
    void selectNext(); // the next one of F4, from the top after the last; emits goThere()

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    // Activated. `key` is the variable or node it is about as toQString() shows it; empty when it is about a file only.
    void goThere(const QString &key);
    void countsChanged();

private:
    void activate(const QModelIndex &index);
    void copy();

    IssuesModel *m_model;
    QStackedWidget *m_pages;
    QTreeView *m_table;
    EmptyPage *m_none;
    QAction *m_copy;
};

} // namespace ckpt
