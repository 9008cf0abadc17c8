// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table itself: keeps expansion by scope path, hides columns by priority in small widths. Part of VariablesView.
#pragma once

#include "widgets/variables/variablesmodel.h"

#include <QTreeView>

#include <set>
#include <string>

namespace ckpt {

class VariablesTable : public QTreeView {
    Q_OBJECT
public:
    // `model` outlives the table.
    explicit VariablesTable(VariablesModel *model, QWidget *parent = nullptr);

    // Restores what the user had open, or opens what fits when nothing is known of this tree; call after each reset of
    // the model. With a filter, everything that is found is opened as long as that is readable.
    void restoreExpansion();
    // Forgets what was open, e.g. when another run is shown.
    void forgetExpansion();
    void reveal(const QModelIndex &index); // opens its scopes

    // Variables on screen, from the top.
    std::vector<VariableId> visibleVariables() const;
    // Columns by hand win over columns by width.
    void fitColumns();

Q_SIGNALS:
    void rowsCameIntoSight();
    void activatedVariable(ckpt::VariableId id); // Return, double-click
    void stepOutAtTop(); // ↑ in the first row

protected:
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    std::string pathOf(const QModelIndex &index) const;
    void openAtFirst();
    void openKnown();
    void openAll(std::size_t atMostRows);
    void showHeaderMenu(const QPoint &position);

    VariablesModel *m_model;
    std::set<std::string, std::less<>> m_open; // scope paths and, for variables with slots, keys
    bool m_opened = false; // the first opening is done
    bool m_restoring = false;
    bool m_columnsByHand = false;
};

} // namespace ckpt
