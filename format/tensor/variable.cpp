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

// Compares each slice with those that begin before it ends along the axis that tells most of them apart.
Result<void> checkOverlap(std::vector<TensorSlice> &parts, const std::string &key)
{
    std::size_t best = 0, bestCount = 0;
    const std::size_t rank = parts.front().extents.size();
    for (std::size_t axis = 0; axis < rank; ++axis) {
        std::vector<std::int64_t> starts;
        for (const TensorSlice &part : parts)
            starts.push_back(part.extents[axis].start);
        std::sort(starts.begin(), starts.end());
        const auto count = static_cast<std::size_t>(std::unique(starts.begin(), starts.end()) - starts.begin());
        if (count > bestCount) {
            bestCount = count;
            best = axis;
        }
    }
    const auto startOf = [best](
                             const TensorSlice &part) { return part.extents.empty() ? 0 : part.extents[best].start; };
    std::sort(parts.begin(), parts.end(), [&](const auto &a, const auto &b) { return startOf(a) < startOf(b); });
    // More than real partitions along one or two axes need, and little enough that nobody waits for it.
    const std::uint64_t mostComparisons = 2'000'000 + 64 * std::uint64_t{ parts.size() };
    std::uint64_t comparisons = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (std::size_t j = i + 1; j < parts.size(); ++j) {
            if (rank > 0 && startOf(parts[j]) >= startOf(parts[i]) + parts[i].extents[best].length)
                break;
            if (++comparisons > mostComparisons)
                return fail(Error{ .fault = Fault::SliceOverlap,
                    .key = key,
                    .detail = fmt::format(
                        "There are {} parts, too many of them side by side to be told apart.", parts.size()) });
            if (overlap(parts[i], parts[j])) {
                return fail(Error{ .fault = Fault::SliceOverlap,
                    .key = key,
                    .detail = fmt::format("{} and {}.", text(parts[i]), text(parts[j])) });
            }
        }
    }
    return {};
}

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
        if (auto apart = checkOverlap(parts, variable.key); !apart)
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
