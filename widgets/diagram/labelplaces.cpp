// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/labelplaces.h"

#include <QLineF>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace ckpt {
namespace {

constexpr double kBoxSquare = 200, kLineSquare = 64;
constexpr double kBeside = 4, kBelow = 3; // from the line, from the point of it
constexpr std::array kSteps{ 0, 8, 16, 26, 38, 52 }; // along the line
constexpr double kHeadRoom = 8; // the arrow head stays free

template <typename Action>
void forEachSquare(const QRectF &rect, double side, Action action)
{
    for (int x = int(std::floor(rect.left() / side)); x <= int(std::floor(rect.right() / side)); ++x)
        for (int y = int(std::floor(rect.top() / side)); y <= int(std::floor(rect.bottom() / side)); ++y)
            action(std::int64_t{ x } * (std::int64_t{ 1 } << 32) + y);
}

// Clips the line to the rectangle, side by side (Liang and Barsky).
bool crosses(const QLineF &line, const QRectF &rect)
{
    double from = 0, to = 1;
    const auto clip = [&](double direction, double distance) {
        if (direction == 0)
            return distance >= 0;
        const double at = distance / direction;
        (direction < 0 ? from : to) = direction < 0 ? std::max(from, at) : std::min(to, at);
        return from <= to;
    };
    return clip(-line.dx(), line.x1() - rect.left()) && clip(line.dx(), rect.right() - line.x1())
        && clip(-line.dy(), line.y1() - rect.top()) && clip(line.dy(), rect.bottom() - line.y1());
}

QPolygonF flat(const QPainterPath &path)
{
    const QList<QPolygonF> polygons = path.toSubpathPolygons();
    return polygons.isEmpty() ? QPolygonF() : polygons.front();
}

} // namespace

void LabelPlaces::addBox(const QRectF &box)
{
    forEachSquare(box, kBoxSquare, [&](std::int64_t square) { m_boxes[square].push_back(box); });
}

void LabelPlaces::addLine(const QPainterPath &path, int source)
{
    const QPolygonF points = flat(path);
    for (qsizetype i = 1; i < points.size(); ++i) {
        const QLineF whole(points[i - 1], points[i]);
        const int pieces = std::max(1, int(std::ceil(whole.length() / kLineSquare)));
        for (int k = 0; k < pieces; ++k) {
            const QLineF piece(whole.pointAt(double(k) / pieces), whole.pointAt(double(k + 1) / pieces));
            forEachSquare(QRectF(piece.p1(), piece.p2()).normalized(), kLineSquare, [&](std::int64_t square) {
                m_lines[square].push_back({ piece, source });
            });
        }
    }
}

bool LabelPlaces::touchesBox(const QRectF &place) const
{
    bool found = false;
    forEachSquare(place, kBoxSquare, [&](std::int64_t square) {
        const auto boxes = m_boxes.find(square);
        found = found
            || (boxes != m_boxes.end()
                && std::any_of(boxes->second.begin(), boxes->second.end(),
                    [&](const QRectF &box) { return box.intersects(place); }));
    });
    return found;
}

LabelPlaces::Covers LabelPlaces::coveredLines(const QRectF &place, int source) const
{
    Covers covers = Covers::Nothing;
    forEachSquare(place, kLineSquare, [&](std::int64_t square) {
        const auto pieces = m_lines.find(square);
        if (pieces == m_lines.end())
            return;
        for (const Piece &piece : pieces->second)
            if (crosses(piece.line, place))
                covers = std::max(covers, piece.source == source ? Covers::OwnLines : Covers::Other);
    });
    return covers;
}

std::optional<QRectF> LabelPlaces::take(const QPainterPath &path, int source, const QSizeF &size, bool mayCoverOwn)
{
    const QPolygonF points = flat(path);
    const Covers most = mayCoverOwn ? Covers::OwnLines : Covers::Nothing;
    double before = 0;
    std::size_t step = 0;
    const double end = path.length() - kHeadRoom;
    for (qsizetype i = 1; i < points.size() && step < kSteps.size(); ++i) {
        const QLineF line(points[i - 1], points[i]);
        for (; step < kSteps.size() && kSteps[step] <= before + line.length() && kSteps[step] <= end; ++step) {
            const QPointF at = line.length() > 0 ? line.pointAt((kSteps[step] - before) / line.length()) : line.p1();
            for (const double left : { at.x() + kBeside, at.x() - kBeside - size.width() }) {
                const QRectF place(QPointF(left, at.y() + kBelow), size);
                if (touchesBox(place) || coveredLines(place, source) > most)
                    continue;
                addBox(place);
                return place;
            }
        }
        before += line.length();
    }
    return std::nullopt;
}

} // namespace ckpt
