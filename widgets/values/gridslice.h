// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which cells of an N-D tensor form the 2-D grid: a row axis, a column axis, a range on both, one index on every other
// axis. Rank 1 is wrapped at a width: cell (r, c) is element r * width + c of its range. Rank 0 is one cell. A plain
// value.
#pragma once

#include "format/tensor/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ckpt {

class GridSlice {
public:
    GridSlice() = default; // of a scalar
    // The last two axes whole, index 0 on the others.
    explicit GridSlice(const TensorShape &shape);

    const TensorShape &shape() const { return m_shape; }
    std::size_t rank() const { return m_shape.rank(); }
    bool wraps() const { return rank() == 1; }

    // Only meaningful for rank ≥ 2; they differ.
    std::size_t rowAxis() const { return m_rowAxis; }
    std::size_t columnAxis() const { return m_columnAxis; }
    // Choosing the axis of the other swaps the two. An axis that was fixed becomes whole; the one it replaces is fixed
    // at its first shown index.
    void setRowAxis(std::size_t axis);
    void setColumnAxis(std::size_t axis);

    bool isFixed(std::size_t axis) const { return rank() > 2 && axis != m_rowAxis && axis != m_columnAxis; }
    std::vector<std::size_t> fixedAxes() const;
    std::int64_t fixedIndex(std::size_t axis) const { return m_ranges[axis].start; }
    void setFixedIndex(std::size_t axis, std::int64_t index); // clamped to the axis

    std::int64_t wrapWidth() const { return m_wrapWidth; }
    void setWrapWidth(std::int64_t width); // ≥ 1

    std::int64_t rows() const;
    std::int64_t columns() const;
    // False for the cells behind the end in the last row of a wrapped vector.
    bool hasCell(std::int64_t row, std::int64_t column) const;
    // One index per axis of the tensor.
    std::vector<std::int64_t> indexOf(std::int64_t row, std::int64_t column) const;
    std::optional<std::pair<std::int64_t, std::int64_t>> cellOf(const std::vector<std::int64_t> &index) const;
    // Changes fixed indices, and widens a range that leaves `index` out, so that cellOf(index) is set. Where its row or
    // column would be `maxRows` or `maxColumns` or more, the range begins there instead. Ignores an index that is not
    // of this shape.
    void reveal(const std::vector<std::int64_t> &index, std::int64_t maxRows, std::int64_t maxColumns);
    // What the head of a row or column says: its index on the axis; wrapped: of the row's first element, and the offset
    // in it.
    std::int64_t rowLabel(std::int64_t row) const;
    std::int64_t columnLabel(std::int64_t column) const;

    // The part of the tensor behind these cells, every `rowStep`-th and `columnStep`-th of them. Both shown axes are
    // kept, all others dropped; wrapped: one range of elements (steps must be 1 then).
    Selection selection(std::int64_t row, std::int64_t rowCount, std::int64_t column, std::int64_t columnCount,
        std::int64_t rowStep = 1, std::int64_t columnStep = 1) const;
    // True when the row axis comes after the column axis, so that a block of selection() holds columns as its rows.
    bool isTransposed() const { return rank() > 1 && m_rowAxis > m_columnAxis; }

    // "[1, 1, :, :]"; "" for a scalar.
    std::string text() const;
    // What a person typed. With more than two ranges the last two are shown (the present row and column axes if they
    // are among them) and the others fixed at the present index, or the first of the range. Fails with BadSlice and
    // changes nothing.
    Result<void> setText(std::string_view text);
    // Takes axes, indices, ranges and width over from another slice of the same rank where all of it exists here.
    bool adopt(const GridSlice &other);

    friend bool operator==(const GridSlice &, const GridSlice &) = default;

private:
    void setSelection(const Selection &selection);
    void beginAt(std::size_t axis, std::int64_t position);
    void show(std::size_t axis, std::size_t instead);

    TensorShape m_shape;
    std::vector<AxisRange> m_ranges; // one per axis
    std::size_t m_rowAxis = 0, m_columnAxis = 0;
    std::int64_t m_wrapWidth = 8;
};

} // namespace ckpt
