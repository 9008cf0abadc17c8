// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/crowds.h"

#include <algorithm>
#include <set>

namespace ckpt {

using enum NodeClass;

ItemId commonAncestor(std::span<const Item> items, ItemId a, ItemId b)
{
    while (a != b) { // parents have smaller numbers
        if (index(a) > index(b))
            a = items[index(a)].parent;
        else
            b = items[index(b)].parent;
    }
    return a;
}

Crowds::Crowds(const Analysis &analysis, std::span<const Item> items, const std::vector<ItemId> &itemOfLeaf)
    : m_items(items)
    , m_itemOfLeaf(itemOfLeaf)
{
    std::vector<const LeafEdge *> edges;
    edges.reserve(analysis.edges.size());
    for (const LeafEdge &edge : analysis.edges)
        if (!edge.loop)
            edges.push_back(&edge);
    const auto tensor = [](const LeafEdge *edge) { return Tensor(edge->from, edge->port); };
    std::stable_sort(
        edges.begin(), edges.end(), [&](const LeafEdge *a, const LeafEdge *b) { return tensor(a) < tensor(b); });
    for (std::size_t begin = 0, end = 0; begin < edges.size(); begin = end) {
        while (end < edges.size() && tensor(edges[end]) == tensor(edges[begin]))
            ++end;
        if (end - begin < kFewReaders)
            continue;
        if (m_inputs.empty())
            countInputs(edges);
        findCrowds(
            tensor(edges[begin]), std::span(edges).subspan(begin, end - begin), fewest(analysis, tensor(edges[begin])));
    }
}

// How many tensors feed each item.
void Crowds::countInputs(const std::vector<const LeafEdge *> &edges)
{
    std::vector<std::pair<ItemId, Tensor>> inputs;
    for (const LeafEdge *edge : edges) {
        const ItemId end = commonAncestor(m_items, leaf(edge->from), leaf(edge->to));
        for (ItemId id = leaf(edge->to); id != end; id = parentOf(id))
            inputs.push_back({ id, { edge->from, edge->port } });
    }
    std::sort(inputs.begin(), inputs.end());
    inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
    m_inputs.assign(m_items.size(), 0);
    for (const auto &[item, tensor] : inputs)
        ++m_inputs[index(item)];
}

std::size_t Crowds::fewest(const Analysis &analysis, Tensor tensor)
{
    const auto shape = analysis.g.outputShape(tensor.first, tensor.second);
    const bool small = shape && shape->size() <= 1;
    return small || analysis.is(tensor.first, Input) ? kFewReaders : kReaders;
}

void Crowds::findCrowds(Tensor tensor, std::span<const LeafEdge *const> edges, std::size_t least)
{
    const ItemId source = leaf(tensor.first);
    std::map<ItemId, std::set<ItemId>> readers; // by scope; outer scopes come first
    for (const LeafEdge *edge : edges) {
        const ItemId end = commonAncestor(m_items, source, leaf(edge->to));
        for (ItemId id = leaf(edge->to); id != end; id = parentOf(id))
            // What is inside another scope leaves it through one port: there is nothing to gain outside.
            if (parentOf(id) != end || parentOf(source) == end)
                readers[parentOf(id)].insert(id);
    }
    std::set<ItemId> told;
    for (auto &[scope, children] : readers) {
        bool outside = false; // it is told already around this scope
        for (ItemId id = scope; id != ItemId::None && !outside; id = parentOf(id))
            outside = told.contains(id);
        std::erase_if(children, [this](ItemId child) { return m_inputs[index(child)] < 2; });
        if (outside || children.size() < least)
            continue;
        for (const ItemId child : children) {
            --m_inputs[index(child)];
            m_scopes[{ tensor, child }] = scope;
        }
        told.insert(children.begin(), children.end());
    }
}

ItemId Crowds::scopeOf(const LeafEdge &edge) const
{
    if (m_scopes.empty() || edge.loop)
        return ItemId::None;
    const ItemId end = commonAncestor(m_items, leaf(edge.from), leaf(edge.to));
    for (ItemId id = leaf(edge.to); id != end; id = parentOf(id))
        if (const auto known = m_scopes.find({ { edge.from, edge.port }, id }); known != m_scopes.end())
            return known->second;
    return ItemId::None;
}

} // namespace ckpt
