// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/heatdelegate.h"

#include <QAbstractItemView>
#include <QPainter>

#include <cmath>

namespace ckpt {

namespace {

constexpr int kGapLine = 1, kMark = 5, kEdge = 2;
constexpr double kSelectedShare = 0.3;

void paintMark(QPainter *painter, const QRect &area, const QColor &color)
{
    const QPoint corner = area.topRight() + QPoint(1, 0);
    const QPoint points[] = { corner, corner + QPoint(-kMark, 0), corner + QPoint(0, kMark) };
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPolygon(points, 3);
}

void paintFrame(QPainter *painter, const QRect &rect, const QColor &color, bool focused)
{
    const int width = focused ? 2 : 1;
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(color, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    const int inset = width / 2;
    painter->drawRect(rect.adjusted(inset, inset, -1, -1));
}

// The outer edge of the selected region, where this cell is part of it.
void paintSelectionEdge(
    QPainter *painter, const QRect &rect, const QModelIndex &index, const QAbstractItemView *view, const QColor &color)
{
    const QItemSelection selection = view->selectionModel()->selection();
    if (selection.isEmpty())
        return;
    const QItemSelectionRange &range = selection.first();
    painter->setPen(Qt::NoPen);
    if (index.row() == range.top())
        painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), kEdge), color);
    if (index.row() == range.bottom())
        painter->fillRect(QRect(rect.left(), rect.bottom() + 1 - kEdge, rect.width(), kEdge), color);
    if (index.column() == range.left())
        painter->fillRect(QRect(rect.left(), rect.top(), kEdge, rect.height()), color);
    if (index.column() == range.right())
        painter->fillRect(QRect(rect.right() + 1 - kEdge, rect.top(), kEdge, rect.height()), color);
}

} // namespace

HeatDelegate::HeatDelegate(const GridModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

HeatDelegate::Look HeatDelegate::lookOf(const GridModel::Cell &cell, const Colors &colors) const
{
    const ValueScale &scale = m_model->scale();
    Look look;
    look.text = colors.text;
    if (!cell.data || numberClass(m_model->dtype()) == NumberClass::String)
        return look;
    const double value = tintValue(*cell.data, cell.index);
    look.nan = std::isnan(value);
    if (look.nan)
        look.ground = nanColor(colors.dark);
    else if (scale.tinted)
        look.ground = scale.color(value, colors.dark);
    else if (numberClass(m_model->dtype()) == NumberClass::Bool && value != 0)
        look.ground = colors.bar;
    if (look.ground.isValid())
        look.text = textOn(look.ground);
    if (std::isinf(value) && numberClass(m_model->dtype()) != NumberClass::Complex)
        look.sign = value > 0 ? QStringLiteral("\u25b2") : QStringLiteral("\u25bc");
    else
        look.outside = scale.tinted && !look.nan && scale.isOutside(value);
    return look;
}

QString HeatDelegate::textOf(
    const GridModel::Cell &cell, const QModelIndex &index, const QFontMetrics &metrics, int width) const
{
    if (!cell.data)
        return QStringLiteral("\u2026");
    if (numberClass(m_model->dtype()) == NumberClass::String)
        return metrics.elidedText(index.data().toString(), Qt::ElideRight, width);
    const auto fits = [&](const QString &text) { return metrics.horizontalAdvance(text) <= width; };
    const QString text = m_model->cellText().fitted(*cell.data, cell.index, fits);
    return fits(text) ? text : metrics.elidedText(text, Qt::ElideRight, width);
}

void HeatDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (!(m_model->flags(index) & Qt::ItemIsEnabled))
        return;
    const Colors &palette = colors(option.palette);
    const GridModel::Cell cell = m_model->cell(index);
    Look look = lookOf(cell, palette);
    const QRect area = option.rect.adjusted(0, 0, -kGapLine, -kGapLine);
    const bool active = option.state & QStyle::State_Active;
    const bool selected = m_selectionShown && (option.state & QStyle::State_Selected);
    painter->save();
    if (selected) {
        const QColor over = active ? palette.accent : palette.edge;
        look.ground =
            look.ground.isValid() ? mixed(look.ground, over, kSelectedShare) : (active ? palette.sel : palette.selOff);
        look.text = textOn(look.ground);
    }
    painter->fillRect(option.rect, palette.base); // the style may have drawn a selected row here
    if (look.ground.isValid())
        painter->fillRect(area, look.ground);
    if (look.nan) {
        QColor hatch = look.text;
        hatch.setAlphaF(0.35F);
        painter->fillRect(area, QBrush(hatch, Qt::BDiagPattern));
    }
    if (look.outside)
        paintMark(painter, area, look.text);
    painter->setFont(option.font);
    painter->setPen(cell.data ? look.text : palette.disabled);
    const QRect textArea = area.adjusted(kPadding, 0, -kPadding, 0);
    const QString text = look.sign.isEmpty() ? textOf(cell, index, option.fontMetrics, textArea.width()) : look.sign;
    const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    painter->drawText(textArea, static_cast<int>(alignment) | Qt::TextSingleLine | Qt::TextDontClip, text);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (view && selected)
        paintSelectionEdge(painter, option.rect, index, view, active ? palette.accent : palette.edge);
    if (view && view->currentIndex() == index)
        paintFrame(painter, area, palette.text, option.state & QStyle::State_HasFocus);
    painter->restore();
}

QSize HeatDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return QSize(
        option.fontMetrics.horizontalAdvance(m_model->cellText().sample()) + 2 * kPadding + kGapLine, metric::kGridRow);
}

} // namespace ckpt
