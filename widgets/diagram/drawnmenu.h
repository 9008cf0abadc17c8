// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The button in the head of the diagram that says which part of the graph file is drawn, and whose menu has the others.
// There only when there is a choice. GUI thread only.
#pragma once

#include "format/graph/graphview.h"

#include <QObject>

class QMenu;
class QToolButton;

namespace ckpt {

class DiagramHead;

class DrawnMenu : public QObject {
    Q_OBJECT
public:
    explicit DrawnMenu(DiagramHead *head);
    void setGraph(std::shared_ptr<const GraphView> graph); // null: nothing to choose
    bool hasChoice() const;
    void open(); // returns when the menu is closed

Q_SIGNALS:
    void chosen(const ckpt::DrawnPart &part);

private:
    void fill();
    void addPart(const DrawnPart &part, const QString &text, const QString &toolTip);

    QToolButton *m_button; // objectName "drawnButton"
    QMenu *m_menu;
    std::shared_ptr<const GraphView> m_graph;
};

} // namespace ckpt
