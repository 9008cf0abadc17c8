// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/variable.h"

#include "format/base/checkedmath.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

bool overlap(const TensorSlice &a, const TensorSlice &b)
{
    for (std::size_t axis = 0; axis < a.extents.size(); ++axis) {
        const auto &x = a.extents[axis], &y = b.extents[axis];
        if (x.start >= y.start + y.length || y.start >= x.start + x.length)
            return false;
    }
    return true;
}

// Tells whether parts overlap. Planes between them come first: they settle every grid in a few sorts. What no plane
// cuts is compared pair by pair.
class OverlapCheck {
public:
    OverlapCheck(std::vector<TensorSlice> &parts, const std::string &key)
        : m_parts(parts)
        , m_key(key)
        , m_rank(parts.front().extents.size())
        // More than real partitions need, and little enough that nobody waits for it.
        , m_budget(2'000'000 + 64 * std::uint64_t{ parts.size() })
    {
    }

    Result<void> run()
    {
        m_open.push_back({ 0, m_parts.size() });
        std::uint64_t sorted = 0;
        while (!m_open.empty()) {
            const Range range = m_open.back();
            m_open.pop_back();
            if (range.end - range.begin < 2)
                continue;
            bool cut = false;
            for (std::size_t axis = 0; axis < m_rank && !cut && sorted <= m_budget; ++axis) {
                sorted += range.end - range.begin;
                cut = cutAlong(axis, range);
            }
            if (cut)
                continue;
            if (auto apart = comparePairs(range); !apart)
                return apart;
        }
        return {};
    }

private:
    struct Range {
        std::size_t begin, end; // of m_parts
    };

    void sort(std::size_t axis, const Range &range)
    {
        const auto at = m_parts.begin();
        std::sort(at + static_cast<std::ptrdiff_t>(range.begin), at + static_cast<std::ptrdiff_t>(range.end),
            [axis](const auto &a, const auto &b) { return a.extents[axis].start < b.extents[axis].start; });
    }

    std::int64_t endOf(std::size_t part, std::size_t axis) const
    {
        return m_parts[part].extents[axis].start + m_parts[part].extents[axis].length;
    }

    // Opens what lies between planes across `axis` that cut no part; false, and nothing opened, when there is no such
    // plane.
    bool cutAlong(std::size_t axis, const Range &range)
    {
        sort(axis, range);
        std::size_t begin = range.begin;
        std::int64_t reach = endOf(begin, axis);
        for (std::size_t i = range.begin + 1; i < range.end; ++i) {
            if (m_parts[i].extents[axis].start >= reach) {
                m_open.push_back({ begin, i });
                begin = i;
            }
            reach = std::max(reach, endOf(i, axis));
        }
        if (begin == range.begin)
            return false;
        m_open.push_back({ begin, range.end });
        return true;
    }

    // Along the axis with most different starts, so that few parts lie side by side.
    std::size_t sweepAxis(const Range &range)
    {
        std::size_t best = 0, bestCount = 0;
        for (std::size_t axis = 0; axis < m_rank; ++axis) {
            sort(axis, range);
            std::size_t count = 1;
            for (std::size_t i = range.begin + 1; i < range.end; ++i)
                count += m_parts[i].extents[axis].start != m_parts[i - 1].extents[axis].start;
            if (count > bestCount) {
                bestCount = count;
                best = axis;
            }
        }
        if (m_rank > 0)
            sort(best, range);
        return best;
    }

    Result<void> comparePairs(const Range &range)
    {
        const std::size_t axis = sweepAxis(range);
        for (std::size_t i = range.begin; i < range.end; ++i) {
            for (std::size_t j = i + 1; j < range.end; ++j) {
                if (m_rank > 0 && m_parts[j].extents[axis].start >= endOf(i, axis))
                    break;
                if (++m_comparisons > m_budget)
                    return fault(fmt::format(
                        "There are {} parts, too many of them side by side to be told apart.", m_parts.size()));
                if (overlap(m_parts[i], m_parts[j]))
                    return fault(fmt::format("{} and {}.", text(m_parts[i]), text(m_parts[j])));
            }
        }
        return {};
    }

    Result<void> fault(std::string detail) const
    {
        return fail(Error{ .fault = Fault::SliceOverlap, .key = m_key, .detail = std::move(detail) });
    }

    std::vector<TensorSlice> &m_parts;
    const std::string &m_key;
    const std::size_t m_rank;
    const std::uint64_t m_budget;
    std::uint64_t m_comparisons = 0;
    std::vector<Range> m_open;
};

} // namespace

std::uint64_t Variable::byteSize() const
{
    constexpr std::uint64_t kMost = UINT64_MAX; // damaged shapes and sizes can be anything
    if (const std::uint64_t size = elementSize(dtype); size != 0)
        return checkedMul(static_cast<std::uint64_t>(elements()), size).value_or(kMost);
    std::uint64_t sum = at ? at->size : 0;
    for (const StoredSlice &slice : slices)
        sum = checkedAdd(sum, slice.at ? slice.at->size : 0).value_or(kMost);
    return sum;
}

Result<void> checkSlices(const Variable &variable)
{
    std::vector<TensorSlice> parts;
    std::int64_t covered = 0;
    for (const StoredSlice &stored : variable.slices) {
        auto resolved = resolve(stored.slice, variable.shape);
        if (!resolved) {
            resolved.error().key = variable.key;
            return tl::unexpected(resolved.error());
        }
        const std::int64_t elements = shapeOf(*resolved).elements();
        const auto sum = checkedAdd(covered, elements);
        if (!sum)
            return fail(
                Error{ .fault = Fault::SliceOverlap, .key = variable.key, .detail = "Together they hold too much." });
        covered = *sum;
        if (elements > 0)
            parts.push_back(std::move(*resolved));
    }
    if (parts.size() > 1) {
        if (auto apart = OverlapCheck(parts, variable.key).run(); !apart)
            return apart;
    }
    if (covered < variable.elements()) {
        return fail(Error{ .fault = Fault::SliceMissing,
            .key = variable.key,
            .detail = fmt::format("of {} of its {} values", variable.elements() - covered, variable.elements()) });
    }
    return {};
}

} // namespace ckpt
