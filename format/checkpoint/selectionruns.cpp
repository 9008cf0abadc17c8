// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/selectionruns.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace ckpt {

namespace {

constexpr std::uint64_t kMostAtOnce = 1 << 20; // bytes of one read that serves several runs
constexpr std::uint64_t kSmallGap = 4096; // bytes read for nothing rather than with another call
constexpr std::uint64_t kPiece = 4 << 20; // bytes between two looks at cancellation

// Runs of one size that are read together.
class Group {
public:
    Group(std::uint64_t runBytes, const ReadBytes &read)
        : m_runBytes(runBytes)
        , m_read(read)
    {
    }

    bool takes(std::uint64_t begin) const
    {
        if (m_begins.empty())
            return true;
        const std::uint64_t low = std::min(m_low, begin), high = std::max(m_high, begin + m_runBytes);
        const bool near = begin <= m_high + kSmallGap && begin + m_runBytes + kSmallGap >= m_low;
        return near && high - low <= kMostAtOnce;
    }
    void add(std::uint64_t begin)
    {
        m_low = m_begins.empty() ? begin : std::min(m_low, begin);
        m_high = m_begins.empty() ? begin + m_runBytes : std::max(m_high, begin + m_runBytes);
        m_begins.push_back(begin);
    }
    // Reads what was added and moves `into` behind it.
    Result<void> flush(std::span<char> &into)
    {
        if (m_begins.empty())
            return {};
        const std::span<char> target = into.first(m_begins.size() * m_runBytes);
        into = into.subspan(target.size());
        if (m_begins.size() == 1 || isOneStretch()) {
            m_begins.clear();
            return m_read(m_low, target);
        }
        m_scratch.resize(m_high - m_low);
        if (auto done = m_read(m_low, std::span(m_scratch)); !done)
            return done;
        char *to = target.data();
        for (const std::uint64_t begin : m_begins) {
            std::memcpy(to, m_scratch.data() + (begin - m_low), m_runBytes);
            to += m_runBytes;
        }
        m_begins.clear();
        return {};
    }

private:
    bool isOneStretch() const
    {
        for (std::size_t i = 1; i < m_begins.size(); ++i) {
            if (m_begins[i] != m_begins[i - 1] + m_runBytes)
                return false;
        }
        return true;
    }

    std::uint64_t m_runBytes;
    const ReadBytes &m_read;
    std::vector<std::uint64_t> m_begins;
    std::uint64_t m_low = 0, m_high = 0;
    std::string m_scratch;
};

Result<void> readLong(std::uint64_t begin, std::span<char> into, const ReadBytes &read, const JobControl &control)
{
    while (!into.empty()) {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        const std::span<char> piece = into.first(std::min<std::uint64_t>(kPiece, into.size()));
        if (auto done = read(begin, piece); !done)
            return done;
        begin += piece.size();
        into = into.subspan(piece.size());
    }
    return {};
}

} // namespace

SelectionRuns::SelectionRuns(const TensorShape &shape, const Selection &selection)
{
    m_done = shape.elements() == 0;
    if (m_done)
        return; // the strides of the other axes need not fit
    std::int64_t stride = 1;
    bool contiguous = true; // everything inside the current axis is taken whole
    for (std::size_t axis = shape.rank(); axis-- > 0;) {
        const AxisRange &range = selection.axes[axis];
        m_done |= range.count == 0;
        m_start += static_cast<std::uint64_t>(range.start * stride);
        if (contiguous && (range.step == 1 || range.count == 1)) {
            m_runElements *= static_cast<std::uint64_t>(range.count);
            contiguous = range.count == shape.dim(axis);
        } else {
            contiguous = false;
            if (range.count > 1)
                m_outer.push_back({ range.count, range.step, stride });
        }
        stride *= shape.dim(axis);
    }
    std::reverse(m_outer.begin(), m_outer.end());
}

bool SelectionRuns::next()
{
    if (m_done)
        return false;
    if (!m_begun) {
        m_begun = true;
        return true;
    }
    for (std::size_t i = m_outer.size(); i-- > 0;) {
        Axis &axis = m_outer[i];
        const std::int64_t stride = axis.step * axis.stride;
        if (++axis.at < axis.count) {
            m_start = static_cast<std::uint64_t>(static_cast<std::int64_t>(m_start) + stride);
            return true;
        }
        m_start = static_cast<std::uint64_t>(static_cast<std::int64_t>(m_start) - stride * (axis.count - 1));
        axis.at = 0;
    }
    m_done = true;
    return false;
}

Result<void> gather(const TensorShape &shape, const Selection &selection, std::size_t elementSize,
    const ReadBytes &read, std::span<char> into, const JobControl &control)
{
    SelectionRuns runs(shape, selection);
    const std::uint64_t runBytes = runs.runElements() * elementSize;
    if (runBytes > kMostAtOnce) {
        while (runs.next()) {
            if (auto done = readLong(runs.start() * elementSize, into.first(runBytes), read, control); !done)
                return done;
            into = into.subspan(runBytes);
        }
        return {};
    }
    Group group(runBytes, read);
    std::uint64_t work = 0; // bytes and calls since the last look at cancellation
    while (runs.next()) {
        const std::uint64_t begin = runs.start() * elementSize;
        if (!group.takes(begin)) {
            if (auto done = group.flush(into); !done)
                return done;
        }
        group.add(begin);
        if ((work += runBytes + kSmallGap) > kPiece) {
            work = 0;
            if (control.cancelled())
                return fail(Fault::Cancelled);
        }
    }
    return group.flush(into);
}

} // namespace ckpt
