// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules for new names with their buttons: add, remove, up, down, ready-made tables.
#pragma once

#include "widgets/export/rulesmodel.h"

#include <QWidget>

class QMenu;
class QTableView;
class QToolButton;

namespace ckpt {

class PlanEditor;

class RulesView : public QWidget { // objectName "renameRules"
    Q_OBJECT
public:
    // `editor` outlives the view.
    explicit RulesView(PlanEditor &editor, QWidget *parent = nullptr);

    RulesModel &model() { return *m_model; }
    QTableView &table() { return *m_table; }
    // An empty rule whose pattern is being typed.
    void addRule();
    // Tables that would change one of these names come first in the menu.
    void setNames(std::shared_ptr<const VariableList> list);

private:
    void removeRule();
    void moveRule(int by);
    void addTable(std::string_view id);
    void fillTables();
    void put(const QString &what, std::vector<RenameRule> rules, int row, int merge = 0);
    void updateButtons();

    PlanEditor &m_editor;
    RulesModel *m_model;
    QTableView *m_table;
    QToolButton *m_remove, *m_up, *m_down;
    QMenu *m_tables;
    std::shared_ptr<const VariableList> m_list;
};

} // namespace ckpt
