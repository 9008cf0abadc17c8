// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the layouts of single scopes together: bottom up, the frame of an inner scope is a node of the outer one, and
// the pieces of an edge meet exactly at the ports. Pure functions over positions; the layouts come from whoever is
// asked.
#pragma once

#include "widgets/diagram/diagramlook.h"
#include "widgets/diagram/layoutclient.h"
#include "widgets/diagram/visibletree.h"

#include <QPainterPath>
#include <QRectF>

#include <functional>

namespace ckpt {

// One scope with its frame around it, top left at 0, 0. All of this is in the coordinates of the flow, in which it goes
// downwards: a picture from left to right is arranged with both axes exchanged, and only picture() changes them back.
struct ScopeShape {
    QSizeF size;
    std::vector<QRectF> nodes;
    std::vector<QPointF> entries, exits; // ports inside; straight lines lead from them to the frame
    std::vector<LayoutPath> segments; // as OpenScope::segments; never empty
    int crossings = -1; // sources whose edges go from one column to another; -1: one column
    bool simple = false;
};

struct FrameMetrics {
    double left = 14, right = 14, top = 24, bottom = 8; // top holds the title
};

struct ComposeSettings {
    // These are as on screen, whatever the direction.
    std::function<QSizeF(const VisibleNode &)> cardSize; // of closed nodes
    std::function<double(ItemId)> titleWidth; // least inner width of a frame
    FrameMetrics frame;
    std::map<int, int> columns; // scope to number of columns; 1 where it says nothing
    FlowDirection direction = FlowDirection::TopDown;
};

struct Composition {
    std::vector<ScopeShape> shapes; // one per scope; valid if nothing is missing
    std::vector<LayoutGraph> missing; // layouts to ask for before composing again
    bool complete() const { return missing.empty(); }
    bool simple() const;
    QSizeF size() const { return shapes.empty() ? QSizeF() : shapes.front().size; }
};

using FindLayout = std::function<std::shared_ptr<const ArrangedGraph>(const LayoutGraph &)>;
Composition compose(const VisibleTree &tree, const ComposeSettings &settings, const FindLayout &find);

// The whole picture in scene coordinates, the root's top left at 0, 0.
struct Picture {
    struct Box {
        ItemId id = ItemId::None;
        QRectF rect;
        bool frame = false;
        int depth = 0;
        int missing = 0;
    };
    struct Line {
        int edge = 0; // of VisibleTree::edges
        QPainterPath path;
    };
    std::vector<Box> boxes; // parents before children
    std::vector<Line> lines;
    QSizeF size;
    bool simple = false;
    FlowDirection direction = FlowDirection::TopDown;
};
Picture picture(
    const VisibleTree &tree, const Composition &composition, FlowDirection direction = FlowDirection::TopDown);

// Exchanges the axes.
inline QRectF transposed(const QRectF &rect)
{
    return { rect.y(), rect.x(), rect.height(), rect.width() };
}

} // namespace ckpt
