// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/planmodel.h"

#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QBrush>
#include <QPoint>

#include <algorithm>

namespace ckpt {

PlanModel::PlanModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void PlanModel::setPreview(std::shared_ptr<const PlanPreview> preview)
{
    const bool sameRows = preview && m_preview && preview->list->checkpoint() == m_preview->list->checkpoint();
    const bool sameOrder = sameRows && preview->plan.select == m_preview->plan.select;
    m_preview = std::move(preview);
    m_problems.clear();
    if (m_preview) {
        for (const PlanProblem &problem : m_preview->resolved.problems) {
            if (problem.variable)
                m_problems.insert(*problem.variable);
        }
    }
    if (!sameOrder)
        m_order = m_preview ? m_preview->order : std::vector<VariableId>();
    count();
    filter();
}

void PlanModel::filter()
{
    std::vector<VariableId> rows;
    for (const VariableId id : m_order) {
        const bool goes = row(id).goes();
        if (goes ? !m_filter.going : !m_filter.staying)
            continue;
        if ((m_filter.onlyRenamed && !isRenamed(id)) || (m_filter.onlyWarnings && !warns(id)))
            continue;
        if (!m_filter.text.isEmpty() && !toQString(variable(id).key).contains(m_filter.text, Qt::CaseInsensitive)
            && !(goes && toQString(row(id).key).contains(m_filter.text, Qt::CaseInsensitive)))
            continue;
        rows.push_back(id);
    }
    if (rows == m_rows) {
        if (!rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void PlanModel::count()
{
    Counts counts;
    for (const VariableId id : m_order) {
        ++(row(id).goes() ? counts.going : counts.staying);
        counts.renamed += isRenamed(id) ? 1 : 0;
        counts.warnings += warns(id) ? 1 : 0;
    }
    m_counts = counts;
    Q_EMIT countsChanged();
}

void PlanModel::setFigures(const RoundingFigures &figures)
{
    m_figures = figures;
    if (!m_preview)
        return;
    count();
    filter();
}

void PlanModel::setFilter(const Filter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    if (m_preview)
        this->filter();
}

bool PlanModel::isRenamed(VariableId id) const
{
    return row(id).goes() && row(id).key != variable(id).key;
}

const CastFigures *PlanModel::figuresOf(VariableId id) const
{
    const auto found = m_figures.find({ id, row(id).type });
    return !row(id).goes() || row(id).type == variable(id).dtype || found == m_figures.end() ? nullptr : &found->second;
}

bool PlanModel::warns(VariableId id) const
{
    if (m_problems.contains(id))
        return true;
    const CastFigures *figures = figuresOf(id);
    return figures && !row(id).value && (figures->overflows > 0 || figures->underflows > 0);
}

int PlanModel::rowOf(VariableId id) const
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), id);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QString PlanModel::absenceText(Absence absence, const VariableFacts &facts) const
{
    switch (absence) {
    case Absence::None:
        return {};
    case Absence::NotChosen:
    case Absence::TakenOut:
        return tr("left out: %1", "what kind of variable").arg(roleName(facts.role).toLower());
    case Absence::ByHand:
        return tr("left out by hand");
    case Absence::AverageInstead:
        return tr("its average goes instead");
    case Absence::Combined: // plans with one source have neither
    case Absence::OtherSource:
        return {};
    case Absence::NoPlace:
        return tr("left out: it describes the whole checkpoint");
    }
    return {};
}

int PlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PlanModel::roundingText(VariableId id) const
{
    if (!row(id).goes() || row(id).type == variable(id).dtype || row(id).value)
        return {};
    const CastFigures *figures = figuresOf(id);
    if (!figures)
        return m_problems.contains(id) ? QStringLiteral("–") : tr("…", "not known yet");
    if (figures->overflows > 0)
        return tr("infinite: %2 · %1", "largest error, count of values that become infinite")
            .arg(formatValue(figures->maxAbsolute), formatCount(figures->overflows));
    if (figures->underflows > 0)
        return tr("become 0: %2 · %1", "largest error, count of values")
            .arg(formatValue(figures->maxAbsolute), formatCount(figures->underflows));
    return figures->maxAbsolute == 0 ? tr("exact") : formatValue(figures->maxAbsolute);
}

QString PlanModel::text(VariableId id, int column) const
{
    const PlanRow &is = row(id);
    const Variable &from = variable(id);
    switch (column) {
    case NameColumn:
        return toQString(from.key);
    case NewNameColumn:
        return is.goes() ? toQString(is.key) : absenceText(is.absence, m_preview->list->facts()[index_of(id)]);
    case TypeColumn:
        return is.goes() && is.type != from.dtype
            ? tr("%1 → %2").arg(formatDType(from.dtype, from.storedType), formatDType(is.type, 0))
            : formatDType(from.dtype, from.storedType);
    case SizeColumn:
        return is.goes() ? formatBytes(is.bytes) : QString();
    case RoundingColumn:
        return roundingText(id);
    case ValueColumn:
        return is.value ? toQString(*is.value) : QString();
    default:
        return {};
    }
}

// What differs between the two names: all but their common beginning and end.
QPoint PlanModel::changedPart(VariableId id, int column) const
{
    if (!isRenamed(id))
        return {};
    const QString before = toQString(variable(id).key), after = toQString(row(id).key);
    const auto shorter = std::min(before.size(), after.size());
    qsizetype head = 0, tail = 0;
    while (head < shorter && before[head] == after[head])
        ++head;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    const QString &shown = column == NameColumn ? before : after;
    return { static_cast<int>(head), static_cast<int>(shown.size() - head - tail) };
}

QString PlanModel::toolTip(VariableId id, int column) const
{
    for (const PlanProblem &problem : m_preview->resolved.problems) {
        if (problem.variable == id) {
            const ErrorWords words = errorWords(problem.error);
            return words.why.isEmpty() ? words.what : words.what + u'\n' + words.why;
        }
    }
    const CastFigures *figures = figuresOf(id);
    if (column == RoundingColumn && figures)
        return tr("Largest error %1 (%2 units in the last place), relative %3")
            .arg(formatValue(figures->maxAbsolute), formatValue(figures->maxUlp), formatValue(figures->maxRelative));
    if (column == ValueColumn && (flags(index(0, 0)) & Qt::ItemIsEnabled))
        return variable(id).elements() == 1 ? tr("A value here is written instead of the stored one") : QString();
    return text(id, column);
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_preview)
        return {};
    const VariableId id = variableAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(id, index.column());
    case Qt::CheckStateRole:
        return index.column() == NameColumn ? QVariant(row(id).goes() ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ToolTipRole:
        return toolTip(id, index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return row(id).goes() ? QVariant() : QVariant(colors(QApplication::palette()).sub);
    case Qt::AccessibleTextRole:
        return index.column() == NameColumn
            ? tr("%1, %2", "name, kind")
                  .arg(text(id, NameColumn), roleName(m_preview->list->facts()[index_of(id)].role))
            : text(id, index.column());
    case ChangedPartRole:
        return index.column() <= NewNameColumn ? QVariant(changedPart(id, index.column())) : QVariant();
    case WarningRole:
        return index.column() == RoundingColumn ? warns(id) : m_problems.contains(id);
    default:
        return {};
    }
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[] = { tr("Name now"), tr("New name"), tr("Type"), tr("Size"), tr("Rounding, largest"),
        tr("New value") };
    return names[section];
}

Qt::ItemFlags PlanModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid() || !m_preview)
        return flags;
    const VariableId id = variableAt(index.row());
    const bool ownGraph = row(id).absence == Absence::NoPlace || variable(id).key == kObjectGraphKey;
    if (index.column() == NameColumn && !ownGraph)
        flags |= Qt::ItemIsUserCheckable;
    const bool editable = row(id).goes() && !ownGraph
        && (index.column() == NewNameColumn || (index.column() == ValueColumn && variable(id).elements() == 1));
    return editable ? flags | Qt::ItemIsEditable : flags;
}

bool PlanModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || !(flags(index) & (Qt::ItemIsUserCheckable | Qt::ItemIsEditable)))
        return false;
    const VariableId id = variableAt(index.row());
    if (role == Qt::CheckStateRole)
        Q_EMIT tickWanted(id, value.toInt() == Qt::Checked);
    else if (role == Qt::EditRole && value.toString() != text(id, index.column()) && index.column() == NewNameColumn)
        Q_EMIT nameWanted(id, value.toString());
    else if (role == Qt::EditRole && value.toString() != text(id, index.column()))
        Q_EMIT valueWanted(id, value.toString());
    else
        return false;
    return true;
}

} // namespace ckpt
