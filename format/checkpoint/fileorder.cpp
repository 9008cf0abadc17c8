// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/fileorder.h"

#include "format/base/allocate.h"

#include <algorithm>
#include <cstring>

namespace ckpt {

namespace {

// Elements of one size, `stride` apart in the source. The usual sizes are known to the compiler, which makes each a
// single instruction.
template <std::size_t Size>
void copyLine(const char *from, std::int64_t strideBytes, std::int64_t count, char *to)
{
    for (std::int64_t i = 0; i < count; ++i, from += strideBytes, to += Size)
        std::memcpy(to, from, Size);
}

void copyLine(const char *from, std::int64_t strideBytes, std::int64_t count, std::size_t size, char *to)
{
    switch (size) {
    case 1:
        return copyLine<1>(from, strideBytes, count, to);
    case 2:
        return copyLine<2>(from, strideBytes, count, to);
    case 4:
        return copyLine<4>(from, strideBytes, count, to);
    case 8:
        return copyLine<8>(from, strideBytes, count, to);
    case 16:
        return copyLine<16>(from, strideBytes, count, to);
    default:
        for (std::int64_t i = 0; i < count; ++i, from += strideBytes, to += size)
            std::memcpy(to, from, size);
    }
}

} // namespace

FileOrder::FileOrder(const TensorShape &shape, const Selection &selection, bool columnMajor, bool forward)
    : m_shape(shape)
    , m_selection(selection)
{
    // Nothing to put into order; and the product of the other axes need not fit into 64 bits.
    if (std::any_of(
            selection.axes.begin(), selection.axes.end(), [](const AxisRange &range) { return range.count == 0; }))
        return;
    const std::size_t rank = shape.rank();
    std::vector<bool> flipped(rank, false);
    for (std::size_t axis = 0; axis < rank; ++axis) {
        AxisRange &range = m_selection.axes[axis];
        if (!forward || range.step >= 0 || range.count < 2)
            continue;
        range.start += (range.count - 1) * range.step;
        range.step = -range.step;
        flipped[axis] = true;
        m_same = false;
    }
    m_axes.resize(rank);
    std::int64_t stride = 1;
    for (std::size_t i = 0; i < rank; ++i) { // innermost axis of the file first
        const std::size_t axis = columnMajor ? i : rank - 1 - i;
        const std::int64_t count = m_selection.axes[axis].count;
        m_axes[axis] = { count, flipped[axis] ? -stride : stride };
        if (flipped[axis])
            m_first += (count - 1) * stride;
        stride *= count;
    }
    if (columnMajor) {
        m_same = false;
        std::reverse(m_selection.axes.begin(), m_selection.axes.end());
        std::vector<std::int64_t> dims(shape.dims().rbegin(), shape.dims().rend());
        m_shape = TensorShape::make(dims).value_or(shape); // the product fitted in the other order
    }
}

Result<void> FileOrder::restore(std::string &bytes, std::size_t elementSize, const JobControl &control) const
{
    if (m_same || m_axes.empty() || bytes.empty())
        return {};
    std::string ordered;
    if (auto room = resizeTo(ordered, bytes.size()); !room)
        return room;
    const Axis inner = m_axes.back();
    const auto size = static_cast<std::int64_t>(elementSize);
    std::vector<std::int64_t> position(m_axes.size() - 1, 0);
    std::int64_t from = m_first, copied = 0;
    char *to = ordered.data();
    for (;;) {
        copyLine(bytes.data() + from * size, inner.stride * size, inner.count, elementSize, to);
        to += inner.count * size;
        if ((copied += inner.count) > 1 << 20) {
            copied = 0;
            if (control.cancelled())
                return fail(Fault::Cancelled);
        }
        std::size_t axis = position.size();
        while (axis > 0) {
            const Axis &outer = m_axes[axis - 1];
            from += outer.stride;
            if (++position[axis - 1] < outer.count)
                break;
            from -= outer.stride * outer.count;
            position[--axis] = 0;
        }
        if (axis == 0)
            break;
    }
    bytes = std::move(ordered);
    return {};
}

} // namespace ckpt
