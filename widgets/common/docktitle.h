// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Title bar of a dock: bold title (the dock's windowTitle), grey context, the dock's own tools, close. Dragging moves
// and a double-click floats the dock, as QDockWidget does it. Tools take no focus by clicking.
#pragma once

#include <QWidget>

class QAction;
class QBoxLayout;
class QDockWidget;
class QLabel;
class QToolButton;

namespace ckpt {

class ElidingLabel;

class DockTitle : public QWidget {
    Q_OBJECT
public:
    // Becomes the title bar of `dock` and belongs to it.
    explicit DockTitle(QDockWidget *dock);

    void setContext(const QString &text); // "35 of 35"; the first thing that elides
    QString context() const;
    // A tool with icon only (or text, when the action has no icon), in order of adding.
    QToolButton *addTool(QAction *action);
    void addWidget(QWidget *widget); // takes it over

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void restyle();

    QLabel *m_title;
    ElidingLabel *m_context;
    QBoxLayout *m_tools;
    QToolButton *m_close;
};

} // namespace ckpt
