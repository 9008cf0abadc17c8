// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/doctor/candidates.h"

#include "format/base/paths.h"

#include <algorithm>
#include <cmath>

namespace ckpt {

namespace {

// Up to here all pairs of one shape are looked at, beyond it those that share something.
constexpr std::size_t kMostPairsOfBlock = 2500;
constexpr std::size_t kMostHoldersOfSegment = 64, kMostByName = 12, kMostByChecksum = 16;
constexpr std::size_t kMostForAlignment = 4'000'000; // cells of the table of common subsequences

using Positions = std::vector<std::int32_t>;

// Most of them are "Variable", "Variable_1" …: the numbers tell the order in which they were made.
bool isNameless(const Matching &m, const Positions &positions, bool wanted)
{
    const auto nameless = std::count_if(positions.begin(), positions.end(),
        [&](std::int32_t i) { return (wanted ? m.w(i) : m.h(i)).best().anonymous; });
    return 2 * static_cast<std::size_t>(nameless) > positions.size();
}

// In pieces, so that it can be stopped; what is left then is in no order.
template <typename Less>
void sortInPieces(Positions &positions, Less less, const JobControl &control)
{
    constexpr std::ptrdiff_t kPiece = 8192;
    const auto end = positions.end() - positions.begin();
    const auto at = [&](std::ptrdiff_t i) { return positions.begin() + std::min(i, end); };
    for (std::ptrdiff_t i = 0; i < end && !control.cancelled(); i += kPiece)
        std::sort(at(i), at(i + kPiece), less);
    for (std::ptrdiff_t width = kPiece; width < end; width *= 2) {
        for (std::ptrdiff_t i = 0; i < end && !control.cancelled(); i += 2 * width)
            std::inplace_merge(at(i), at(i + width), at(i + 2 * width), less);
    }
}

// Both lists in the order in which programs made them; what lies at the same place of it.
class Alignment {
public:
    Alignment(const Matching &m, const Positions &wanted, const Positions &have, const JobControl &control)
        : m_m(m)
        , m_control(control)
        , m_wanted(sorted(wanted, true))
        , m_have(sorted(have, false))
    {
        const bool graphs = m_known[0] && m_known[1];
        const bool made = (m_known[0] || isNameless(m, wanted, true)) && (m_known[1] || isNameless(m, have, false));
        weight = graphs ? 2.0F : made ? 1.2F : 0.3F;
        align();
    }

    float weight = 0;
    std::unordered_map<std::int32_t, std::int32_t> partner; // of wanted

private:
    Positions sorted(Positions positions, bool wanted)
    {
        const auto item = [&](std::int32_t i) -> const MatchItem & { return wanted ? m_m.w(i) : m_m.h(i); };
        const auto known = std::count_if(
            positions.begin(), positions.end(), [&](std::int32_t i) { return item(i).variable->order >= 0; });
        const bool byOrder = static_cast<std::size_t>(known) * 5 > positions.size() * 4;
        m_known[wanted ? 0 : 1] = byOrder;
        const auto less = [&](std::int32_t a, std::int32_t b) {
            const auto &x = *item(a).variable, &y = *item(b).variable;
            const auto orderX = static_cast<std::uint64_t>(x.order), orderY = static_cast<std::uint64_t>(y.order);
            if (byOrder && orderX != orderY)
                return orderX < orderY;
            return naturalLess(x.key, y.key);
        };
        sortInPieces(positions, less, m_control);
        return positions;
    }

    void join(std::size_t i, std::size_t j) { partner[m_wanted[i]] = m_have[j]; }
    bool same(std::size_t i, std::size_t j) const { return m_m.w(m_wanted[i]).shape == m_m.h(m_have[j]).shape; }

