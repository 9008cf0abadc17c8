// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/rulesmodel.h"

#include "format/plan/renametables.h"
#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QCoreApplication>
#include <QRegularExpression>

namespace ckpt {

namespace {

// For lupdate; the texts are those of renametables.cpp.
[[maybe_unused]] constexpr const char *kTitles[] = {
    QT_TRANSLATE_NOOP("RenameTable", "RNN cells, TensorFlow 1.0–1.1 to 1.2 and later"),
    QT_TRANSLATE_NOOP("RenameTable", "RNN cells, TensorFlow 1.2 and later back to 1.0–1.1"),
    QT_TRANSLATE_NOOP("RenameTable", "RNN cells, TensorFlow 0.x to 1.2 and later"),
    QT_TRANSLATE_NOOP("RenameTable", "slim and contrib.layers names to tf.layers / Keras names"),
    QT_TRANSLATE_NOOP("RenameTable", "tf.layers / Keras names to slim names"),
    QT_TRANSLATE_NOOP("RenameTable", "tf.train.Checkpoint keys to plain paths"),
    QT_TRANSLATE_NOOP("RenameTable", "Keras 2 to Keras 3 variable names"),
    QT_TRANSLATE_NOOP("RenameTable", "Strip the first scope"),
    QT_TRANSLATE_NOOP("RenameTable", "Add a prefix"),
    QT_TRANSLATE_NOOP("RenameTable", "Strip a prefix"),
    QT_TRANSLATE_NOOP("RenameTable", "Strip :0"),
    QT_TRANSLATE_NOOP("RenameTable", "PyTorch names (names only)"),
};

// People write $1 as well as \1; RE2 knows the second.
std::string rewriting(QString text)
{
    static const QRegularExpression group(QStringLiteral("\\$(\\d)"));
    return toBytes(text.replace(group, QStringLiteral("\\\\1")));
}

} // namespace

QString renameTableTitle(std::string_view id)
{
    const RenameTable *table = findRenameTable(id);
    return table ? QCoreApplication::translate("RenameTable", table->title.data()) : toQString(id);
}

RulesModel::RulesModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void RulesModel::setRules(const std::vector<RenameRule> &rules)
{
    if (rules == m_rules)
        return;
    // Rows that stay keep their selection and their editor.
    const auto before = static_cast<int>(m_rules.size()), after = static_cast<int>(rules.size());
    m_matched.clear();
    if (before == after) {
        m_rules = rules;
        Q_EMIT dataChanged(index(0, 0), index(after - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rules = rules;
    endResetModel();
}

void RulesModel::setMatches(const std::vector<std::size_t> &matched)
{
    m_matched = matched.size() == m_rules.size() ? matched : std::vector<std::size_t>();
    if (!m_rules.empty())
        Q_EMIT dataChanged(index(0, MatchesColumn), index(rowCount() - 1, MatchesColumn));
}

// Cells that stay are not announced: an open editor would lose what is being typed.
void RulesModel::setWrong(int rule, const QString &why)
{
    if (rule == m_wrong && why == m_why)
        return;
    m_wrong = rule;
    m_why = why;
    if (!m_rules.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RulesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rules.size());
}

int RulesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RulesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const RenameRule &rule = m_rules[row];
    const bool table = rule.kind == RenameRule::Kind::Table;
    if (role == Qt::CheckStateRole && index.column() == FindColumn)
        return rule.off ? Qt::Unchecked : Qt::Checked;
    if (role == Qt::ToolTipRole)
        return index.row() == m_wrong ? m_why : data(index, Qt::DisplayRole);
    if (role == Qt::ForegroundRole && index.row() == m_wrong)
        return colors(QApplication::palette()).err;
    if (role == Qt::FontRole && !table && index.column() != MatchesColumn)
        return font(TextSize::Mono);
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (index.column()) {
    case FindColumn:
        return table ? renameTableTitle(rule.from) : toQString(rule.from);
    case ReplaceColumn:
        if (!table)
            return toQString(rule.to);
        if (const RenameTable *known = findRenameTable(rule.from); known && !known->parameter.empty())
            return rule.parameters.empty() ? toQString(known->parameterDefault)
                                           : toQString(rule.parameters.front().second);
        return {};
    default:
        if (index.row() == m_wrong)
            return tr("wrong");
        return rule.off || m_matched.empty() ? QString() : formatCount(static_cast<qint64>(m_matched[row]));
    }
}

QVariant RulesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[] = { tr("Find (pattern)"), tr("Replace with"), tr("Names") };
    return names[section];
}

Qt::ItemFlags RulesModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    const RenameRule &rule = m_rules[static_cast<std::size_t>(index.row())];
    const bool table = rule.kind == RenameRule::Kind::Table;
    const RenameTable *known = table ? findRenameTable(rule.from) : nullptr;
    if (index.column() == FindColumn)
        flags |= Qt::ItemIsUserCheckable;
    const bool parameter = known && !known->parameter.empty() && index.column() == ReplaceColumn;
    if (parameter || (!table && index.column() != MatchesColumn))
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool RulesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid())
        return false;
    std::vector<RenameRule> rules = m_rules;
    RenameRule &rule = rules[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole)
        rule.off = value.toInt() != Qt::Checked;
    else if (role != Qt::EditRole)
        return false;
    else if (rule.kind == RenameRule::Kind::Table)
        rule.parameters = { { std::string(findRenameTable(rule.from)->parameter), toBytes(value.toString()) } };
    else if (index.column() == FindColumn)
        rule.from = toBytes(value.toString());
    else
        rule.to = rewriting(value.toString());
    if (rules != m_rules)
        Q_EMIT rulesWanted(rules, index.row());
    return true;
}

} // namespace ckpt
