// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A diagram with all its positions, as a value: what pictures and documents of it are made from. From the view on
// screen (DiagramView::arranged()), or arranged here without one.
#pragma once

#include "widgets/diagram/arranger.h"
#include "widgets/diagram/cardtints.h"
#include "widgets/diagram/diagramlook.h"

#include <memory>
#include <optional>
#include <set>

namespace ckpt {

// Why some part was arranged by linearLayout(): a word for programs, and two sentences.
struct SimpleLayout {
    QString key; // "missing", "crashed", "too slow", "bad reply", "refused", "stopped", "too large"
    QString what, why;
};
SimpleLayout simpleLayout(LayoutClient::Reason reason, int signalNumber, const QString &program);

struct ArrangedDiagram {
    std::shared_ptr<CardTexts> texts; // and through it the graph
    VisibleTree tree;
    Picture picture;
    std::optional<SimpleLayout> simple; // not set: all of it by Graphviz
    DiagramLook look;
    std::shared_ptr<const ValueNumbers> numbers; // for colours of values; may be null
    ItemId focus = ItemId::None; // only the surroundings of this item are there
    const GraphView &view() const { return *texts->view(); }
};

// One diagram, arranged in the background of the event loop. GUI thread only.
class DiagramArrangement : public QObject {
    Q_OBJECT
public:
    // `open` as visibleTree() takes it. Columns are chosen as for the window at its usual size.
    DiagramArrangement(std::shared_ptr<const GraphView> view, const std::set<ItemId> &open, QObject *parent = nullptr);

    // As DiagramView::setHelperProgram() and LayoutClient::setTimeLimits(); before start().
    void setHelperProgram(const QString &path) { m_client.setProgram(path); }
    void setTimeLimits(int request, int largeGraph) { m_client.setTimeLimits(request, largeGraph); }

    void setLook(const DiagramLook &look); // before start()
    void setNumbers(std::shared_ptr<const ValueNumbers> numbers) { m_result.numbers = std::move(numbers); }
    // Before start(): only what neighbourhood() finds around this item, which is visible when `open` is open.
    void setFocus(ItemId centre) { m_result.focus = centre; }

    void start(); // done() follows
    const ArrangedDiagram &result() const { return m_result; } // after done()

Q_SIGNALS:
    void done();

private:
    LayoutClient m_client;
    Arranger m_arranger;
    std::set<ItemId> m_open;
    ArrangedDiagram m_result;
};

// Set where linearLayout() had to do with scopes that are too large for Graphviz from the start.
std::optional<SimpleLayout> tooLargeForGraphviz(const VisibleTree &tree);

} // namespace ckpt
