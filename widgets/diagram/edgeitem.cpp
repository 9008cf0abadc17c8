// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/edgeitem.h"

#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/common/theme.h"

#include <QLineF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <cmath>
#include <vector>

namespace ckpt {
namespace {

constexpr double kThin = 1.2, kThick = 4, kHead = 8, kFaint = 0.2, kGrab = 9;
constexpr double kPiece = 4096; // longest part of an edge that is drawn as a whole

// 1.2 for 64 elements and fewer, 4 for 16 million and more.
double lineWidth(double elements)
{
    if (elements <= 0)
        return kThin;
    return kThin + (kThick - kThin) * std::clamp((std::log2(elements) - 6) / 18, 0.0, 1.0);
}

QPointF elementAt(const QPainterPath &path, int index)
{
    const QPainterPath::Element element = path.elementAt(index);
    return { element.x, element.y };
}

// Unit vector of the direction in which the path ends.
QPointF endDirection(const QPainterPath &path)
{
    const QPointF end = path.currentPosition();
    for (int i = path.elementCount() - 2; i >= 0; --i) {
        const QLineF line(elementAt(path, i), end);
        if (line.length() > 0.5)
            return (line.p2() - line.p1()) / line.length();
    }
    return { 0, 1 };
}

// Of a path its curves that touch `sight`, long ones cut. The raster engine takes 20 ms for the outline of a line over
// 100,000 pixels, however little of it is seen. Dashes begin anew with each piece, so that they stay where they are.
QPainterPath partInSight(const QPainterPath &path, const QRectF &sight, bool dashed)
{
    struct Curve {
        QPointF a, b, c, d;
    };
    QPainterPath part;
    std::vector<Curve> work;
    const auto take = [&](const Curve &curve) {
        const auto [left, right] = std::minmax({ curve.a.x(), curve.b.x(), curve.c.x(), curve.d.x() });
        const auto [top, bottom] = std::minmax({ curve.a.y(), curve.b.y(), curve.c.y(), curve.d.y() });
        if (left > sight.right() || right < sight.left() || top > sight.bottom() || bottom < sight.top())
            return;
        if (std::max(right - left, bottom - top) > kPiece) {
            const QPointF ab = (curve.a + curve.b) / 2, bc = (curve.b + curve.c) / 2, cd = (curve.c + curve.d) / 2;
            const QPointF abc = (ab + bc) / 2, bcd = (bc + cd) / 2, middle = (abc + bcd) / 2;
            work.push_back({ middle, bcd, cd, curve.d });
            work.push_back({ curve.a, ab, abc, middle });
            return;
        }
        if (dashed || part.elementCount() == 0 || part.currentPosition() != curve.a)
            part.moveTo(curve.a);
        part.cubicTo(curve.b, curve.c, curve.d);
    };
    QPointF at;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPointF from = at;
        at = elementAt(path, i);
        if (path.elementAt(i).isMoveTo())
            continue;
        if (path.elementAt(i).isLineTo()) {
            work.push_back({ from, from + (at - from) / 3, from + (at - from) * 2 / 3, at });
        } else {
            work.push_back({ from, at, elementAt(path, i + 1), elementAt(path, i + 2) });
            i += 2; // its other points
            at = elementAt(path, i);
        }
        while (!work.empty()) {
            const Curve curve = work.back();
            work.pop_back();
            take(curve);
        }
    }
    return part;
}

} // namespace

EdgeItem::EdgeItem(const SceneState &state, const ViewEdge &edge, const QPainterPath &path)
    : m_state(state)
    , m_edge(edge)
    , m_path(path)
    , m_line(path)
    , m_width(lineWidth(edge.elements))
{
    const QPointF end = path.currentPosition(), along = endDirection(path), across(-along.y(), along.x());
    const double length = kHead + m_width, half = 0.42 * length;
    m_head << end << end - along * length + across * half << end - along * length - across * half;
    if (const int last = m_line.elementCount() - 1; last > 0) {
        const QPointF shortened = end - along * (length - 1);
        m_line.setElementPositionAt(last, shortened.x(), shortened.y());
    }
    const double margin = length + 1;
    m_bounds = m_path.controlPointRect().adjusted(-margin, -margin, margin, margin);
    setFlag(ItemUsesExtendedStyleOption, std::max(m_bounds.width(), m_bounds.height()) > kPiece); // what is in sight
    if (edge.inferred)
        setToolTip(
            Diagram::tr("Inferred: %1 outputs fit %2 inputs").arg(formatCount(edge.outputs), formatCount(edge.inputs)));
    else if (edge.tensors > 1 || !edge.label.empty())
        setToolTip(edge.label.empty() ? Diagram::tr("%n tensor(s)", "", int(edge.tensors)) : graphParts(edge.label));
    setZValue(1000);
}

QPainterPath EdgeItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(std::max(kGrab, m_width));
    return stroker.createStroke(m_path);
}

bool EdgeItem::isLit() const
{
    return m_state.isMarked(m_edge.from) || m_state.isMarked(m_edge.to) || m_state.hovered == m_edge.from
        || m_state.hovered == m_edge.to || (m_state.hoveredSource == m_edge.from && m_state.hoveredTarget == m_edge.to);
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    const Colors &c = colorsOf(m_state, widget);
    const bool lit = isLit();
    if (m_state.isFaint(m_edge.from) || m_state.isFaint(m_edge.to))
        painter->setOpacity(painter->opacity() * kFaint);
    QColor color = c.edge;
    if (m_edge.loop)
        color = categoryColors(Category::Recurrent, c.dark).stripe;
    if (lit)
        color = c.accent;
    QPen pen(color, lit ? std::max(m_width, 1.8) : m_width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (m_edge.loop)
        pen.setDashPattern({ 5 / pen.widthF(), 3 / pen.widthF() });
    else if (m_edge.inferred)
        pen.setDashPattern({ 1.5 / pen.widthF(), 2.5 / pen.widthF() });
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    const bool cut = !m_state.print && flags().testFlag(ItemUsesExtendedStyleOption);
    const QRectF sight = option->exposedRect.adjusted(-kGrab, -kGrab, kGrab, kGrab);
    painter->drawPath(cut ? partInSight(m_line, sight, m_edge.loop || m_edge.inferred) : m_line);
    if (detailOf(m_state, *painter) < lod::kTitle)
        return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPolygon(m_head);
}

QSizeF EdgeLabelItem::size(const QString &text, const CardFonts &fonts)
{
    return { fonts.labelMetrics.horizontalAdvance(text) + 6, std::ceil(fonts.labelMetrics.height()) };
}

void EdgeLabelItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *widget)
{
    if (detailOf(m_state, *painter) < lod::kTwoLines)
        return;
    const Colors &c = colorsOf(m_state, widget);
    if (m_state.isFaint(m_source))
        painter->setOpacity(painter->opacity() * kFaint);
    QColor plate = c.canvas;
    plate.setAlphaF(0.85F);
    painter->setPen(Qt::NoPen);
    painter->setBrush(plate);
    painter->drawRoundedRect(m_rect, 2, 2);
    painter->setPen(m_state.isMarked(m_source) ? c.accent : c.sub);
    painter->setFont(m_fonts.label);
    painter->drawText(m_rect, Qt::AlignCenter | Qt::TextSingleLine, m_text);
}

} // namespace ckpt
