// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the cells of the variables table: badge, name and grey suffix; size over its share bar; histogram.
#pragma once

#include "widgets/variables/variablesmodel.h"

#include <QStyledItemDelegate>

namespace ckpt {

struct Colors;

class VariablesDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    // Only for views on `model`, which outlives the delegate.
    explicit VariablesDelegate(const VariablesModel *model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Cell; // what one call of paint() needs everywhere
    void paintName(const Cell &cell) const;
    void paintSize(const Cell &cell) const;
    void paintValues(const Cell &cell) const;
    void paintPlain(const Cell &cell) const;

    const VariablesModel *m_model;
};

} // namespace ckpt
