// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of a plan that give new names, in the order in which they work: on or off, what is found, what it becomes,
// how many names it changes. Edits are asked for.
#pragma once

#include "widgets/export/planpreview.h"

#include <QAbstractTableModel>

namespace ckpt {

class RulesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { FindColumn, ReplaceColumn, MatchesColumn, ColumnCount };

    explicit RulesModel(QObject *parent = nullptr);

    void setRules(const std::vector<RenameRule> &rules);
    // Of the same rules; counts are dropped by setRules() when these differ.
    void setMatches(const std::vector<std::size_t> &matched);
    // `rule` -1: none is wrong.
    void setWrong(int rule, const QString &why);
    const std::vector<RenameRule> &rules() const { return m_rules; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void rulesWanted(const std::vector<ckpt::RenameRule> &rules, int row);

private:
    std::vector<RenameRule> m_rules;
    std::vector<std::size_t> m_matched;
    int m_wrong = -1;
    QString m_why;
};

// The title of a table of names, translated.
QString renameTableTitle(std::string_view id);

} // namespace ckpt
