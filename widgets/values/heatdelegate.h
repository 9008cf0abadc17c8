// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Paints cells of a GridModel: ground by value, text that contrasts with it, NaN hatched, marks at the ends of the
// scale.
#pragma once

#include "widgets/values/gridmodel.h"

#include <QStyledItemDelegate>

namespace ckpt {

class HeatDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kPadding = 5; // left and right of the text

    explicit HeatDelegate(const GridModel *model, QObject *parent = nullptr);

    // A selection of one cell is the cursor alone and would only hide the colour of its value.
    void setSelectionShown(bool shown) { m_selectionShown = shown; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    // How the value itself looks; without a ground the cell is not tinted.
    struct Look {
        QColor ground, text;
        bool nan = false, outside = false;
        QString sign; // ▲ or ▼ instead of an infinite number
    };
    Look lookOf(const GridModel::Cell &cell, const Colors &colors) const;
    QString textOf(const GridModel::Cell &cell, const QModelIndex &index, const QFontMetrics &metrics, int width) const;

    const GridModel *m_model;
    bool m_selectionShown = false;
};

} // namespace ckpt
