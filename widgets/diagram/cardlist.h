// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The diagram as a list: every card and scope is a row, with its inputs and outputs in words. For screen readers and
// for whoever reads better than looks. GUI thread only.
#pragma once

#include "format/graph/graphview.h"

#include <QAbstractItemModel>
#include <QTreeView>

#include <memory>
#include <unordered_map>

namespace ckpt {

class CardListModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Card, What, Inputs, Outputs, Variables, ColumnCount };

    using QAbstractItemModel::QAbstractItemModel;
    void setView(std::shared_ptr<const GraphView> view); // null: empty
    ItemId itemAt(const QModelIndex &index) const; // None for an invalid one
    QModelIndex indexOf(ItemId id) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &) const override { return ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Item &item(const QModelIndex &index) const { return m_view->item(itemAt(index)); }
    QString text(const Item &item, int column) const;
    QString spoken(const Item &item) const; // "Conv2D in conv2, inputs pool1, outputs Relu, variables kernel, bias"
    const QStringList &neighbours(
        ItemId id, ItemLinks::Way way) const; // titles of cards beside it, or beside a scope around it
    static QString variables(const Item &item);

    std::shared_ptr<const GraphView> m_view;
    std::vector<int> m_rows; // per item: its place among its siblings
    mutable std::unordered_map<int, QStringList> m_neighbours[2];
};

class CardList : public QTreeView { // objectName "diagramList"
    Q_OBJECT
public:
    explicit CardList(QWidget *parent = nullptr);
    void setView(std::shared_ptr<const GraphView> view);
    void setCurrentItem(ItemId id); // emits nothing

Q_SIGNALS:
    void itemChosen(ckpt::ItemId id); // the current row has changed, by the user
    void itemActivated(ckpt::ItemId id); // double click or Return

protected:
    bool event(QEvent *event) override; // letters and signs are for the rows, not for the picture
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    CardListModel *m_cards;
    bool m_quiet = false;
};

} // namespace ckpt
