// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 6.8: where many use one tensor. Inside such a scope its edges would cover the picture, so its readers
// name it instead; where the scope is closed there is one edge to it as ever. A reader that nothing else feeds keeps
// its edge, so that the way of the data is never cut.
#pragma once

#include "format/graph/analysis.h"
#include "format/graph/viewitem.h"

#include <map>
#include <span>
#include <vector>

namespace ckpt {

ItemId commonAncestor(std::span<const Item> items, ItemId a, ItemId b);

class Crowds {
public:
    // An input, or a tensor of rank 0 or 1, crowds a scope in which this many children read it; any other tensor does
    // with kReaders.
    static constexpr std::size_t kFewReaders = 6, kReaders = 9;

    // `itemOfLeaf`: by node. Both are kept and have to outlive this. O(edges × depth × log).
    Crowds(const Analysis &analysis, std::span<const Item> items, const std::vector<ItemId> &itemOfLeaf);

    // The scope inside which the edge is told in words; None: it is always drawn.
    ItemId scopeOf(const LeafEdge &edge) const;

private:
    using Tensor = std::pair<Node, std::int32_t>;

    ItemId leaf(Node v) const { return m_itemOfLeaf[Analysis::at(v)]; }
    ItemId parentOf(ItemId id) const { return m_items[index(id)].parent; }
    void countInputs(const std::vector<const LeafEdge *> &edges);
    static std::size_t fewest(const Analysis &analysis, Tensor tensor);
    void findCrowds(Tensor tensor, std::span<const LeafEdge *const> edges, std::size_t least);

    std::span<const Item> m_items;
    const std::vector<ItemId> &m_itemOfLeaf;
    std::vector<int> m_inputs; // by item: tensors whose edges into it are drawn
    std::map<std::pair<Tensor, ItemId>, ItemId> m_scopes; // tensor and reader, a child of a crowded scope → that scope
};

} // namespace ckpt
