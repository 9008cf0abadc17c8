// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The buttons in the head of the diagram that say which graph of the file is drawn and what of it, and whose menus have
// the others. Each is there only when there is a choice. GUI thread only.
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
    bool hasChoice() const; // of what is drawn of the graph
    void open(); // that menu; returns when it is closed

Q_SIGNALS:
    void chosen(const ckpt::DrawnPart &part);
    void tagsChosen(const std::vector<std::string> &tags);

private:
    void showPart();
    void showTags();
    void fill();
    void fillFunctions(QMenu *menu);
    void fillGraphs();
    void addPart(QMenu *menu, const DrawnPart &part, const QString &text, const QString &toolTip);

    QToolButton *m_graphs, *m_button; // objectNames "graphButton", "drawnButton"
    QMenu *m_menu; // of m_button
    std::shared_ptr<const GraphView> m_graph;
};

// A sentence.
QString drawnText(const GraphView &graph);
// "train, cpu"; "no tags".
QString tagsText(const std::vector<std::string> &tags);

} // namespace ckpt