    void align()
    {
        std::size_t first = 0, n = m_wanted.size(), m = m_have.size();
        while (first < std::min(n, m) && same(first, first)) {
            join(first, first);
            ++first;
        }
        if (first == n && first == m) {
            weight *= 1.25F; // all of it agrees
            return;
        }
        while (n > first && m > first && same(n - 1, m - 1))
            join(--n, --m);
        if ((n - first) * (m - first) <= kMostForAlignment)
            alignMiddle(first, n, m);
        else
            alignByShape(first, n, m);
    }

    // The longest common subsequence of shapes.
    void alignMiddle(std::size_t first, std::size_t n, std::size_t m)
    {
        const std::size_t rows = n - first, columns = m - first;
        std::vector<std::uint32_t> length((rows + 1) * (columns + 1));
        const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t & { return length[i * (columns + 1) + j]; };
        for (std::size_t i = rows; i-- > 0 && !m_control.cancelled();) {
            for (std::size_t j = columns; j-- > 0;)
                at(i, j) = same(first + i, first + j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
        }
        for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
            if (same(first + i, first + j)) {
                join(first + i, first + j);
                ++i, ++j;
            } else if (at(i + 1, j) >= at(i, j + 1)) {
                ++i;
            } else {
                ++j;
            }
        }
    }

    void alignByShape(std::size_t first, std::size_t n, std::size_t m)
    {
        std::unordered_map<ShapeId, std::vector<std::size_t>> have;
        for (std::size_t j = first; j < m; ++j)
            have[m_m.h(m_have[j]).shape].push_back(j);
        std::unordered_map<ShapeId, std::size_t> next;
        for (std::size_t i = first; i < n; ++i) {
            const ShapeId shape = m_m.w(m_wanted[i]).shape;
            const auto &holders = have[shape];
            if (std::size_t &k = next[shape]; k < holders.size())
                join(i, holders[k++]);
        }
    }

    const Matching &m_m;
    const JobControl &m_control;
    bool m_known[2] = {};
    Positions m_wanted, m_have;
};

// One shape: its unmatched variables on both sides.
class Block {
public:
    Block(Matching &m, const Alignment &alignment, const Positions &wanted, const Positions &have, bool rare)
        : m_m(m)
        , m_alignment(alignment)
        , m_have(have)
        , m_rare(rare)
    {
        m_all = wanted.size() * have.size() <= kMostPairsOfBlock;
        if (m_all)
            return;
        m_inBlock.insert(have.begin(), have.end());
        for (const std::int32_t j : have) {
            Positions segments;
            for (const SegmentId segment : m_m.h(j).best().segments)
                segments.push_back(static_cast<std::int32_t>(segment));
            std::sort(segments.begin(), segments.end());
            segments.erase(std::unique(segments.begin(), segments.end()), segments.end());
            for (const std::int32_t segment : segments)
                m_holders[static_cast<SegmentId>(segment)].push_back(j);
            if (const auto &checksum = m_m.h(j).variable->checksum)
                m_byChecksum[*checksum].push_back(j);
        }
    }

