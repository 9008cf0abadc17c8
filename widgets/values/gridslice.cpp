// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/gridslice.h"

#include <algorithm>

namespace ckpt {

namespace {

AxisRange wholeAxis(std::int64_t size)
{
    return AxisRange{ 0, size, 1, false };
}
AxisRange oneIndex(std::int64_t index)
{
    return AxisRange{ index, 1, 1, true };
}

std::int64_t at(const AxisRange &range, std::int64_t position)
{
    return range.start + position * range.step;
}

std::optional<std::int64_t> positionOf(const AxisRange &range, std::int64_t index)
{
    const std::int64_t distance = index - range.start;
    if (distance % range.step != 0)
        return std::nullopt;
    const std::int64_t position = distance / range.step;
    if (position < 0 || position >= range.count)
        return std::nullopt;
    return position;
}

std::string rangeText(const AxisRange &range, std::int64_t size)
{
    if (range.dropped)
        return std::to_string(range.start);
    const bool forward = range.step > 0;
    const std::int64_t first = forward ? 0 : size - 1;
    const std::int64_t stop = at(range, range.count);
    const bool toTheEnd = forward ? stop >= size : stop < 0;
    std::string text;
    if (range.start != first)
        text += std::to_string(range.start);
    text += ':';
    if (range.count == 0)
        text += std::to_string(range.start);
    else if (!toTheEnd)
        text += std::to_string(stop);
    if (range.step != 1)
        text += ':' + std::to_string(range.step);
    return text;
}

bool fits(const AxisRange &range, std::int64_t size)
{
    const std::int64_t last = at(range, range.count - 1);
    return range.count > 0 && range.start >= 0 && range.start < size && last >= 0 && last < size;
}

} // namespace

GridSlice::GridSlice(const TensorShape &shape)
    : m_shape(shape)
{
    if (rank() >= 2) {
        m_columnAxis = rank() - 1;
        m_rowAxis = rank() - 2;
        // An axis of one entry makes a grid of one row: the next one outwards that has more shows more.
        for (std::size_t axis = m_columnAxis; axis-- > 0 && shape.elements() > 0;) {
            if (shape.dim(axis) > 1) {
                m_rowAxis = axis;
                break;
            }
        }
    }
    for (std::size_t axis = 0; axis < rank(); ++axis) {
        const bool shown = rank() < 2 || axis == m_rowAxis || axis == m_columnAxis;
        m_ranges.push_back(shown ? wholeAxis(shape.dim(axis)) : oneIndex(0));
    }
}

void GridSlice::show(std::size_t axis, std::size_t instead)
{
    m_ranges[instead] = oneIndex(m_ranges[instead].start);
    m_ranges[axis] = wholeAxis(m_shape.dim(axis));
}

void GridSlice::setRowAxis(std::size_t axis)
{
    if (rank() < 2 || axis >= rank() || axis == m_rowAxis)
        return;
    if (axis == m_columnAxis) {
        std::swap(m_rowAxis, m_columnAxis);
        return;
    }
    show(axis, m_rowAxis);
    m_rowAxis = axis;
}

void GridSlice::setColumnAxis(std::size_t axis)
{
    if (rank() < 2 || axis >= rank() || axis == m_columnAxis)
        return;
    if (axis == m_rowAxis) {
        std::swap(m_rowAxis, m_columnAxis);
        return;
    }
    show(axis, m_columnAxis);
    m_columnAxis = axis;
}

std::vector<std::size_t> GridSlice::fixedAxes() const
{
    std::vector<std::size_t> axes;
    for (std::size_t axis = 0; axis < rank(); ++axis) {
        if (isFixed(axis))
            axes.push_back(axis);
    }
    return axes;
}

void GridSlice::setFixedIndex(std::size_t axis, std::int64_t index)
{
    if (axis < rank() && isFixed(axis) && m_shape.dim(axis) > 0)
        m_ranges[axis] = oneIndex(std::clamp<std::int64_t>(index, 0, m_shape.dim(axis) - 1));
}

void GridSlice::setWrapWidth(std::int64_t width)
{
    m_wrapWidth = std::max<std::int64_t>(1, width);
}

std::int64_t GridSlice::rows() const
{
    if (rank() == 0)
        return 1;
    if (!wraps())
        return m_shape.elements() == 0 ? 0 : m_ranges[m_rowAxis].count;
    const std::int64_t count = m_ranges[0].count;
    return count / m_wrapWidth + (count % m_wrapWidth != 0 ? 1 : 0);
}

std::int64_t GridSlice::columns() const
{
    if (rank() == 0)
        return 1;
    if (!wraps())
        return m_shape.elements() == 0 ? 0 : m_ranges[m_columnAxis].count;
    return std::min(m_wrapWidth, m_ranges[0].count);
}

bool GridSlice::hasCell(std::int64_t row, std::int64_t column) const
{
    if (row < 0 || column < 0 || row >= rows() || column >= columns())
        return false;
    return !wraps() || row * m_wrapWidth + column < m_ranges[0].count;
}

std::vector<std::int64_t> GridSlice::indexOf(std::int64_t row, std::int64_t column) const
{
    std::vector<std::int64_t> index;
    for (const AxisRange &range : m_ranges)
        index.push_back(range.start);
    if (wraps()) {
        index[0] = at(m_ranges[0], row * m_wrapWidth + column);
    } else if (rank() >= 2) {
        index[m_rowAxis] = at(m_ranges[m_rowAxis], row);
        index[m_columnAxis] = at(m_ranges[m_columnAxis], column);
    }
    return index;
}

std::optional<std::pair<std::int64_t, std::int64_t>> GridSlice::cellOf(const std::vector<std::int64_t> &index) const
{
    if (index.size() != rank())
        return std::nullopt;
    if (rank() == 0)
        return std::pair<std::int64_t, std::int64_t>{ 0, 0 };
    if (wraps()) {
        const auto position = positionOf(m_ranges[0], index[0]);
        if (!position)
            return std::nullopt;
        return std::pair{ *position / m_wrapWidth, *position % m_wrapWidth };
    }
    for (std::size_t axis = 0; axis < rank(); ++axis) {
        if (isFixed(axis) && m_ranges[axis].start != index[axis])
            return std::nullopt;
    }
    const auto row = positionOf(m_ranges[m_rowAxis], index[m_rowAxis]);
    const auto column = positionOf(m_ranges[m_columnAxis], index[m_columnAxis]);
    if (!row || !column)
        return std::nullopt;
    return std::pair{ *row, *column };
}

void GridSlice::beginAt(std::size_t axis, std::int64_t position)
{
    AxisRange &range = m_ranges[axis];
    range.start = at(range, position);
    range.count -= position;
}

void GridSlice::reveal(const std::vector<std::int64_t> &index, std::int64_t maxRows, std::int64_t maxColumns)
{
    if (index.size() != rank())
        return;
    for (std::size_t axis = 0; axis < rank(); ++axis) {
        if (index[axis] < 0 || index[axis] >= m_shape.dim(axis))
            return;
    }
    for (std::size_t axis = 0; axis < rank(); ++axis) {
        if (isFixed(axis))
            setFixedIndex(axis, index[axis]);
        else if (!positionOf(m_ranges[axis], index[axis]))
            m_ranges[axis] = m_ranges[axis].dropped ? oneIndex(index[axis]) : wholeAxis(m_shape.dim(axis));
    }
    const auto cell = cellOf(index);
    if (!cell || rank() == 0)
        return;
    if (cell->first >= maxRows)
        beginAt(wraps() ? 0 : m_rowAxis, wraps() ? cell->first * m_wrapWidth : cell->first);
    if (cell->second >= maxColumns && !wraps())
        beginAt(m_columnAxis, cell->second);
}

std::int64_t GridSlice::rowLabel(std::int64_t row) const
{
    if (rank() == 0)
        return row;
    return wraps() ? at(m_ranges[0], row * m_wrapWidth) : at(m_ranges[m_rowAxis], row);
}

std::int64_t GridSlice::columnLabel(std::int64_t column) const
{
    if (rank() == 0)
        return column;
    return wraps() ? column * m_ranges[0].step : at(m_ranges[m_columnAxis], column);
}

Selection GridSlice::selection(std::int64_t row, std::int64_t rowCount, std::int64_t column, std::int64_t columnCount,
    std::int64_t rowStep, std::int64_t columnStep) const
{
    Selection selection;
    selection.axes = m_ranges;
    if (wraps()) {
        const std::int64_t first = row * m_wrapWidth + column;
        const std::int64_t end = std::min((row + rowCount - 1) * m_wrapWidth + column + columnCount, m_ranges[0].count);
        const AxisRange &range = m_ranges[0];
        selection.axes[0] = AxisRange{ at(range, first), std::max<std::int64_t>(0, end - first), range.step, false };
    } else if (rank() >= 2) {
        const auto part = [](const AxisRange &range, std::int64_t first, std::int64_t count, std::int64_t step) {
            return AxisRange{ at(range, first), (count + step - 1) / step, range.step * step, false };
        };
        selection.axes[m_rowAxis] = part(m_ranges[m_rowAxis], row, rowCount, rowStep);
        selection.axes[m_columnAxis] = part(m_ranges[m_columnAxis], column, columnCount, columnStep);
    }
    return selection;
}

std::string GridSlice::text() const
{
    if (rank() == 0)
        return {};
    std::string text = "[";
    for (std::size_t axis = 0; axis < rank(); ++axis) {
        if (axis > 0)
            text += ", ";
        text += rangeText(m_ranges[axis], m_shape.dim(axis));
    }
    return text + "]";
}

Result<void> GridSlice::setText(std::string_view text)
{
    const Result<Selection> selection = parseSelection(text, m_shape);
    if (!selection)
        return fail(selection.error());
    setSelection(*selection);
    return {};
}

void GridSlice::setSelection(const Selection &selection)
{
    if (selection.axes.size() != rank())
        return;
    std::vector<std::size_t> kept;
    for (std::size_t axis = 0; axis < rank(); ++axis) {
        if (!selection.axes[axis].dropped)
            kept.push_back(axis);
    }
    const auto isKept = [&](std::size_t axis) { return !selection.axes[axis].dropped; };
    if (rank() >= 2 && kept.size() >= 2 && !(isKept(m_rowAxis) && isKept(m_columnAxis))) {
        m_rowAxis = kept[kept.size() - 2];
        m_columnAxis = kept.back();
    } else if (rank() >= 2 && kept.size() == 1 && kept.front() != m_rowAxis && kept.front() != m_columnAxis) {
        m_columnAxis = kept.front();
    }
    for (std::size_t axis = 0; axis < rank(); ++axis) {
        const AxisRange &range = selection.axes[axis];
        if (!isFixed(axis))
            m_ranges[axis] = range;
        else if (!range.dropped && m_ranges[axis].count > 0 && positionOf(range, m_ranges[axis].start))
            m_ranges[axis] = oneIndex(m_ranges[axis].start);
        else
            m_ranges[axis] =
                oneIndex(std::clamp<std::int64_t>(range.start, 0, std::max<std::int64_t>(0, m_shape.dim(axis) - 1)));
    }
}

bool GridSlice::adopt(const GridSlice &other)
{
    if (other.rank() != rank())
        return false;
    GridSlice adopted = other;
    adopted.m_shape = m_shape;
    for (std::size_t axis = 0; axis < rank(); ++axis) {
        if (other.m_ranges[axis] == wholeAxis(other.m_shape.dim(axis)))
            adopted.m_ranges[axis] = wholeAxis(m_shape.dim(axis));
        else if (!fits(adopted.m_ranges[axis], m_shape.dim(axis)))
            return false;
    }
    *this = adopted;
    return true;
}

} // namespace ckpt
