// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/columns.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ckpt {
namespace {

constexpr double kLeastGap = 10, kGutter = 26, kLane = 7, kLaneStart = 11, kFoot = 8, kHead = 10, kCrossingCost = 14;
constexpr int kMostCrossing = 6, kCurveSteps = 10;
constexpr std::size_t kMostGaps = 20; // for four columns; three have few enough combinations anyway

using Source = std::pair<int, int>; // node and port
using Points = std::vector<LayoutPoint>;

struct Stretch { // a path within one column
    int column = 0;
    Points points;
};

struct Range {
    double low = 1e9, high = -1e9;
    void add(double from, double to)
    {
        low = std::min(low, from);
        high = std::max(high, to);
    }
};

class ColumnBreaker {
public:
    ColumnBreaker(ScopeShape &shape, const OpenScope &scope, const FrameMetrics &frame, int columns)
        : m_shape(shape)
        , m_scope(scope)
        , m_frame(frame)
        , m_columns(std::size_t(columns))
    {
    }
    bool run();

private:
    std::vector<double> gaps() const;
    int crossing(double y) const;
    bool chooseCuts();
    void tryCuts(const std::vector<double> &gaps, const std::vector<int> &crossings, std::vector<std::size_t> &chosen);
    void assignLanes();
    void measure();
    void place();
    Points rerouted(std::size_t segment);
    std::vector<Stretch> stretches(const Points &points) const;
    void connect(Points &before, Points &after, int from, int to, const Source &source, Points &out);
    std::size_t column(double y) const
    {
        return std::size_t(std::upper_bound(m_cuts.begin(), m_cuts.end(), y) - m_cuts.begin());
    }
    Source source(std::size_t segment) const
    {
        return { m_scope.segments[segment].from, m_scope.segments[segment].fromPort };
    }

