// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/runmodel.h"

#include "format/base/paths.h"
#include "widgets/common/formatting.h"

#include <QSet>

#include <algorithm>
#include <charconv>

namespace ckpt {

namespace {

QString stepName(const CheckpointRef &ref)
{
    return ref.step ? formatCount(*ref.step) : toQString(ref.displayName());
}

// "model.ckpt-800" -> 800
std::optional<std::int64_t> stepOf(std::string_view name)
{
    const std::size_t dash = name.rfind('-');
    if (dash == std::string_view::npos || dash + 1 == name.size())
        return std::nullopt;
    std::int64_t step = 0;
    const auto [end, error] = std::from_chars(name.data() + dash + 1, name.data() + name.size(), step);
    return error == std::errc() && end == name.data() + name.size() && step >= 0 ? std::optional(step) : std::nullopt;
}

} // namespace

void RunModel::setRun(const Run &run)
{
    beginResetModel();
    m_rows.clear();
    m_shown = -1;
    for (std::size_t i = run.checkpoints.size(); i-- > 0;) {
        const CheckpointRef &ref = run.checkpoints[i];
        Row row;
        row.name = stepName(ref);
        row.path = toQString(ref.prefix);
        row.checkpoint = static_cast<int>(i);
        row.step = ref.step;
        row.savedAt = ref.savedAt;
        row.unlisted = run.state && !run.state->all.empty() && !ref.listed && !isArrayFormat(ref.format);
        QStringList remarks;
        if (ref.latest)
            remarks.append(tr("latest", "the newest step, as the state file says"));
        if (ref.format == StorageFormat::V1 || isArrayFormat(ref.format))
            remarks.append(QLatin1String(name(ref.format)));
        else if (ref.alsoV1)
            remarks.append(tr("V1 and V2"));
        row.remark = remarks.join(QStringLiteral(" · "));
        m_rows.append(row);
    }
    addMissing(run);
    for (const std::string &file : run.graphFiles)
        m_rows.append(
            Row{ Kind::Graph, toQString(baseName(file)), tr("graph only"), toQString(file), -1, {}, {}, false });
    for (const std::string &directory : run.subRuns)
        m_rows.append(
            Row{ Kind::SubRun, toQString(baseName(directory)), tr("folder"), toQString(directory), -1, {}, {}, false });
    endResetModel();
}

// Steps that the state file names although their files are gone go where they would be.
void RunModel::addMissing(const Run &run)
{
    if (!run.state)
        return;
    QSet<QString> there;
    for (const CheckpointRef &ref : run.checkpoints)
        there.insert(toQString(ref.displayName()));
    for (const std::string &path : run.state->all) {
        const std::string_view name = foreignBaseName(path);
        const QString shown = toQString(name);
        if (name.empty() || there.contains(shown))
            continue;
        there.insert(shown);
        Row row;
        row.kind = Kind::Missing;
        row.step = stepOf(name);
        row.name = row.step ? formatCount(*row.step) : shown;
        row.remark = tr("missing", "a step whose files are not there");
        row.path = toQString(path);
        const auto before = std::find_if(m_rows.begin(), m_rows.end(),
            [&row](const Row &other) { return row.step && other.step && *other.step < *row.step; });
        m_rows.insert(before, row);
    }
}

void RunModel::clear()
{
    setRun({});
}

void RunModel::setShown(int checkpoint)
{
    const int before = rowOf(m_shown);
    m_shown = checkpoint;
    for (const int changed : { before, rowOf(m_shown) }) {
        if (changed >= 0)
            Q_EMIT dataChanged(index(changed, 0), index(changed, ColumnCount - 1));
    }
}

int RunModel::rowOf(int checkpoint) const
{
    for (qsizetype i = 0; checkpoint >= 0 && i < m_rows.size(); ++i) {
        if (m_rows[i].checkpoint == checkpoint)
            return static_cast<int>(i);
    }
    return -1;
}

int RunModel::stepCount() const
{
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.kind == Kind::Step; }));
}

int RunModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RunModel::toolTip(const Row &row) const
{
    QStringList lines{ row.path };
    if (row.savedAt)
        lines.append(tr("Saved %1").arg(formatTimeLong(*row.savedAt)));
    if (row.unlisted)
        lines.append(tr("Not listed in “checkpoint”"));
    if (row.kind == Kind::Missing)
        lines.append(tr("Named in “checkpoint”, but its files are missing"));
    return lines.join(u'\n');
}

QVariant RunModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == SavedColumn)
            return row.savedAt ? formatTime(*row.savedAt) : QString();
        return row.name;
    case Qt::ToolTipRole:
        return toolTip(row);
    case Qt::AccessibleTextRole: {
        if (index.column() == SavedColumn)
            return row.savedAt ? formatTime(*row.savedAt) : QString();
        QStringList parts{ row.kind == Kind::Step && row.step ? tr("step %1").arg(row.name) : row.name };
        if (!row.remark.isEmpty())
            parts.append(row.remark);
        if (row.checkpoint >= 0 && row.checkpoint == m_shown)
            parts.append(tr("shown"));
        return parts.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == StepColumn ? tr("Step") : tr("Saved", "when a step was saved");
}

Qt::ItemFlags RunModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows[index.row()].kind == Kind::Missing)
        return Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace ckpt
