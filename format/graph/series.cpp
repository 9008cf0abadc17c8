// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/series.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace ckpt {
namespace {

constexpr int kLongestPeriod = 16;
constexpr int kSurelySeries = 8; // repetitions that count as a series even if they are not thin

class SeriesFolder {
public:
    SeriesFolder(Tree &tree, Part *scope, const SeriesRule &rule)
        : m_tree(tree)
        , m_scope(scope)
        , m_rule(rule)
        , m_siblings(tree, scope)
        , m_order(m_siblings.topological())
    {
        for (const int i : m_order) {
            const Part *part = m_siblings.part(i);
            const bool other = rule.anyKind && part->kind != ItemKind::Series && part->category != Category::Input;
            if (part->kind == ItemKind::Scope || other)
                m_candidates.push_back(i);
        }
        m_rank.resize(static_cast<std::size_t>(m_siblings.size()));
        for (std::size_t i = 0; i < m_order.size(); ++i)
            m_rank[static_cast<std::size_t>(m_order[i])] = static_cast<int>(i);
        m_budget = 64 * static_cast<std::int64_t>(m_order.size()) + 4096;
        countRuns();
    }

    int run()
    {
        int made = 0;
        const int count = static_cast<int>(m_candidates.size());
        for (int i = 0; i < count && m_budget > 0;) {
            Run found = longest(i);
            if (found.period > 1)
                shiftPhase(i, found);
            if (found.repetitions() < m_rule.shortest) {
                ++i;
                continue;
            }
            if (!isConvex(i, found.length)) {
                const int chain = found.period == 1 ? directChain(i, found.length) : 0;
                if (chain < m_rule.shortest || !isConvex(i, chain)) {
                    ++i;
                    continue;
                }
                found.length = chain;
            }
            if (!m_rule.anyKind && !isThin(i, found.length) && found.length < kSurelySeries) {
                i += found.length;
                continue;
            }
            make(i, found);
            ++made;
            i += found.length;
        }
        return made;
    }

private:
    struct Run {
        int length = 1, period = 1;
        int repetitions() const { return length / period; }
    };

    std::uint64_t signature(int i) const { return part(i)->signature; }
    Part *part(int i) const { return m_siblings.part(m_candidates[static_cast<std::size_t>(i)]); }
    int sibling(int i) const { return m_candidates[static_cast<std::size_t>(i)]; }
    std::vector<Part *> parts(int first, int count) const
    {
        std::vector<Part *> list;
        for (int i = first; i < first + count; ++i)
            list.push_back(part(i));
        return list;
    }

    // m_equal[p][i]: how many candidates from i on equal the one p further.
    void countRuns()
    {
        const int count = static_cast<int>(m_candidates.size());
        const int periods = m_rule.anyKind ? kLongestPeriod : 1;
        for (int period = 1; period <= periods; ++period) {
            auto &equal = m_equal[static_cast<std::size_t>(period)];
            equal.assign(static_cast<std::size_t>(count) + 1, 0);
            for (int i = count - period - 1; i >= 0; --i)
                if (signature(i) == signature(i + period))
                    equal[static_cast<std::size_t>(i)] = equal[static_cast<std::size_t>(i) + 1] + 1;
        }
    }
    int lengthAt(int i, int period) const
    {
        const int equal = m_equal[static_cast<std::size_t>(period)][static_cast<std::size_t>(i)];
        return equal > 0 ? (equal / period + 1) * period : 0;
    }

    Run longest(int i) const
    {
        Run best;
        if (!m_rule.anyKind)
            return { m_equal[1][static_cast<std::size_t>(i)] + 1, 1 };
        for (int period = m_rule.shortestPeriod; period <= kLongestPeriod; ++period) {
            const int length = lengthAt(i, period);
            if (length / period < m_rule.shortest || length <= best.length)
                continue;
            std::set<std::uint64_t> different;
            for (int k = i; k < i + period; ++k)
                different.insert(signature(k));
            if (static_cast<int>(different.size()) >= std::min(m_rule.shortestPeriod, 2))
                best = { length, period };
        }
        return best;
    }

    int namedBlocks(int first, const Run &run, int shift) const
    {
        int named = 0;
        const int end = std::min(first + run.length, static_cast<int>(m_candidates.size()));
        for (int i = first + shift; i + run.period <= end; i += run.period)
            named += sharedBlockName(parts(i, run.period)).empty() ? 0 : 1;
        return named;
    }

    // Of the phases of a period the one whose blocks most often share a name that ends in a number.
    void shiftPhase(int &first, Run &run)
    {
        m_budget -= run.length * run.period;
        int best = 0, bestNamed = namedBlocks(first, run, 0);
        for (int shift = 1; shift < run.period; ++shift)
            if (const int named = namedBlocks(first, run, shift); named > bestNamed) {
                best = shift;
                bestNamed = named;
            }
        const int length = best > 0 ? lengthAt(first + best, run.period) : 0;
        if (length / run.period >= m_rule.shortest) {
            first += best;
            run.length = length;
        }
    }

