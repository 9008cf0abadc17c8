// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The grid itself: a table with fixed cells that says which of them are on screen. objectName "valuesGrid".
// QTableView keeps 8 bytes a row (8 MB at a million rows), which GridModel::kMaxRows bounds.
#pragma once

#include "widgets/values/gridmodel.h"

#include <QTableView>

class QTimer;

namespace ckpt {

class HeatDelegate;

class GridView : public QTableView {
    Q_OBJECT

public:
    explicit GridView(GridModel *model, QWidget *parent = nullptr);

    // Cells on screen and a few around them.
    QRect wantedCells() const;
    // Column widths and header sizes for the present texts of the model.
    void fitColumns();
    void selectAll() override;
    void keyboardSearch(const QString &search) override;

Q_SIGNALS:
    // After scrolling, resizing and resets, once per turn of the event loop.
    void wantedChanged();
    void currentMoved(const QModelIndex &current);

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;

private:
    bool moveToEdge(const QKeyEvent &event);
    void fitRowHeads();

    GridModel *m_model;
    HeatDelegate *m_delegate;
    QTimer *m_wanted;
};

} // namespace ckpt
