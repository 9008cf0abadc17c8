// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding in the diagram: asks for hits, lists them, and brings the chosen one into the picture: opens the scopes
// around it, or draws its class for as long as one searches. GUI thread only.
#pragma once

#include "format/graph/nodequery.h"
#include "widgets/diagram/findbar.h"

#include <set>

namespace ckpt {

class DiagramViewPrivate;

class Finder : public QObject {
    Q_OBJECT
public:
    explicit Finder(DiagramViewPrivate &view);

    void open();
    void step(int by); // F3, Shift+F3; opens the line when it is closed
    bool isOpen() const;
    void close();

    // The answer to DiagramView::searchWanted(); of an older question it is ignored.
    void setHits(const QString &text, std::vector<NodeHit> hits);
    void pictureChanged(); // it is on screen
    void graphChanged(); // a new graph, or the same with other classes drawn
    void place();

private:
    void ask(const QString &text);
    FindBar::Row row(int hit) const;
    void choose(int hit);
    void show(ItemId item);

    DiagramViewPrivate &m_view;
    FindBar *m_bar;
    std::vector<NodeHit> m_hits;
    std::set<NodeClass> m_lent; // drawn only for a hit
    std::size_t m_wanted = kNoSearchNode; // shown as soon as its class is drawn
    const void *m_graph = nullptr; // of the hits: the MetaGraph
};

} // namespace ckpt
