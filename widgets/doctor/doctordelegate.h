// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Paints what a row is as a badge before its tick, the confidence as a bar, and ▾ where there are other candidates.
#pragma once

#include "widgets/doctor/doctormodel.h"

#include <QStyledItemDelegate>

namespace ckpt {

class DoctorDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    // Of a cell of the found ones, where ▾ is.
    static QRect menuPlace(const QRect &cell);
    // "✓", "→" … and its colour.
    static QString symbol(DoctorModel::Kind kind);
};

} // namespace ckpt
