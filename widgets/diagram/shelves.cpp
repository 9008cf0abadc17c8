// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/columns.h"

#include <algorithm>
#include <numeric>

namespace ckpt {
namespace {

constexpr double kShelfWidth = 572, kGap = 22, kWideScope = 600;

struct Part {
    std::vector<int> nodes;
    QRectF bounds;
    QPointF offset;
};

std::vector<int> roots(const ScopeShape &shape, const OpenScope &scope)
{
    std::vector<int> root(shape.nodes.size());
    std::iota(root.begin(), root.end(), 0);
    const auto find = [&root](int node) {
        while (root[std::size_t(node)] != node)
            node = root[std::size_t(node)] = root[std::size_t(root[std::size_t(node)])];
        return node;
    };
    for (const Segment &segment : scope.segments)
        root[std::size_t(find(segment.from))] = find(segment.to);
    for (std::size_t i = 0; i < root.size(); ++i)
        root[i] = find(int(i));
    return root;
}

void unite(QRectF &bounds, const LayoutPoint &point)
{
    bounds.setCoords(std::min(bounds.left(), point.x), std::min(bounds.top(), point.y),
        std::max(bounds.right(), point.x), std::max(bounds.bottom(), point.y));
}

std::vector<Part> parts(const ScopeShape &shape, const OpenScope &scope, std::vector<int> &partOf)
{
    const std::vector<int> root = roots(shape, scope);
    std::map<int, std::size_t> known;
    std::vector<Part> result;
    for (std::size_t i = 0; i < root.size(); ++i) {
        const auto [place, added] = known.try_emplace(root[i], result.size());
        if (added)
            result.push_back({ {}, shape.nodes[i], {} });
        Part &part = result[place->second];
        part.nodes.push_back(int(i));
        part.bounds = part.bounds.united(shape.nodes[i]);
        partOf.push_back(int(place->second));
    }
    for (std::size_t i = 0; i < shape.segments.size(); ++i)
        for (const LayoutPoint &point : shape.segments[i].points)
            unite(result[std::size_t(partOf[std::size_t(scope.segments[i].from)])].bounds, point);
    return result;
}

// Left to right, top to bottom: what has edges first, the tallest ahead, then single cards in their order.
QSizeF shelve(std::vector<Part> &parts, double left, double top)
{
    std::vector<Part *> order;
    double width = kShelfWidth;
    for (Part &part : parts) {
        order.push_back(&part);
        width = std::max(width, part.bounds.width());
    }
    const auto height = [](const Part *part) { return part->nodes.size() > 1 ? part->bounds.height() : 0; };
    std::stable_sort(order.begin(), order.end(), [&](const Part *a, const Part *b) { return height(a) > height(b); });
    double x = left, y = top, row = 0, right = 0;
    for (Part *part : order) {
        if (x > left && x + part->bounds.width() > left + width) {
            x = left;
            y += row + kGap;
            row = 0;
        }
        part->offset = QPointF(x, y) - part->bounds.topLeft();
        x += part->bounds.width() + kGap;
        row = std::max(row, part->bounds.height());
        right = std::max(right, x - kGap);
    }
    return { right, y + row };
}

} // namespace

void packParts(ScopeShape &shape, const OpenScope &scope, const FrameMetrics &frame)
{
    if (scope.entries > 0 || scope.exits > 0 || shape.size.width() <= kWideScope || shape.nodes.size() < 2)
        return;
    std::vector<int> partOf;
    std::vector<Part> all = parts(shape, scope, partOf);
    if (all.size() < 2)
        return;
    const QSizeF used = shelve(all, frame.left, frame.top);
    shape.size = QSizeF(used.width() + frame.right, used.height() + frame.bottom);
    for (std::size_t i = 0; i < shape.nodes.size(); ++i)
        shape.nodes[i].translate(all[std::size_t(partOf[i])].offset);
    for (std::size_t i = 0; i < shape.segments.size(); ++i) {
        const QPointF offset = all[std::size_t(partOf[std::size_t(scope.segments[i].from)])].offset;
        for (LayoutPoint &point : shape.segments[i].points)
            point = { point.x + offset.x(), point.y + offset.y() };
    }
}

} // namespace ckpt
