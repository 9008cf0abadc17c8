// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/plandelegate.h"

#include "widgets/common/badge.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPoint>
#include <QStyle>

namespace ckpt {

namespace {

constexpr int kGap = 6, kIcon = 14;

// Everything of the item but its text.
QStyleOptionViewItem withoutText(QStyleOptionViewItem option)
{
    option.text.clear();
    return option;
}

} // namespace

PlanDelegate::PlanDelegate(const PlanModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize PlanDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return { QStyledItemDelegate::sizeHint(option, index).width(), metric::tableRow() };
}

void PlanDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (index.column() == PlanModel::NameColumn || index.column() == PlanModel::NewNameColumn)
        paintName(painter, option, index);
    else if (index.column() == PlanModel::RoundingColumn)
        paintRounding(painter, option, index);
    else
        QStyledItemDelegate::paint(painter, option, index);
    painter->restore();
}

void PlanDelegate::paintName(QPainter *painter, const QStyleOptionViewItem &plain, const QModelIndex &index) const
{
    QStyleOptionViewItem option = plain;
    initStyleOption(&option, index);
    const QString text = option.text;
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    QRect place = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget);
    // The text of the style is painted over with the same ground, so that its place stays that of an editor.
    const Colors &c = colors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    const QColor plate = selected ? ((option.state & QStyle::State_Active) ? c.sel : c.selOff) : c.base;
    const QRect ground(place.left(), option.rect.top(), option.rect.right() - place.left() + 1, option.rect.height());
    painter->fillRect(ground, plate);
    painter->setClipRect(option.rect);
    const VariableId id = m_model->variableAt(index.row());
    const auto &preview = *m_model->preview();
    const bool goes = preview.resolved.rows[ckpt::index(id)].goes();
    if (index.column() == PlanModel::NameColumn) {
        const QRectF badge(
            place.left() + 2, option.rect.center().y() - metric::kBadge / 2, metric::kBadge, metric::kBadge);
        painter->setOpacity(goes ? 1 : 0.5);
        paintRoleBadge(*painter, badge, preview.list->facts()[ckpt::index(id)].role, c.dark, plate);
        painter->setOpacity(1);
        place.setLeft(place.left() + metric::kBadge + kGap + 2);
    } else {
        place.setLeft(place.left() + kGap);
    }
    place.setRight(option.rect.right() - kGap);
    const QFontMetrics metrics(option.font);
    // All keys of TensorFlow 2 end alike; others differ at both ends.
    const auto elide = text.endsWith(QStringLiteral("/.ATTRIBUTES/VARIABLE_VALUE")) ? Qt::ElideRight : Qt::ElideMiddle;
    const QString shown = metrics.elidedText(text, elide, place.width());
    painter->setFont(option.font);
    painter->setPen(goes ? c.text : c.sub);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, shown);
    const QPoint changed = index.data(PlanModel::ChangedPartRole).toPoint();
    if (changed.y() > 0 && shown == text) {
        const int from = place.left() + metrics.horizontalAdvance(text.left(changed.x()));
        const int width = metrics.horizontalAdvance(text.mid(changed.x(), changed.y()));
        const int y = place.center().y() + metrics.ascent() / 2 + 2;
        painter->fillRect(QRect(from, y, width, 2), c.accent);
    }
}

void PlanDelegate::paintRounding(QPainter *painter, const QStyleOptionViewItem &plain, const QModelIndex &index) const
{
    QStyleOptionViewItem option = plain;
    initStyleOption(&option, index);
    const QString text = option.text;
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    const QStyleOptionViewItem bare = withoutText(option);
    style->drawControl(QStyle::CE_ItemViewItem, &bare, painter, option.widget);
    if (text.isEmpty())
        return;
    const Colors &c = colors(option.palette);
    const bool warns = index.data(PlanModel::WarningRole).toBool();
    const bool known = m_model->figuresOf(m_model->variableAt(index.row())) != nullptr;
    QRect place = option.rect.adjusted(kGap, 0, -kGap, 0);
    const QRect mark(place.left(), place.center().y() - kIcon / 2, kIcon, kIcon);
    if (known)
        paintIcon(*painter, mark, warns ? QStringLiteral("dialog-warning") : QStringLiteral("ckpt-ok"),
            warns ? c.warn : c.ok);
    place.setLeft(mark.right() + kGap);
    const QFontMetrics metrics(option.font);
    painter->setFont(option.font);
    painter->setPen(warns ? c.warn : c.text);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, place.width()));
}

} // namespace ckpt
