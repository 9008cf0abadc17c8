// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of the welcome page.
#pragma once

#include "widgets/run/welcomepage.h"

#include <QAbstractButton>
#include <QAbstractListModel>
#include <QFrame>
#include <QStyledItemDelegate>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace ckpt {

// A dashed field; brighter while something is held over the page.
class DropTarget : public QFrame {
    Q_OBJECT
public:
    explicit DropTarget(QWidget *parent = nullptr);
    void setDragging(bool dragging);

    QPushButton *openFolder;
    QPushButton *openFile;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QLabel *m_text;
    bool m_dragging = false;
};

// Icon, a title that is a link, and a line below.
class LinkButton : public QAbstractButton {
    Q_OBJECT
public:
    LinkButton(const QString &iconName, const QString &title, const QString &description, QWidget *parent = nullptr);
    void setDescription(const QString &description);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 80, sizeHint().height() }; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_iconName, m_description;
};

class RecentsModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void setRecents(const QList<RecentRun> &recents);
    const RecentRun &recent(int row) const { return m_recents[row]; }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<RecentRun> m_recents;
};

class RecentsDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    RecentsDelegate(const RecentsModel *model, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const RecentsModel *m_model;
};

} // namespace ckpt
