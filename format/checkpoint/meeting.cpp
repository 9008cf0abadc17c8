// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/meeting.h"

#include "format/checkpoint/selectionruns.h"

#include <algorithm>
#include <cstring>

namespace ckpt {

std::optional<Meeting> meet(const TensorSlice &slice, const Selection &selection)
{
    Meeting meeting;
    for (std::size_t axis = 0; axis < selection.axes.size(); ++axis) {
        AxisRange range = selection.axes[axis];
        if (range.count <= 1)
            range.step = 1; // it leads nowhere and may be any number
        const std::int64_t low = slice.extents[axis].start, high = low + slice.extents[axis].length;
        // Indices k with low ≤ start + k·step < high.
        const auto ceilDivide = [](std::int64_t a, std::int64_t b) { return a <= 0 ? 0 : (a - 1) / b + 1; };
        std::int64_t begin = 0, end = 0;
        if (range.step > 0) {
            begin = ceilDivide(low - range.start, range.step);
            end = ceilDivide(high - range.start, range.step);
        } else {
            begin = ceilDivide(range.start - high + 1, -range.step);
            end = ceilDivide(range.start - low + 1, -range.step);
        }
        begin = std::min(begin, range.count);
        end = std::min(end, range.count);
        if (begin >= end)
            return std::nullopt;
        meeting.local.axes.push_back({ range.start + begin * range.step - low, end - begin, range.step, false });
        meeting.first.push_back(begin);
    }
    return meeting;
}

void scatter(const TensorData &part, const Meeting &meeting, const Selection &selection, TensorData &whole)
{
    std::vector<std::int64_t> dims;
    Selection target;
    for (std::size_t axis = 0; axis < selection.axes.size(); ++axis) {
        dims.push_back(selection.axes[axis].count);
        target.axes.push_back({ meeting.first[axis], meeting.local.axes[axis].count, 1, false });
    }
    const std::size_t size = elementSize(whole.dtype);
    SelectionRuns runs(*TensorShape::make(dims), target);
    const std::size_t count = runs.runElements();
    for (std::size_t from = 0; runs.next(); from += count) {
        if (size != 0)
            std::memcpy(whole.bytes.data() + runs.start() * size, part.bytes.data() + from * size, count * size);
        else
            std::copy_n(part.strings.begin() + static_cast<std::ptrdiff_t>(from), count,
                whole.strings.begin() + static_cast<std::ptrdiff_t>(runs.start()));
    }
}

} // namespace ckpt
