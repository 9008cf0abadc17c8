// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/siblings.h"

#include <algorithm>
#include <numeric>
#include <queue>

namespace ckpt {

void insertSorted(std::vector<int> &list, int value)
{
    const auto place = std::lower_bound(list.begin(), list.end(), value);
    if (place == list.end() || *place != value)
        list.insert(place, value);
}

void eraseSorted(std::vector<int> &list, int value)
{
    const auto place = std::lower_bound(list.begin(), list.end(), value);
    if (place != list.end() && *place == value)
        list.erase(place);
}

Siblings::Siblings(const Tree &tree, Part *scope)
    : m_parts(scope->children)
    , m_out(m_parts.size())
    , m_in(m_parts.size())
    , m_leaves(m_parts.size())
{
    for (int i = 0; i < size(); ++i)
        m_parts[at(i)]->slot = i;
    std::vector<std::int32_t> &childOf = tree.scratch;
    std::vector<std::vector<Node>> nodes(m_parts.size());
    for (int i = 0; i < size(); ++i) {
        nodes[at(i)] = tree.nodesOf(m_parts[at(i)]);
        for (const Node v : nodes[at(i)])
            childOf[Analysis::at(v)] = i;
    }
    const bool isRoot = scope->parent == nullptr;
    for (int i = 0; i < size(); ++i) {
        auto &out = m_out[at(i)];
        for (const Node v : nodes[at(i)])
            for (const Node w : tree.a.out(v)) {
                const std::int32_t target = childOf[Analysis::at(w)];
                if (target < 0)
                    m_leaves[at(i)] = !isRoot;
                else if (target != i)
                    out.push_back(target);
            }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        for (const int target : out)
            m_in[at(target)].push_back(i);
    }
    for (const auto &list : nodes)
        for (const Node v : list)
            childOf[Analysis::at(v)] = -1;
    m_byPosition.resize(m_parts.size());
    std::iota(m_byPosition.begin(), m_byPosition.end(), 0);
    std::sort(m_byPosition.begin(), m_byPosition.end(), [this](int a, int b) { return earlier(part(a), part(b)); });
}

bool Siblings::hasEdge(int from, int to) const
{
    return std::binary_search(out(from).begin(), out(from).end(), to);
}

void Siblings::merge(int from, int into)
{
    for (const int source : m_in[at(from)]) {
        eraseSorted(m_out[at(source)], from);
        if (source != into) {
            insertSorted(m_out[at(source)], into);
            insertSorted(m_in[at(into)], source);
        }
    }
    for (const int target : m_out[at(from)]) {
        eraseSorted(m_in[at(target)], from);
        if (target != into) {
            insertSorted(m_in[at(target)], into);
            insertSorted(m_out[at(into)], target);
        }
    }
    m_in[at(from)].clear();
    m_out[at(from)].clear();
}

std::vector<int> Siblings::topological() const
{
    std::vector<int> rank(m_parts.size()), waiting(m_parts.size()), order;
    for (int i = 0; i < size(); ++i) {
        rank[at(m_byPosition[at(i)])] = i;
        waiting[at(i)] = static_cast<int>(in(i).size());
    }
    std::priority_queue<int, std::vector<int>, std::greater<>> ready; // ranks
    for (int i = 0; i < size(); ++i)
        if (waiting[at(i)] == 0)
            ready.push(rank[at(i)]);
    std::vector<char> done(m_parts.size());
    std::size_t next = 0;
    while (order.size() < m_parts.size()) {
        if (ready.empty()) {
            while (done[at(m_byPosition[next])])
                ++next;
            ready.push(static_cast<int>(next));
        }
        const int i = m_byPosition[at(ready.top())];
        ready.pop();
        if (done[at(i)])
            continue;
        done[at(i)] = 1;
        order.push_back(i);
        for (const int target : out(i))
            if (--waiting[at(target)] == 0 && !done[at(target)])
                ready.push(rank[at(target)]);
    }
    return order;
}

std::vector<char> Siblings::reached(const std::vector<int> &starts, bool forward) const
{
    std::vector<char> reached(m_parts.size());
    std::vector<int> work = starts;
    while (!work.empty()) {
        const int i = work.back();
        work.pop_back();
        for (const int next : forward ? out(i) : in(i))
            if (!reached[at(next)]) {
                reached[at(next)] = 1;
                work.push_back(next);
            }
    }
    return reached;
}

} // namespace ckpt
