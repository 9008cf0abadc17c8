// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Run dock: the steps of a training run, newest first, with the shown one marked. objectName "runView". GUI thread
// only.
#pragma once

#include "format/checkpoint/run.h"

#include <QWidget>

class QModelIndex;
class QTreeView;

namespace ckpt {

class RunModel;

class RunView : public QWidget {
    Q_OBJECT
public:
    explicit RunView(QWidget *parent = nullptr);

    // Copies what it shows. Nothing is marked as shown until setShown().
    void setRun(const Run &run);
    void clear();
    // Index into Run::checkpoints of the one that the window shows; -1: none.
    void setShown(int checkpoint);
    int shown() const;
    QString headText() const; // "6 steps", for the dock's context

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void stepActivated(int checkpoint); // index into Run::checkpoints
    void graphFileActivated(const QString &path); // a graph without a checkpoint
    void subRunActivated(const QString &directory); // a directory below that holds checkpoints

protected:
    void changeEvent(QEvent *event) override;

private:
    void activate(const QModelIndex &index);
    void showMenu(const QPoint &position);

    RunModel *m_model;
    QTreeView *m_tree;
};

} // namespace ckpt
