// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line over the picture in which one looks for nodes, and the list of what was found. Knows nothing of graphs.
// Keyboard: Return and Shift+Return walk through the hits, Down goes into the list, Escape closes.
#pragma once

#include <QFrame>

#include <functional>

class QAbstractListModel;
class QLabel;
class QLineEdit;
class QListView;
class QToolButton;

namespace ckpt {

class FindBar : public QFrame { // objectName "findBar"
    Q_OBJECT
public:
    struct Row {
        QString name, remark; // "conv1/Conv2D", "Conv2D · hidden: gradients"
        bool faint = false; // not in the picture
    };

    explicit FindBar(QWidget *parent);

    void open(); // shows itself with the text selected
    QString text() const;
    // `row` is asked for what is on screen only. The first hit is current, but not chosen.
    void setHits(int count, std::function<Row(int)> row);
    void setRows(int count); // the same hits, some may be gone or look different
    void setError(const QString &sentence);
    void setWaiting(); // for an answer that takes long
    int current() const; // -1: none
    void step(int by); // to the hit before or after, round at the ends, and chooses it
    // Fits into a canvas of this size, at its top.
    void place(const QSize &canvas);

Q_SIGNALS:
    void textChanged(const QString &text);
    void chosen(int hit);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override; // keys of the line
    void changeEvent(QEvent *event) override;

private:
    void showState(const QString &text, bool wrong);
    void choose(int hit);
    void restyle();

    QLineEdit *m_line;
    QLabel *m_state;
    QToolButton *m_before, *m_after, *m_close;
    QListView *m_list;
    class Model;
    Model *m_model;
    QSize m_canvas;
    bool m_stepped = false; // the current hit has been chosen
};

} // namespace ckpt
