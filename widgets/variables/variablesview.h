// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Variables dock: filter, role chips and the table of all variables of a checkpoint, as a tree of scopes or flat.
// objectName "variablesView"; children "variablesFilter", "variablesTable", "roleChips". Shows snapshots and emits
// requests; statistics arrive from outside. GUI thread only. Keys are checkpoint keys as toQString() shows them.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/graph/role.h"
#include "format/tensor/statistics.h"
#include "widgets/variables/variablelist.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <vector>

class QAction;

namespace ckpt {

// Of what is selected, for the status bar. Scopes count as their content; nothing is counted twice.
struct SelectionSums {
    int variables = 0;
    int unreadable = 0;
    qint64 elements = 0;
    quint64 bytes = 0;
};

class VariablesView : public QWidget {
    Q_OBJECT
public:
    explicit VariablesView(QWidget *parent = nullptr);
    ~VariablesView() override;

    // Shows the variables of a snapshot. Selection, current row and expansion are kept by key. Shares the list until
    // the next call. Statistics of another snapshot go.
    void setList(std::shared_ptr<const VariableList> list);
    void clear();

    // Histogram column. A variable without either says "…". setUnreadable() says why there are no values.
    void setHistogram(VariableId id, const Statistics &statistics, const Histogram &histogram);
    void setUnreadable(VariableId id, const Error &error);
    // Variables that have no histogram yet and could have one (readable, fixed size, not empty), the ones on screen
    // first.
    std::vector<VariableId> wantedHistograms(std::size_t atMost) const;

    QString currentKey() const; // empty: none, or a scope is current
    QStringList selectedKeys() const; // in table order; a selected scope gives what is in it
    SelectionSums selectionSums() const;
    QString headText() const; // "35 of 35", for the dock's context; empty without a checkpoint
    // The first weight in the order of the table, else the first variable: selected on opening, so that no view starts
    // empty.
    QString firstKey() const;

    enum class Mode { Tree, Flat };
    void setMode(Mode mode);
    Mode mode() const;
    QString filterText() const;

    // For the title bar and menus: checkable, exclusive "view.tree" and "view.flat".
    QList<QAction *> modeActions() const;
    // "go.values", "go.node", "edit.copyName", "edit.copy": act on the selection, with shortcuts that work in this
    // view.
    QList<QAction *> rowActions() const;
    // Shows "Show in Diagram" in the context menu only when there is a diagram.
    void setHasGraph(bool hasGraph);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public Q_SLOTS:
    // Selects these variables and makes the first one current, opening scopes as needed; rows outside of the filter
    // stay hidden. Emits the signals below only when something changes. Unknown keys are left out.
    void select(const QStringList &keys);
    void setFilterText(const QString &text);
    void focusFilter();

Q_SIGNALS:
    void currentChanged(const QString &key); // empty: nothing or a scope
    void selectionChanged(); // selectedKeys() or selectionSums() are others
    void activated(const QString &key); // Return, double-click, Show Values
    void showInDiagram(const QString &key);
    void headTextChanged(const QString &text);
    // Which keys pass filter and chips has changed; the diagram may dim the others.
    void filterChanged();
    // Rows came into sight: ask wantedHistograms() again. At most every 50 ms.
    void histogramsWanted();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ckpt
