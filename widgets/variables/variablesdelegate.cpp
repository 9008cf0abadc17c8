// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/variables/variablesdelegate.h"

#include "widgets/common/badge.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace ckpt {

namespace {

constexpr int kPad = 4, kBadgeGap = 6;

} // namespace

struct VariablesDelegate::Cell {
    QPainter &painter;
    const QStyleOptionViewItem &option;
    const QModelIndex &index;
    const Colors &colors;
    VariablesModel::NodeId node;
    std::optional<VariableId> variable;
    const Error *error;
    QRect rect; // inside the padding
    QColor plate; // what lies behind the text
    QColor text, sub; // of this row

    // Returns the width it took.
    int draw(const QRect &where, const QString &words, const QColor &color, const QFont &font,
        Qt::TextElideMode elide = Qt::ElideRight, Qt::Alignment alignment = Qt::AlignLeft) const
    {
        if (where.width() <= 0 || words.isEmpty())
            return 0;
        const QFontMetrics metrics(font);
        const QString shown = metrics.elidedText(words, elide, where.width());
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(where, static_cast<int>(alignment | Qt::AlignVCenter), shown);
        return metrics.horizontalAdvance(shown);
    }
};

VariablesDelegate::VariablesDelegate(const VariablesModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize VariablesDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 40, metric::tableRow() };
}

void VariablesDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    const bool focus = option.state & QStyle::State_Active;
    const VariablesModel::NodeId node = VariablesModel::nodeOf(index);
    const auto variable = m_model->variableAt(index);
    const bool context = m_model->isContextOnly(node);
    const Cell cell{ *painter, option, index, c, node, variable, variable ? m_model->errorOf(*variable) : nullptr,
        option.rect.adjusted(kPad, 0, -kPad, 0), selected ? (focus ? c.sel : c.selOff) : c.base,
        context && !selected ? c.sub : c.text, selected ? c.text : c.sub };
    painter->save();
    painter->setClipRect(option.rect);
    if (selected)
        painter->fillRect(option.rect, cell.plate);
    switch (index.column()) {
    case VariablesModel::NameColumn:
        paintName(cell);
        break;
    case VariablesModel::SizeColumn:
        paintSize(cell);
        break;
    case VariablesModel::ValuesColumn:
        paintValues(cell);
        break;
    default:
        paintPlain(cell);
    }
    painter->restore();
}

void VariablesDelegate::paintName(const Cell &cell) const
{
    QRect place = cell.rect;
    QFont nameFont = cell.option.font;
    if (cell.variable) {
        const Role role = m_model->facts(*cell.variable).role;
        const QRectF badge(
            place.left(), cell.rect.top() + (cell.rect.height() - metric::kBadge) / 2, metric::kBadge, metric::kBadge);
        if (cell.error)
            paintBadge(cell.painter, badge, QStringLiteral("!"), cell.colors.err, cell.colors.base);
        else
            paintRoleBadge(cell.painter, badge, role, cell.colors.dark, cell.colors.base);
        place.setLeft(place.left() + metric::kBadge + kBadgeGap);
    } else {
        nameFont.setWeight(QFont::DemiBold);
    }
    const QString suffix = m_model->suffixText(cell.node);
    const QFont small = font(TextSize::Small);
    const int suffixWidth = suffix.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(suffix) + 2 * kPad;
    // The name is what counts: the suffix goes before the name gets too short to be told from others.
    QRect nameRect = place;
    const int nameWidth = QFontMetrics(nameFont).horizontalAdvance(m_model->nameText(cell.node));
    const bool suffixFits = nameWidth + suffixWidth <= place.width();
    const int used = cell.draw(nameRect, m_model->nameText(cell.node), cell.text, nameFont, Qt::ElideMiddle);
    if (suffixWidth > 0 && (suffixFits || used + 5 * kPad < place.width())) {
        place.setLeft(place.left() + used + 2 * kPad);
        cell.draw(place, suffix, cell.sub, small);
    }
}

void VariablesDelegate::paintSize(const Cell &cell) const
{
    const double share = m_model->shareOf(cell.node);
    if (share > 0) {
        const QRectF bar = QRectF(cell.option.rect).adjusted(2, 3, -1, -3);
        QColor color = cell.colors.bar;
        color.setAlphaF(cell.colors.dark ? 0.8F : 0.55F);
        paintShareBar(cell.painter, bar, share, color);
    }
    cell.draw(cell.rect, m_model->data(cell.index, Qt::DisplayRole).toString(), cell.text, numberFont(cell.option.font),
        Qt::ElideRight, Qt::AlignRight);
}

void VariablesDelegate::paintValues(const Cell &cell) const
{
    const QString words = m_model->valuesText(cell.node);
    QRect place = cell.rect;
    const bool nan = cell.variable && !cell.error && m_model->values(*cell.variable) && !words.isEmpty()
        && m_model->values(*cell.variable)->statistics.nans > 0;
    if (cell.error || nan) {
        const QColor color = nan ? cell.colors.warn : cell.colors.err;
        const QRect mark(place.left(), place.top() + (place.height() - 16) / 2, 16, 16);
        paintIcon(cell.painter, mark, nan ? QStringLiteral("dialog-warning") : QStringLiteral("dialog-error"), color);
        place.setLeft(mark.right() + kPad);
        cell.draw(place, words, color, font(TextSize::Small));
        return;
    }
    if (!words.isEmpty()) {
        cell.draw(place, words, cell.sub, cell.option.font);
        return;
    }
    const VariablesModel::ValuesCell *values = cell.variable ? m_model->values(*cell.variable) : nullptr;
    if (!values || m_model->checkpoint()->variable(*cell.variable).elements() < 2)
        return;
    const QColor color = mixed(cell.plate, roleColor(m_model->facts(*cell.variable).role, cell.colors.dark), 0.75);
    paintHistogram(cell.painter, QRectF(place).adjusted(0, 4, 0, -3), values->histogram, color);
}

void VariablesDelegate::paintPlain(const Cell &cell) const
{
    const bool secondary = !cell.variable || cell.index.column() == VariablesModel::TypeColumn;
    const QFont font = cell.index.column() == VariablesModel::ShapeColumn && cell.variable
        ? numberFont(cell.option.font)
        : cell.option.font;
    cell.draw(cell.rect, m_model->data(cell.index, Qt::DisplayRole).toString(), secondary ? cell.sub : cell.text, font);
}

} // namespace ckpt