    // The best of `i`, best first.
    void add(std::int32_t i, std::vector<CandidatePair> &pairs)
    {
        std::vector<CandidatePair> found;
        for (const std::int32_t j : m_all ? m_have : worthALook(i))
            found.push_back(judge(i, j));
        std::sort(found.begin(), found.end(), [](const CandidatePair &a, const CandidatePair &b) {
            return a.score != b.score ? a.score > b.score : a.have < b.have;
        });
        found.resize(std::min(found.size(), kMostPairsOfOne));
        pairs.insert(pairs.end(), found.begin(), found.end());
    }

private:
    Positions worthALook(std::int32_t i)
    {
        Positions worth;
        const MatchItem &item = m_m.w(i);
        if (const auto found = m_alignment.partner.find(i); found != m_alignment.partner.end())
            worth.push_back(found->second);
        if (const auto found = m_m.have.byKey.find(item.variable->key); found != m_m.have.byKey.end())
            worth.push_back(found->second);
        if (item.variable->checksum) {
            if (const auto found = m_byChecksum.find(*item.variable->checksum);
                found != m_byChecksum.end() && found->second.size() <= kMostByChecksum)
                worth.insert(worth.end(), found->second.begin(), found->second.end());
        }
        if (const auto found = m_m.hints.find(i); found != m_m.hints.end()) {
            for (const Hint &each : found->second)
                worth.push_back(each.have);
        }
        std::unordered_map<std::int32_t, double> shared;
        for (const SegmentId segment : item.best().segments) {
            const auto found = m_holders.find(segment);
            if (found == m_holders.end() || found->second.size() > kMostHoldersOfSegment)
                continue;
            for (const std::int32_t j : found->second)
                shared[j] += 1 / static_cast<double>(found->second.size());
        }
        std::vector<std::pair<double, std::int32_t>> byName;
        for (const auto &[j, weight] : shared)
            byName.emplace_back(-weight, j);
        std::sort(byName.begin(), byName.end());
        for (std::size_t k = 0; k < std::min(byName.size(), kMostByName); ++k)
            worth.push_back(byName[k].second);
        std::sort(worth.begin(), worth.end());
        worth.erase(std::unique(worth.begin(), worth.end()), worth.end());
        std::erase_if(worth, [&](std::int32_t j) { return !m_inBlock.contains(j); });
        return worth;
    }

    // What a rule said of the pair.
    const Hint *hint(std::int32_t i, std::int32_t j) const
    {
        const auto found = m_m.hints.find(i);
        if (found == m_m.hints.end())
            return nullptr;
        const auto same =
            std::find_if(found->second.begin(), found->second.end(), [j](const Hint &each) { return each.have == j; });
        return same == found->second.end() ? nullptr : &*same;
    }

    // A number of one of the names is in a run that ends elsewhere on the other side, or the same words have other
    // numbers.
    bool numbersDiffer(std::int32_t i, std::int32_t j) const
    {
        const NameForm &a = m_m.w(i).best(), &b = m_m.h(j).best();
        return m_m.runs.contradicted(flatTokens(m_m.forms, a)) || m_m.runs.contradicted(flatTokens(m_m.forms, b))
            || inChangedFamily(a) || inChangedFamily(b) || m_m.forms.otherNumbers(a, b);
    }

    bool inChangedFamily(const NameForm &form) const
    {
        return std::any_of(form.segments.begin(), form.segments.end(),
            [&](SegmentId segment) { return m_m.segmentRuns.contradicted(m_m.forms.tokens(segment)); });
    }

    CandidatePair judge(std::int32_t i, std::int32_t j)
    {
        const MatchItem &a = m_m.w(i), &b = m_m.h(j);
        CandidatePair pair{ .wanted = i, .have = j };
        double score = 0;
        if (a.variable->key == b.variable->key)
            score += a.form.anonymous ? 2.2 : 4.0;
        else if (!a.best().anonymous && !b.best().anonymous) {
            const double likeness = m_m.forms.similarity(a.best(), b.best());
            pair.likeness = static_cast<float>(likeness);
            score += std::clamp(8 * (likeness - 0.55), -2.5, 4.0);
        }
        const Hint *hinted = hint(i, j);
        if (hinted && !hinted->otherNumbers)
            score += 2;
        pair.otherNumbers =
            (hinted && hinted->otherNumbers) || (!a.best().anonymous && !b.best().anonymous && numbersDiffer(i, j));
        if (!a.detail.empty() && !b.detail.empty())
            score += a.detail == b.detail ? 0.7 : -5;
        if (const auto found = m_alignment.partner.find(i); found != m_alignment.partner.end() && found->second == j) {
            pair.order = true;
            score += m_alignment.weight;
        }
        if (m_rare)
            score += 1.5;
        if (pair.sameValues = m_m.sameChecksum(i, j); pair.sameValues)
            score += a.variable->shape && a.rank > 0 ? 9 : 4;
        pair.score = static_cast<float>(score);
        return pair;
    }