    // No sibling outside is reached from a member and reaches one.
    bool isConvex(int first, int count)
    {
        const std::vector<Part *> list = parts(first, count);
        std::vector<char> member(m_order.size()), reached(m_order.size());
        int low = static_cast<int>(m_order.size()), high = 0;
        for (int i = first; i < first + count; ++i) {
            const std::size_t s = static_cast<std::size_t>(sibling(i));
            member[s] = 1;
            low = std::min(low, m_rank[s]);
            high = std::max(high, m_rank[s]);
        }
        m_budget -= high - low + static_cast<int>(m_order.size() / 16);
        for (int r = low; r <= high; ++r) {
            const int i = m_order[static_cast<std::size_t>(r)];
            const bool inside = member[static_cast<std::size_t>(i)] != 0;
            if (!inside && !reached[static_cast<std::size_t>(i)])
                continue;
            for (const int target : m_siblings.out(i)) {
                if (!member[static_cast<std::size_t>(target)])
                    reached[static_cast<std::size_t>(target)] = 1;
                else if (!inside)
                    return false;
            }
        }
        return true;
    }

    int directChain(int first, int count) const
    {
        int length = 1;
        while (length < count && m_siblings.hasEdge(sibling(first + length - 1), sibling(first + length)))
            ++length;
        return length;
    }

    // Members but the last feed only members (unused ends ignored), or no member feeds another.
    bool isThin(int first, int count) const
    {
        std::set<int> members;
        for (int i = first; i < first + count; ++i)
            members.insert(sibling(i));
        bool outside = false, inside = false;
        for (int i = first; i < first + count; ++i)
            for (const int target : m_siblings.out(sibling(i))) {
                inside = inside || members.contains(target);
                outside =
                    outside || (i + 1 < first + count && !members.contains(target) && !m_siblings.out(target).empty());
            }
        return !outside || !inside;
    }

    void make(int first, const Run &run)
    {
        const std::vector<Part *> members = parts(first, run.length);
        bool chain = true;
        for (int i = first; run.period == 1 && i + 1 < first + run.length; ++i)
            chain = chain && m_siblings.hasEdge(sibling(i), sibling(i + 1));
        Part *series = m_tree.group(m_scope, Made::Series, ItemKind::Series, {}, members, members.front()->category);
        series->reason = "Equal neighbours, folded into a stack.";
        if (run.period > 1) {
            series->children.clear();
            for (int i = 0; i < run.length; i += run.period) {
                const std::vector<Part *> block(members.begin() + i, members.begin() + i + run.period);
                Part *part = m_tree.make(ItemKind::Group, blockTitle(m_tree, block),
                    m_scope->key + keyMark(Made::Block) + block.front()->key);
                part->made = Made::Block;
                part->reason = "One repetition of the parts in this stack.";
                for (Part *member : block)
                    Tree::add(part, member);
                m_tree.aggregate(part);
                part->category = (*std::max_element(block.begin(), block.end(), [this](const Part *a, const Part *b) {
                    return m_tree.elementsOf(a) < m_tree.elementsOf(b);
                }))->category;
                Tree::add(series, part);
            }
            m_tree.aggregate(series);
            series->category = series->children.front()->category;
        }
        series->title = series->children.front()->title + " … " + series->children.back()->title;
        series->repeat = static_cast<std::uint32_t>(run.repetitions());
        series->chain = chain;
        series->signature = members.front()->signature;
    }

    Tree &m_tree;
    Part *m_scope;
    SeriesRule m_rule;
    Siblings m_siblings;
    std::vector<int> m_order, m_candidates, m_rank;
    std::array<std::vector<int>, kLongestPeriod + 1> m_equal;
    std::int64_t m_budget = 0; // work left; hostile graphs could make it quadratic
};

} // namespace

std::string sharedBlockName(const std::vector<Part *> &members)
{
    std::vector<const std::string *> titles;
    for (const bool withVariables : { true, false }) {
        for (const Part *member : members)
            if (!withVariables || !member->variables.empty())
                titles.push_back(&member->title);
        if (!titles.empty())
            break;
    }
    if (titles.size() < 2)
        return {};
    std::string prefix = *titles.front();
    for (const std::string *title : titles) {
        const auto end = std::mismatch(prefix.begin(), prefix.end(), title->begin(), title->end()).first;
        prefix.erase(end, prefix.end());
    }
    while (!prefix.empty() && std::string_view("_/-.").find(prefix.back()) != std::string_view::npos)
        prefix.pop_back();
    return prefix.size() >= 3 && prefix.back() >= '0' && prefix.back() <= '9' ? prefix : std::string();
}

std::string blockTitle(const Tree &tree, const std::vector<Part *> &members)
{
    std::string shared = sharedBlockName(members);
    if (!shared.empty())
        return shared;
    return (*std::max_element(members.begin(), members.end(), [&](const Part *a, const Part *b) {
        return tree.elementsOf(a) < tree.elementsOf(b);
    }))->title;
}

void signGroups(Part *scope)
{
    for (Part *child : scope->children) {
        if (child->kind != ItemKind::Group || child->signature != 0)
            continue;
        std::vector<std::uint64_t> signatures;
        for (const Part *member : child->children)
            signatures.push_back(member->signature);
        std::sort(signatures.begin(), signatures.end());
        for (const std::uint64_t signature : signatures)
            child->signature = child->signature * 0x9e3779b97f4a7c15u + signature + 1;
    }
}

int foldSeries(Tree &tree, Part *scope, const SeriesRule &rule)
{
    return SeriesFolder(tree, scope, rule).run();
}

void foldScopes(Tree &tree)
{
    for (Part *part : tree.walk(tree.root))
        if (part->kind == ItemKind::Scope && part->children.size() >= 5)
            foldSeries(tree, part, { 5, false, 1 });
}

} // namespace ckpt
