// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the rows say: made when it is painted, nothing is kept.
#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"
#include "widgets/variables/variablesmodel.h"

namespace ckpt {

QString VariablesModel::nameText(NodeId node) const
{
    return toQString(m_tree->node(node).name);
}

QString VariablesModel::suffixText(NodeId node) const
{
    const VariableTree::Node &row = m_tree->node(node);
    if (row.isScope())
        return {};
    QStringList parts;
    const VariableId id{ row.variable };
    if (!facts(id).inferredName.empty())
        parts.append(toQString(facts(id).inferredName));
    if (row.slots > 0)
        parts.append(tr("+%n slot(s)", "optimizer slots folded under a variable", static_cast<int>(row.slots)));
    if (row.averages > 0)
        parts.append(tr("+%n average(s)", "moving averages folded under a variable", static_cast<int>(row.averages)));
    const ValuesCell *cell = values(id);
    if (cell && m_list->checkpoint()->variable(id).shape.rank() == 0 && cell->statistics.count == 1) {
        if (cell->statistics.min)
            parts.append(tr("= %1", "value of a scalar").arg(formatValue(*cell->statistics.min)));
        else if (cell->statistics.nans == 1)
            parts.append(QStringLiteral("= NaN"));
    }
    return parts.join(u' ');
}

QString VariablesModel::valuesText(NodeId node) const
{
    const VariableTree::Node &row = m_tree->node(node);
    if (row.isScope())
        return {};
    const VariableId id{ row.variable };
    if (m_list->checkpoint()->isOnlyDeclared())
        return tr("not here", "values");
    if (const Error *error = errorOf(id)) {
        switch (error->fault) {
        case Fault::ShardMissing:
            return tr("file missing");
        case Fault::ShardTooShort:
        case Fault::TensorOutOfShard:
            return tr("file too short");
        case Fault::TensorChecksum:
        case Fault::BlockChecksum:
            return tr("wrong checksum");
        case Fault::TypeUnknown:
        case Fault::TypeNotStorable:
            return tr("unknown type");
        case Fault::SliceMissing:
            return tr("part missing");
        default:
            return tr("cannot be read");
        }
    }
    const Variable &variable = m_list->checkpoint()->variable(id);
    if (variable.elements() == 0)
        return tr("empty", "tensor without elements");
    const ValuesCell *cell = values(id);
    if (cell && cell->statistics.nans > 0 && variable.shape.rank() > 0)
        return tr("NaN %1", "how many values are not a number").arg(formatCount(cell->statistics.nans));
    return cell || !wantsHistogram(id) ? QString() : QStringLiteral("…");
}

QString VariablesModel::toolTip(const QModelIndex &index) const
{
    const auto id = variableAt(index);
    if (!id)
        return toQString(m_tree->node(nodeOf(index)).path);
    if (const Error *error = errorOf(*id)) {
        const ErrorWords words = errorWords(*error);
        return QStringList{ words.what, words.why, words.remedy }.join(u'\n').trimmed();
    }
    const VariableFacts &known = facts(*id);
    switch (index.column()) {
    case NameColumn: {
        const QString key = toQString(m_list->checkpoint()->variable(*id).key);
        return key + u'\n' + (known.detail.empty() ? roleName(known.role) : toQString(known.detail));
    }
    case SizeColumn:
        return tr("%1 of all, %n element(s)", "",
            static_cast<int>(std::min<std::int64_t>(
                m_list->checkpoint()->variable(*id).elements(), std::numeric_limits<int>::max())))
            .arg(formatPercent(shareOf(nodeOf(index))));
    case ValuesColumn: {
        const ValuesCell *cell = values(*id);
        if (cell && cell->statistics.min && cell->statistics.max && cell->statistics.mean)
            return tr("between %1 and %2, mean %3")
                .arg(formatValue(*cell->statistics.min), formatValue(*cell->statistics.max),
                    formatValue(*cell->statistics.mean));
        return {};
    }
    default:
        return {};
    }
}

QString VariablesModel::describe(const QModelIndex &index) const
{
    const auto id = variableAt(index);
    const QString text = data(index, Qt::DisplayRole).toString();
    if (!id)
        return index.column() == NameColumn ? tr("scope %1").arg(text) : text;
    switch (index.column()) {
    case NameColumn: {
        QStringList parts{ text, roleName(facts(*id).role) };
        if (const QString suffix = suffixText(nodeOf(index)); !suffix.isEmpty())
            parts.append(suffix);
        if (errorOf(*id))
            parts.append(valuesText(nodeOf(index)));
        return parts.join(QStringLiteral(", "));
    }
    case SizeColumn:
        return tr("%1, %2 of all", "size, share").arg(text, formatPercent(shareOf(nodeOf(index))));
    case ValuesColumn: {
        const ValuesCell *cell = values(*id);
        const QString range = toolTip(index);
        if (cell && !cell->error && !range.isEmpty())
            return cell->statistics.nans > 0 ? range + QStringLiteral(", ") + valuesText(nodeOf(index))
                                             : tr("%1, no NaN").arg(range);
        return valuesText(nodeOf(index));
    }
    default:
        return text;
    }
}

QVariant VariablesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const NodeId node = nodeOf(index);
    const VariableTree::Node &row = m_tree->node(node);
    switch (role) {
    case Qt::ToolTipRole:
        return toolTip(index);
    case Qt::AccessibleTextRole:
        return describe(index);
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return nameText(node);
    case ShapeColumn:
        return row.isScope() ? tr("%n variable(s)", "", static_cast<int>(row.variables))
                             : formatShape(m_list->checkpoint()->variables()[row.variable].shape);
    case TypeColumn:
        return row.isScope() ? QString()
                             : formatDType(m_list->checkpoint()->variables()[row.variable].dtype,
                                 m_list->checkpoint()->variables()[row.variable].storedType);
    case SizeColumn:
        return formatBytes(shownBytes(node));
    case ValuesColumn:
        return valuesText(node);
    default:
        return {};
    }
}

QVariant VariablesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case ShapeColumn:
        return tr("Shape");
    case TypeColumn:
        return tr("Type");
    case SizeColumn:
        return tr("Size");
    case ValuesColumn:
        return tr("Values");
    default:
        return {};
    }
}

} // namespace ckpt
