// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/doctor/doctordelegate.h"

#include "widgets/common/badge.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QPainter>

#include <utility>

namespace ckpt {

namespace {

constexpr int kMenu = 20; // width of ▾

QColor kindColor(DoctorModel::Kind kind, const Colors &c)
{
    switch (kind) {
    case DoctorModel::Kind::Found:
        return c.ok;
    case DoctorModel::Kind::Proposed:
        return c.accent;
    case DoctorModel::Kind::WrongShape:
    case DoctorModel::Kind::Missing:
        return kind == DoctorModel::Kind::Missing ? c.err : c.warn;
    case DoctorModel::Kind::Unused:
        break;
    }
    return c.sub;
}

QColor textColor(const QStyleOptionViewItem &option)
{
    return option.palette.color(option.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text);
}

} // namespace

QString DoctorDelegate::symbol(DoctorModel::Kind kind)
{
    switch (kind) {
    case DoctorModel::Kind::Found:
        return QStringLiteral("✓");
    case DoctorModel::Kind::Proposed:
        return QStringLiteral("→");
    case DoctorModel::Kind::WrongShape:
        return QStringLiteral("≠");
    case DoctorModel::Kind::Missing:
        return QStringLiteral("−");
    case DoctorModel::Kind::Unused:
        break;
    }
    return QStringLiteral("+");
}

QRect DoctorDelegate::menuPlace(const QRect &cell)
{
    return { cell.right() - kMenu + 1, cell.top(), kMenu, cell.height() };
}

QSize DoctorDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return { QStyledItemDelegate::sizeHint(option, index).width(), metric::tableRow() };
}

void DoctorDelegate::paint(QPainter *painter, const QStyleOptionViewItem &plain, const QModelIndex &index) const
{
    painter->save();
    painter->setClipRect(plain.rect);
    const Colors &c = colors(plain.palette);
    const auto kind = static_cast<DoctorModel::Kind>(index.data(DoctorModel::KindRole).toInt());
    QStyleOptionViewItem option = plain;
    if (index.column() == DoctorModel::UseColumn) {
        // The badge stands in front; the tick keeps its place for clicks.
        const bool selected = option.state & QStyle::State_Selected;
        const QColor plate = selected ? ((option.state & QStyle::State_Active) ? c.sel : c.selOff) : c.base;
        QStyledItemDelegate::paint(painter, option, index);
        const QRectF place(option.rect.right() - metric::kBadge - metric::kGap,
            option.rect.center().y() - metric::kBadge / 2, metric::kBadge, metric::kBadge);
        paintBadge(*painter, place, symbol(kind), kindColor(kind, c), plate);
    } else if (index.column() == DoctorModel::MatchColumn) {
        // The style paints the ground, the bar lies on it, and the text on the bar.
        initStyleOption(&option, index);
        const QString text = std::exchange(option.text, QString());
        const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
        if (const double sure = index.data(DoctorModel::ConfidenceRole).toDouble(); sure > 0)
            paintShareBar(*painter, QRectF(option.rect).adjusted(2, 3, -2, -3), sure, c.bar);
        painter->setPen(textColor(option));
        painter->drawText(option.rect.adjusted(4, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter, text);
    } else {
        const bool menu =
            index.column() == DoctorModel::FoundColumn && index.data(DoctorModel::HasCandidatesRole).toBool();
        const bool quiet = index.column() == DoctorModel::WhyColumn || index.column() == DoctorModel::ShapeColumn
            || kind == DoctorModel::Kind::Unused
            || (index.column() == DoctorModel::FoundColumn && kind == DoctorModel::Kind::Missing);
        if (quiet)
            option.palette.setColor(QPalette::Text, c.sub);
        option.textElideMode = index.column() == DoctorModel::WhyColumn ? Qt::ElideRight : Qt::ElideMiddle;
        if (menu) {
            const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
            style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
            option.rect.setRight(menuPlace(plain.rect).left());
        }
        QStyledItemDelegate::paint(painter, option, index);
        if (menu) {
            painter->setClipRect(plain.rect);
            painter->setPen(textColor(plain));
            painter->drawText(menuPlace(plain.rect), Qt::AlignCenter, QStringLiteral("▾"));
        }
    }
    painter->restore();
}

} // namespace ckpt
