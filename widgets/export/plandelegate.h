// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the names of the plan's table: tick, badge of the role, and a line under what the rules change.
#pragma once

#include "widgets/export/planmodel.h"

#include <QStyledItemDelegate>

namespace ckpt {

class PlanDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    // Only for views on `model`, which outlives the delegate.
    explicit PlanDelegate(const PlanModel *model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintName(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintRounding(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    const PlanModel *m_model;
};

} // namespace ckpt
