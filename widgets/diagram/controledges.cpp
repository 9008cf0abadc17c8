// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/controledges.h"

#include "widgets/common/theme.h"

#include <QLineF>
#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <map>
#include <set>

namespace ckpt {
namespace {

constexpr double kWidth = 1.2, kEnd = 2.8, kBulge = 40, kGrab = 9, kFaint = 0.2;
constexpr int kZ = 1002; // above edges, below cards

// The card that shows each item; None where none does.
std::vector<ItemId> cardsOf(const GraphView &view, const Picture &picture)
{
    std::vector<ItemId> shown(view.items().size(), ItemId::None);
    for (const Picture::Box &box : picture.boxes)
        if (!box.frame && box.missing == 0)
            shown[index(box.id)] = box.id;
    for (const Item &item : view.items()) // parents come before children
        if (shown[index(item.id)] == ItemId::None && item.parent != ItemId::None)
            shown[index(item.id)] = shown[index(item.parent)];
    return shown;
}

// From side to side, away from the edges, which leave and enter in the direction of the flow.
QPainterPath pathBetween(const QRectF &from, const QRectF &to, FlowDirection direction)
{
    if (direction == FlowDirection::LeftRight)
        return QTransform(0, 1, 1, 0, 0, 0).map(pathBetween(transposed(from), transposed(to), FlowDirection::TopDown));
    const bool toRight = to.left() > from.right(), toLeft = to.right() < from.left();
    const QPointF start(toLeft ? from.left() : from.right(), from.center().y());
    const QPointF end(toRight ? to.left() - kEnd : to.right() + kEnd, to.center().y()); // the middle of the circle
    const double out = toLeft ? -kBulge : kBulge, in = toRight ? -kBulge : kBulge;
    QPainterPath path(start);
    path.cubicTo(start + QPointF(out, 0), end + QPointF(in, 0), end);
    return path;
}

} // namespace

std::vector<ControlEdge> controlEdges(const GraphView &view, const Picture &picture)
{
    const std::vector<ItemId> shown = cardsOf(view, picture);
    std::map<ItemId, std::set<ItemId>> sources;
    for (const Item &item : view.items()) {
        const ItemId to = shown[index(item.id)];
        if (to == ItemId::None)
            continue;
        for (const ItemId source : view.controlLinks().next(item.id, ItemLinks::Way::Inputs))
            if (const ItemId from = shown[index(source)]; from != ItemId::None && from != to)
                sources[to].insert(from);
    }
    std::map<ItemId, QRectF> rects;
    for (const Picture::Box &box : picture.boxes)
        if (!box.frame && box.missing == 0)
            rects[box.id] = box.rect;
    std::vector<ControlEdge> edges;
    for (const auto &[to, all] : sources) {
        std::vector<ItemId> nearest(all.begin(), all.end());
        const QPointF here = rects[to].center();
        std::stable_sort(nearest.begin(), nearest.end(), [&](ItemId a, ItemId b) {
            return QLineF(rects[a].center(), here).length() < QLineF(rects[b].center(), here).length();
        });
        const int leftOut = std::max(0, int(nearest.size()) - kMostControlEdges);
        nearest.resize(nearest.size() - std::size_t(leftOut));
        std::sort(nearest.begin(), nearest.end());
        for (const ItemId from : nearest)
            edges.push_back({ from, to, leftOut, pathBetween(rects[from], rects[to], picture.direction) });
    }
    return edges;
}

ControlEdgeItem::ControlEdgeItem(const SceneState &state, ControlEdge edge, const std::pair<QString, QString> &titles)
    : m_state(state)
    , m_edge(std::move(edge))
{
    QString tip = Diagram::tr("“%1” runs before “%2”").arg(titles.first, titles.second);
    if (m_edge.leftOut > 0)
        tip += u'\n' + Diagram::tr("%n more control edge(s) into this card are not drawn", "", m_edge.leftOut);
    setToolTip(tip);
    setZValue(kZ);
}

QRectF ControlEdgeItem::boundingRect() const
{
    return m_edge.path.boundingRect().adjusted(-kEnd - 1, -kEnd - 1, kEnd + 1, kEnd + 1);
}

QPainterPath ControlEdgeItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(kGrab);
    return stroker.createStroke(m_edge.path);
}

void ControlEdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *widget)
{
    const Colors &c = colorsOf(m_state, widget);
    if (m_state.isFaint(m_edge.from) || m_state.isFaint(m_edge.to))
        painter->setOpacity(painter->opacity() * kFaint);
    const bool lit = m_state.isMarked(m_edge.from) || m_state.isMarked(m_edge.to);
    const QColor color = lit ? c.accent : c.edge;
    QPen pen(color, lit ? 1.8 : kWidth, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({ 4 / pen.widthF(), 3 / pen.widthF() });
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(m_edge.path);
    painter->setPen(QPen(color, kWidth));
    painter->setBrush(c.canvas); // an open circle instead of an arrow: nothing flows
    painter->drawEllipse(m_edge.path.currentPosition(), kEnd, kEnd);
}

} // namespace ckpt
