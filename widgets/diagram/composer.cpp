// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/composer.h"

#include "widgets/diagram/columns.h"

#include <QLineF>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace ckpt {
namespace {

constexpr double kPortWidth = 8.6, kPortHeight = 3, kCorner = 6;

QPointF toPoint(const LayoutPoint &point)
{
    return { point.x, point.y };
}

std::vector<double> positions(const std::vector<QPointF> &ports)
{
    std::vector<double> result;
    for (const QPointF &port : ports)
        result.push_back(port.x());
    return result;
}

// Ports of the table that stands for a frame have to ascend; dot does not promise that for the nodes inside.
std::vector<int> ascending(const std::vector<double> &values)
{
    std::vector<int> order(values.size()), place(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        order[i] = int(i);
    std::stable_sort(
        order.begin(), order.end(), [&](int a, int b) { return values[std::size_t(a)] < values[std::size_t(b)]; });
    for (std::size_t i = 0; i < order.size(); ++i)
        place[std::size_t(order[i])] = int(i);
    return place;
}

LayoutGraph graphOf(const OpenScope &scope, const ComposeSettings &settings, const std::vector<ScopeShape> &shapes)
{
    LayoutGraph graph;
    std::vector<std::vector<int>> inPlace(scope.nodes.size()), outPlace(scope.nodes.size());
    for (std::size_t i = 0; i < scope.nodes.size(); ++i) {
        LayoutNode node;
        if (const int inner = scope.nodes[i].scope; inner >= 0) {
            const ScopeShape &shape = shapes[std::size_t(inner)];
            node.width = shape.size.width();
            node.height = shape.size.height();
            node.inPorts = positions(shape.entries);
            node.outPorts = positions(shape.exits);
            inPlace[i] = ascending(node.inPorts);
            outPlace[i] = ascending(node.outPorts);
            std::sort(node.inPorts.begin(), node.inPorts.end());
            std::sort(node.outPorts.begin(), node.outPorts.end());
        } else {
            QSizeF size = settings.cardSize(scope.nodes[i]);
            if (settings.direction == FlowDirection::LeftRight)
                size.transpose();
            node.width = size.width();
            node.height = size.height();
        }
        graph.nodes.push_back(std::move(node));
    }
    for (int i = 0; i < scope.entries + scope.exits; ++i)
        graph.nodes.push_back(
            { kPortWidth, kPortHeight, i < scope.entries ? LayoutRank::Entry : LayoutRank::Exit, {}, {} });
    for (const Segment &segment : scope.segments) {
        LayoutEdge edge;
        edge.from = std::uint32_t(segment.from);
        edge.to = std::uint32_t(segment.to);
        if (segment.fromPort >= 0)
            edge.fromPort = outPlace[std::size_t(segment.from)][std::size_t(segment.fromPort)];
        if (segment.toPort >= 0)
            edge.toPort = inPlace[std::size_t(segment.to)][std::size_t(segment.toPort)];
        edge.constraint = !segment.loop;
        graph.edges.push_back(edge);
    }
    graph.effort = graph.nodes.size() > LayoutClient::kMaxFullNodes ? LayoutEffort::Reduced : LayoutEffort::Full;
    return graph;
}

void moveStart(LayoutPath &path, const LayoutPoint &to)
{
    const double dx = to.x - path.points.front().x, dy = to.y - path.points.front().y;
    path.points.front() = to;
    if (path.curved && path.points.size() > 1) {
        path.points[1].x += dx;
        path.points[1].y += dy;
    }
}

void moveEnd(LayoutPath &path, const LayoutPoint &to)
{
    std::reverse(path.points.begin(), path.points.end());
    moveStart(path, to);
    std::reverse(path.points.begin(), path.points.end());
}

// The nearest point of the border, for ends that stop short of it or lie inside.
LayoutPoint onBorder(const QRectF &rect, const LayoutPoint &point)
{
    LayoutPoint result{ std::clamp(point.x, rect.left(), rect.right()),
        std::clamp(point.y, rect.top(), rect.bottom()) };
    const double left = result.x - rect.left(), right = rect.right() - result.x, up = result.y - rect.top(),
                 down = rect.bottom() - result.y;
    const double nearest = std::min({ left, right, up, down });
    if (nearest == up)
        result.y = rect.top();
    else if (nearest == down)
        result.y = rect.bottom();
    else if (nearest == left)
        result.x = rect.left();
    else
        result.x = rect.right();
    return result;
}

// Makes the ends lie exactly where the neighbouring pieces or the border of the card are.
void fixEnds(LayoutPath &path, const Segment &segment, const OpenScope &scope, const ScopeShape &shape,
    const std::vector<ScopeShape> &shapes)
{
    const int cards = int(scope.nodes.size());
    const auto box = [&](int node) {
        if (node < cards)
            return shape.nodes[std::size_t(node)];
        const QPointF port = node < cards + scope.entries ? shape.entries[std::size_t(node - cards)]
                                                          : shape.exits[std::size_t(node - cards - scope.entries)];
        return QRectF(port.x(), port.y(), 0, 0);
    };
    const QRectF from = box(segment.from), to = box(segment.to);
    if (path.points.size() < 2)
        path = { false, { { from.center().x(), from.bottom() }, { to.center().x(), to.top() } } };
    LayoutPoint start = onBorder(from, path.points.front()), end = onBorder(to, path.points.back());
    if (segment.fromPort >= 0) {
        const ScopeShape &inner = shapes[std::size_t(scope.nodes[std::size_t(segment.from)].scope)];
        start = { from.left() + inner.exits[std::size_t(segment.fromPort)].x(), from.bottom() };
    }
    if (segment.toPort >= 0) {
        const ScopeShape &inner = shapes[std::size_t(scope.nodes[std::size_t(segment.to)].scope)];
        end = { to.left() + inner.entries[std::size_t(segment.toPort)].x(), to.top() };
    }
    moveStart(path, start);
    moveEnd(path, end);
}

// The margins of a scope in the coordinates of the flow; the root has no title.
FrameMetrics marginsOf(const OpenScope &scope, const ComposeSettings &settings)
{
    FrameMetrics frame = settings.frame;
    if (scope.parent < 0)
        frame.top = frame.bottom;
    if (settings.direction == FlowDirection::LeftRight)
        return { frame.top, frame.bottom, frame.left, frame.right };
    return frame;
}

ScopeShape shapeOf(const OpenScope &scope, const LayoutGraph &graph, const GraphLayout &layout,
    const ComposeSettings &settings, const std::vector<ScopeShape> &shapes)
{
    ScopeShape shape;
    const FrameMetrics frame = marginsOf(scope, settings);
    const double title = scope.parent < 0 ? 0 : settings.titleWidth(scope.id);
    const bool across = settings.direction == FlowDirection::LeftRight;
    const QSizeF inner(std::max(layout.width, across ? 0 : title), std::max(layout.height, across ? title : 0));
    const double offset = frame.left + (inner.width() - layout.width) / 2,
                 top = frame.top + (inner.height() - layout.height) / 2;
    shape.size = inner + QSizeF(frame.left + frame.right, frame.top + frame.bottom);
    const auto moved = [&](const LayoutPoint &point) { return QPointF(point.x + offset, point.y + top); };
    for (std::size_t i = 0; i < layout.centres.size(); ++i) {
        const LayoutNode &node = graph.nodes[i];
        const QPointF centre = moved(layout.centres[i]);
        if (node.rank == LayoutRank::Entry)
            shape.entries.push_back(centre);
        else if (node.rank == LayoutRank::Exit)
            shape.exits.push_back(centre);
        else
            shape.nodes.emplace_back(
                centre.x() - node.width / 2, centre.y() - node.height / 2, node.width, node.height);
    }
    for (std::size_t i = 0; i < layout.paths.size(); ++i) {
        LayoutPath path = layout.paths[i];
        for (LayoutPoint &point : path.points)
            point = { point.x + offset, point.y + top };
        fixEnds(path, scope.segments[i], scope, shape, shapes);
        shape.segments.push_back(std::move(path));
    }
    return shape;
}

void append(QPainterPath &path, const LayoutPath &piece, const QPointF &offset)
{
    const auto at = [&](std::size_t i) { return toPoint(piece.points[i]) + offset; };
    if (path.isEmpty())
        path.moveTo(at(0));
    else
        path.lineTo(at(0));
    if (piece.curved) {
        for (std::size_t i = 1; i + 2 < piece.points.size(); i += 3)
            path.cubicTo(at(i), at(i + 1), at(i + 2));
        return;
    }
    for (std::size_t i = 1; i + 1 < piece.points.size(); ++i) {
        const QLineF in(at(i), at(i - 1)), out(at(i), at(i + 1));
        const double radius = std::min({ kCorner, in.length() / 2, out.length() / 2 });
        if (radius < 0.5) {
            path.lineTo(at(i));
            continue;
        }
        path.lineTo(in.pointAt(radius / in.length()));
        path.quadTo(at(i), out.pointAt(radius / out.length()));
    }
    path.lineTo(at(piece.points.size() - 1));
}

} // namespace

static void transpose(Picture &picture)
{
    const QTransform exchange(0, 1, 1, 0, 0, 0);
    picture.size.transpose();
    for (Picture::Box &box : picture.boxes)
        box.rect = transposed(box.rect);
    for (Picture::Line &line : picture.lines)
        line.path = exchange.map(line.path);
}

bool Composition::simple() const
{
    return std::any_of(shapes.begin(), shapes.end(), [](const ScopeShape &shape) { return shape.simple; });
}

Composition compose(const VisibleTree &tree, const ComposeSettings &settings, const FindLayout &find)
{
    Composition result;
    result.shapes.resize(tree.scopes.size());
    std::vector<bool> ready(tree.scopes.size());
    for (std::size_t i = tree.scopes.size(); i-- > 0;) {
        const OpenScope &scope = tree.scopes[i];
        const bool innerReady = std::all_of(scope.nodes.begin(), scope.nodes.end(),
            [&](const VisibleNode &node) { return node.scope < 0 || ready[std::size_t(node.scope)]; });
        if (!innerReady)
            continue;
        LayoutGraph graph = graphOf(scope, settings, result.shapes);
        const auto arranged = find(graph);
        if (!arranged) {
            result.missing.push_back(std::move(graph));
            continue;
        }
        ScopeShape &shape = result.shapes[i] = shapeOf(scope, graph, arranged->layout, settings, result.shapes);
        shape.simple = arranged->simple;
        const FrameMetrics margins = marginsOf(scope, settings);
        packParts(shape, scope, margins);
        if (const auto columns = settings.columns.find(int(i)); columns != settings.columns.end())
            breakIntoColumns(shape, scope, margins, columns->second);
        if (scope.parent >= 0) {
            const double least = settings.titleWidth(scope.id) + settings.frame.left + settings.frame.right;
            if (settings.direction == FlowDirection::LeftRight)
                shape.size.setHeight(std::max(shape.size.height(), least));
            else
                shape.size.setWidth(std::max(shape.size.width(), least));
        }
        ready[i] = true;
    }
    return result;
}

Picture picture(const VisibleTree &tree, const Composition &composition, FlowDirection direction)
{
    Picture result;
    result.direction = direction;
    result.size = composition.size();
    result.simple = composition.simple();
    std::vector<QPointF> origin(tree.scopes.size());
    for (std::size_t i = 0; i < tree.scopes.size(); ++i) {
        const OpenScope &scope = tree.scopes[i];
        const ScopeShape &shape = composition.shapes[i];
        for (std::size_t j = 0; j < scope.nodes.size(); ++j) {
            const VisibleNode &node = scope.nodes[j];
            const QRectF rect = shape.nodes[j].translated(origin[i]);
            if (node.scope >= 0)
                origin[std::size_t(node.scope)] = rect.topLeft();
            result.boxes.push_back({ node.id, rect, node.scope >= 0, scope.depth, node.missing });
        }
    }
    for (std::size_t i = 0; i < tree.edges.size(); ++i) {
        Picture::Line line{ int(i), {} };
        for (const auto &[scopeIndex, segmentIndex] : tree.edges[i].pieces) {
            const OpenScope &scope = tree.scopes[std::size_t(scopeIndex)];
            const ScopeShape &shape = composition.shapes[std::size_t(scopeIndex)];
            const Segment &segment = scope.segments[std::size_t(segmentIndex)];
            const QPointF offset = origin[std::size_t(scopeIndex)];
            append(line.path, shape.segments[std::size_t(segmentIndex)], offset);
            if (segment.to >= int(scope.nodes.size()) + scope.entries) // through the frame, straight down
                line.path.lineTo(QPointF(line.path.currentPosition().x(), offset.y() + shape.size.height()));
        }
        result.lines.push_back(std::move(line));
    }
    if (direction == FlowDirection::LeftRight)
        transpose(result);
    return result;
}

} // namespace ckpt
