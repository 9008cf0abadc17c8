// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What GridModel says of its cells, on screen, in tooltips and to a screen reader.
#include "widgets/values/gridmodel.h"

#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

namespace ckpt {

int GridModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int GridModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

Qt::ItemFlags GridModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool exists = m_list || m_slice.hasCell(index.row(), index.column());
    return exists ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::ItemNeverHasChildren;
}

QVariant GridModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isText = numberClass(m_type) == NumberClass::String && !(m_list && index.column() == LengthColumn);
        return QVariant::fromValue(Qt::Alignment((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    if (!m_list && !m_slice.hasCell(index.row(), index.column()))
        return {};
    const Cell at = cell(index);
    if (role == Qt::ToolTipRole)
        return tip(index, at);
    if (role == Qt::AccessibleTextRole)
        return spoken(index, at);
    if (!at.data)
        return QStringLiteral("\u2026");
    if (m_list && index.column() == LengthColumn)
        return formatCount(static_cast<qint64>(at.data->strings[static_cast<std::size_t>(at.index)].size()));
    return m_text.text(*at.data, at.index);
}

QString GridModel::tip(const QModelIndex &index, const Cell &cell) const
{
    const QString where = indexText(tensorIndex(index));
    if (!cell.data)
        return where;
    if (numberClass(m_type) == NumberClass::String) {
        const auto size = static_cast<int>(cell.data->strings[static_cast<std::size_t>(cell.index)].size());
        return where + u'\n' + tr("%n byte(s)", "length of a string", size);
    }
    return where + QStringLiteral(" = ") + exactText(*cell.data, cell.index) + u'\n' + hexText(*cell.data, cell.index);
}

QString GridModel::spoken(const QModelIndex &index, const Cell &cell) const
{
    const QString value = cell.data ? m_text.text(*cell.data, cell.index) : tr("not read yet");
    return tr("%1 at %2", "a value and its index").arg(value, indexText(tensorIndex(index)));
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const int count = orientation == Qt::Vertical ? m_rows : m_columns;
    if (section < 0 || section >= count)
        return {};
    if (role == Qt::TextAlignmentRole) {
        if (m_list && orientation == Qt::Horizontal && section == TextColumn)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
        const auto side = orientation == Qt::Horizontal ? Qt::AlignRight : Qt::AlignHCenter;
        return QVariant::fromValue(Qt::Alignment(side | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole)
        return {};
    if (m_list && orientation == Qt::Horizontal)
        return section == LengthColumn ? tr("Length", "bytes of a string") : tr("Text");
    if (orientation == Qt::Vertical)
        return QString::number(m_slice.rowLabel(section));
    const QString label = QString::number(m_slice.columnLabel(section));
    return m_slice.wraps() ? QString(QStringLiteral("+") + label) : label;
}

} // namespace ckpt