    Matching &m_m;
    const Alignment &m_alignment;
    const Positions &m_have;
    bool m_rare, m_all;
    std::unordered_map<SegmentId, Positions> m_holders;
    std::unordered_map<std::uint32_t, Positions> m_byChecksum;
    std::unordered_set<std::int32_t> m_inBlock;
};

} // namespace

ShapeCounts::ShapeCounts(const Matching &matching)
{
    for (std::size_t i = 0; i < matching.wanted.items.size(); ++i) {
        if (matching.isOpen(static_cast<std::int32_t>(i)))
            ++wanted[matching.wanted.items[i].shape];
    }
    for (std::size_t j = 0; j < matching.have.items.size(); ++j) {
        if (matching.isFree(static_cast<std::int32_t>(j)))
            ++have[matching.have.items[j].shape];
    }
}

bool ShapeCounts::onlyOne(ShapeId shape) const
{
    const auto w = wanted.find(shape), h = have.find(shape);
    return shape != kAnyShape && w != wanted.end() && h != have.end() && w->second == 1 && h->second == 1;
}

std::vector<CandidatePair> candidatePairs(Matching &matching, const JobControl &control)
{
    // Ordered by shape number, so that equal inputs go equal ways.
    Positions wanted, have;
    std::unordered_map<ShapeId, std::pair<Positions, Positions>> blocks;
    for (std::size_t i = 0; i < matching.wanted.items.size(); ++i) {
        const auto position = static_cast<std::int32_t>(i);
        if (!matching.isOpen(position) || matching.wanted.items[i].owner != kNobody)
            continue;
        wanted.push_back(position);
        blocks[matching.wanted.items[i].shape].first.push_back(position);
    }
    for (std::size_t j = 0; j < matching.have.items.size(); ++j) {
        const auto position = static_cast<std::int32_t>(j);
        if (!matching.isFree(position) || matching.have.items[j].owner != kNobody)
            continue;
        have.push_back(position);
        blocks[matching.have.items[j].shape].second.push_back(position);
    }
    const Alignment alignment(matching, wanted, have, control);
    std::vector<CandidatePair> pairs;
    std::size_t done = 0;
    std::vector<ShapeId> shapes;
    for (const auto &[shape, block] : blocks)
        shapes.push_back(shape);
    std::sort(shapes.begin(), shapes.end());
    for (const ShapeId shape : shapes) {
        const auto &[left, right] = blocks[shape];
        // A matrix whose sizes nothing else has is hardly there by chance; a vector may be.
        const bool rare = shape != kAnyShape && left.size() == 1 && right.size() == 1 && matching.w(left[0]).rank > 1;
        Block block(matching, alignment, left, shape == kAnyShape ? have : right, rare);
        for (const std::int32_t i : left) {
            if (done % 64 == 0 && control.cancelled())
                return {};
            block.add(i, pairs);
            control.report(30 + 50 * ++done / std::max<std::size_t>(wanted.size(), 1), 100);
        }
    }
    return pairs;
}

std::vector<CandidatePair> alikeButTaken(
    Matching &matching, std::int32_t wanted, const std::vector<std::int32_t> &sameShape)
{
    std::vector<CandidatePair> alike;
    for (const std::int32_t j : sameShape) {
        const MatchItem &a = matching.w(wanted), &b = matching.h(j);
        if (!a.detail.empty() && !b.detail.empty() && a.detail != b.detail)
            continue;
        const double likeness = matching.forms.similarity(a.best(), b.best());
        alike.push_back({ .wanted = wanted,
            .have = j,
            .score = static_cast<float>(likeness),
            .likeness = static_cast<float>(likeness) });
    }
    // Of layers that are alike the last: where one more is wanted, it is the nearest.
    std::sort(alike.begin(), alike.end(), [](const CandidatePair &a, const CandidatePair &b) {
        return a.score != b.score ? a.score > b.score : a.have > b.have;
    });
    alike.resize(std::min(alike.size(), kMostCandidates));
    return alike;
}

} // namespace ckpt
