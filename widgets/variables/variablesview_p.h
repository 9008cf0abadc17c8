// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/variables/variablesmodel.h"
#include "widgets/variables/variablesview.h"

#include <QModelIndexList>

#include <set>
#include <string>

class QActionGroup;
class QItemSelection;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace ckpt {

class ChipRow;
class EmptyPage;
class VariablesTable;

class VariablesView::Private {
public:
    explicit Private(VariablesView *view);

    void makeWidgets();
    void makeActions();
    void connectTable();

    void restoreRows();
    void applyFilter(const VariableFilter &filter);
    void selectionMoved(); // by the user
    void setChosen(std::vector<VariableId> ids, const QString &current);
    QModelIndexList chosenRows() const;
    std::vector<VariableId> idsOf(const QModelIndexList &rows) const;
    std::vector<VariableId> idsOf(const QStringList &keys) const; // without those that the list does not have
    QStringList keysOf(const std::vector<VariableId> &ids) const;
    std::optional<VariableId> find(const QString &key) const;
    void selectRows(QModelIndexList rows, const QModelIndex &current, bool reveal);

    void updateChips();
    void toggleChip(const QString &id, bool on);
    void onlyChip(const QString &id);
    void announceHead();
    void updatePage();
    void updateActions();
    void showMenu(const QPoint &position);
    QString rowsAsText() const;

    VariablesView *q;
    VariablesModel *model = nullptr;
    VariablesTable *table = nullptr;
    QLineEdit *filterEdit = nullptr;
    QLabel *queryHint = nullptr; // what is wrong with what is typed
    ChipRow *chips = nullptr;
    QStackedWidget *pages = nullptr;
    EmptyPage *nothing = nullptr;
    QActionGroup *modes = nullptr;
    QAction *treeMode = nullptr, *flatMode = nullptr;
    QAction *showValues = nullptr, *showNode = nullptr, *copyName = nullptr, *copyRows = nullptr;
    QTimer *sightTimer = nullptr;

    // What is chosen, also while the filter hides it; in the order of the rows.
    std::vector<VariableId> chosen;
    QString current;
    // How it was chosen: rows of variables, and rows of scopes by path, which stand for what they hold.
    QStringList directKeys;
    std::set<std::string, std::less<>> scopes;
    std::string currentScope;
    QString head;
    std::size_t chippedIssues = 0; // as the chip says
    bool restoring = false;
    bool hasGraph = false;
};

} // namespace ckpt