    ScopeShape &m_shape;
    const OpenScope &m_scope;
    const FrameMetrics &m_frame;
    std::size_t m_columns;
    std::vector<Points> m_paths;
    double m_low = 0, m_high = 0; // of all nodes
    std::vector<double> m_cuts;
    std::optional<double> m_best;
    std::vector<std::map<Source, int>> m_lanes; // per cut
    std::vector<Range> m_widths, m_heights; // per column
    std::vector<double> m_dx, m_dy;
};

std::vector<double> ColumnBreaker::gaps() const
{
    std::vector<std::pair<double, double>> spans;
    for (const QRectF &node : m_shape.nodes)
        spans.emplace_back(node.top(), node.bottom());
    std::sort(spans.begin(), spans.end());
    std::vector<double> result;
    double bottom = spans.front().second;
    for (const auto &[low, high] : spans) {
        if (low - bottom > kLeastGap)
            result.push_back((bottom + low) / 2);
        bottom = std::max(bottom, high);
    }
    return result;
}

int ColumnBreaker::crossing(double y) const
{
    std::set<Source> sources;
    for (std::size_t i = 0; i < m_paths.size(); ++i) {
        Range range;
        for (const LayoutPoint &point : m_paths[i])
            range.add(point.y, point.y);
        if (range.low < y && y < range.high)
            sources.insert(source(i));
    }
    return int(sources.size());
}

void ColumnBreaker::tryCuts(
    const std::vector<double> &gaps, const std::vector<int> &crossings, std::vector<std::size_t> &chosen)
{
    double previous = m_low, tallest = 0, cost = 0;
    for (const std::size_t cut : chosen) {
        tallest = std::max(tallest, gaps[cut] - previous);
        cost += kCrossingCost * std::max(0, crossings[cut] - 1);
        previous = gaps[cut];
    }
    cost += std::max(tallest, m_high - previous);
    if (m_best && *m_best <= cost)
        return;
    m_best = cost;
    m_cuts.clear();
    for (const std::size_t cut : chosen)
        m_cuts.push_back(gaps[cut]);
}

bool ColumnBreaker::chooseCuts()
{
    std::vector<std::pair<int, double>> candidates;
    for (const double gap : gaps())
        if (const int count = crossing(gap); count <= kMostCrossing)
            candidates.emplace_back(count, gap);
    if (m_columns >= 4 && candidates.size() > kMostGaps) {
        std::stable_sort(
            candidates.begin(), candidates.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        candidates.resize(kMostGaps);
    }
    std::sort(candidates.begin(), candidates.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    const std::size_t cuts = m_columns - 1;
    if (candidates.size() < cuts)
        return false;
    std::vector<double> heights;
    std::vector<int> crossings;
    for (const auto &[count, gap] : candidates) {
        heights.push_back(gap);
        crossings.push_back(count);
    }
    std::vector<std::size_t> chosen(cuts); // all combinations in ascending order
    for (std::size_t i = 0; i < cuts; ++i)
        chosen[i] = i;
    for (;;) {
        tryCuts(heights, crossings, chosen);
        std::size_t i = cuts;
        while (i > 0 && chosen[i - 1] == heights.size() - cuts + i - 1)
            --i;
        if (i == 0)
            return m_best.has_value();
        ++chosen[i - 1];
        for (; i < cuts; ++i)
            chosen[i] = chosen[i - 1] + 1;
    }
}

void ColumnBreaker::assignLanes()
{
    m_lanes.resize(m_cuts.size());
    for (std::size_t i = 0; i < m_paths.size(); ++i) {
        Range range;
        for (const LayoutPoint &point : m_paths[i])
            range.add(point.y, point.y);
        for (std::size_t cut = 0; cut < m_cuts.size(); ++cut)
            if (range.low < m_cuts[cut] && m_cuts[cut] < range.high)
                m_lanes[cut].try_emplace(source(i), int(m_lanes[cut].size()));
    }
    m_shape.crossings = 0;
    for (const auto &lanes : m_lanes)
        m_shape.crossings += int(lanes.size());
}

void ColumnBreaker::measure()
{
    m_widths.resize(m_columns);
    m_heights.resize(m_columns);
    for (const QRectF &node : m_shape.nodes) {
        const std::size_t at = column(node.center().y());
        m_widths[at].add(node.left(), node.right());
        m_heights[at].add(node.top(), node.bottom());
    }
    for (const Points &path : m_paths)
        for (const LayoutPoint &point : path)
            m_widths[column(point.y)].add(point.x - 3, point.x + 3);
    for (const auto *ports : { &m_shape.entries, &m_shape.exits })
        for (const QPointF &port : *ports) {
            m_widths[column(port.y())].add(port.x() - 5, port.x() + 5);
            m_heights[column(port.y())].add(port.y() - 1.5, port.y() + 1.5);
        }
    std::size_t lanes = 0;
    for (const auto &each : m_lanes)
        lanes = std::max(lanes, each.size());
    const double top = m_frame.top;
    const double inset = top + kFoot + kLane * double(lanes);
    double x = m_frame.left;
    for (std::size_t i = 0; i < m_columns; ++i) {
        m_dx.push_back(x - m_widths[i].low);
        m_dy.push_back((i == 0 ? top + (m_scope.entries > 0 ? 6 : 0) : inset) - m_heights[i].low);
        x += m_widths[i].high - m_widths[i].low + (i + 1 < m_columns ? kGutter + kLane * double(m_lanes[i].size()) : 0);
    }
    double bottom = 0;
    for (std::size_t i = 0; i < m_columns; ++i)
        bottom = std::max(bottom, m_heights[i].high + m_dy[i]);
    m_shape.size = QSizeF(x + m_frame.right, bottom + m_frame.bottom + 2 + kLane * double(lanes));
}

std::vector<Stretch> ColumnBreaker::stretches(const Points &points) const
{
    std::vector<Stretch> result{ { int(column(points.front().y)), { points.front() } } };
    for (std::size_t i = 1; i < points.size(); ++i) {
        const LayoutPoint &a = points[i - 1], &b = points[i];
        int at = int(column(a.y));
        const int last = int(column(b.y));
        while (at != last) {
            const double cut = m_cuts[std::size_t(last > at ? at : at - 1)];
            const double x = a.x + (cut - a.y) / (b.y - a.y) * (b.x - a.x);
            result.back().points.push_back({ x, cut });
            at += last > at ? 1 : -1;
            result.push_back({ at, { { x, cut } } });
        }
        result.back().points.push_back(b);
    }
    for (Stretch &stretch : result)
        for (LayoutPoint &point : stretch.points)
            point = { point.x + m_dx[std::size_t(stretch.column)], point.y + m_dy[std::size_t(stretch.column)] };
    return result;
}

void ColumnBreaker::connect(Points &before, Points &after, int from, int to, const Source &source, Points &out)
{
    const auto left = std::size_t(std::min(from, to));
    const double lane = kLane * m_lanes[left].try_emplace(source, 0).first->second;
    const double bottom = m_heights[left].high + m_dy[left], foot = bottom + kFoot + lane;
    const double head = m_heights[left + 1].low + m_dy[left + 1] - kHead - lane;
    const double gutter = m_widths[left].high + m_dx[left] + kLaneStart + lane;
    const bool down = to > from;
    const auto tooLow = [&](const LayoutPoint &point) { return point.y > bottom + 4; };
    const auto tooHigh = [&](const LayoutPoint &point) { return point.y < head + 3; };
    while (before.size() > 1 && (down ? tooLow(before.back()) : tooHigh(before.back())))
        before.pop_back();
    while (after.size() > 1 && (down ? tooHigh(after.front()) : tooLow(after.front())))
        after.erase(after.begin());
    out.insert(out.end(), before.begin(), before.end());
    const double first = down ? foot : head, second = down ? head : foot;
    out.insert(
        out.end(), { { before.back().x, first }, { gutter, first }, { gutter, second }, { after.front().x, second } });
}

Points ColumnBreaker::rerouted(std::size_t index)
{
    constexpr double kNear = 70;
    const Segment &segment = m_scope.segments[index];
    Points points = m_paths[index];
    // An edge that leaves the last cards of its column goes straight down from the card.
    if (segment.from < int(m_shape.nodes.size()) && segment.fromPort < 0 && segment.from != segment.to) {
        const QRectF &node = m_shape.nodes[std::size_t(segment.from)];
        const std::size_t at = column(node.center().y());
        if (at + 1 < m_columns && points.back().y > m_cuts[at] && m_cuts[at] - node.bottom() < kNear) {
            const double cut = m_cuts[at], x = node.center().x();
            std::erase_if(points, [cut](const LayoutPoint &point) { return point.y < cut; });
            points.insert(points.begin(), { { x, node.bottom() }, { x, cut - 0.5 } });
        }
    }
    std::vector<Stretch> parts = stretches(points);
    Points result;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i)
        connect(parts[i].points, parts[i + 1].points, parts[i].column, parts[i + 1].column, source(index), result);
    result.insert(result.end(), parts.back().points.begin(), parts.back().points.end());
    return result;
}

void ColumnBreaker::place()
{
    for (std::size_t i = 0; i < m_paths.size(); ++i)
        m_shape.segments[i] = { false, rerouted(i) };
    for (QRectF &node : m_shape.nodes) {
        const std::size_t at = column(node.center().y());
        node.translate(m_dx[at], m_dy[at]);
    }
    for (auto *ports : { &m_shape.entries, &m_shape.exits })
        for (QPointF &port : *ports) {
            const std::size_t at = column(port.y());
            port += QPointF(m_dx[at], m_dy[at]);
        }
}

bool ColumnBreaker::run()
{
    if (m_columns < 2 || m_shape.nodes.size() < m_columns)
        return false;
    for (const LayoutPath &path : m_shape.segments)
        m_paths.push_back(flattened(path));
    Range range;
    for (const QRectF &node : m_shape.nodes)
        range.add(node.top(), node.bottom());
    m_low = range.low;
    m_high = range.high;
    if (!chooseCuts())
        return false;
    assignLanes();
    measure();
    place();
    return true;
}

} // namespace

std::vector<LayoutPoint> flattened(const LayoutPath &path)
{
    if (!path.curved)
        return path.points;
    std::vector<LayoutPoint> result{ path.points.front() };
    for (std::size_t i = 1; i + 2 < path.points.size(); i += 3) {
        const LayoutPoint &a = path.points[i - 1], &b = path.points[i], &c = path.points[i + 1],
                          &d = path.points[i + 2];
        for (int step = 1; step <= kCurveSteps; ++step) {
            const double t = double(step) / kCurveSteps, u = 1 - t;
            const double wa = u * u * u, wb = 3 * u * u * t, wc = 3 * u * t * t, wd = t * t * t;
            result.push_back({ wa * a.x + wb * b.x + wc * c.x + wd * d.x, wa * a.y + wb * b.y + wc * c.y + wd * d.y });
        }
    }
    return result;
}

bool breakIntoColumns(ScopeShape &shape, const OpenScope &scope, const FrameMetrics &frame, int columns)
{
    return ColumnBreaker(shape, scope, frame, columns).run();
}

} // namespace ckpt
