// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What searches and traces ask a GraphView for.
#include "format/graph/graphviewdata.h"
#include "format/graph/rolenames.h"

namespace ckpt {

void GraphViewData::linkItems()
{
    std::vector<std::pair<ItemId, ItemId>> links;
    links.reserve(m_analysis->edges.size());
    for (const LeafEdge &edge : m_analysis->edges)
        links.emplace_back(m_itemOfLeaf[Analysis::at(edge.from)], m_itemOfLeaf[Analysis::at(edge.to)]);
    for (const auto &[source, reader] : m_analysis->conditions)
        links.emplace_back(m_itemOfLeaf[Analysis::at(source)], m_itemOfLeaf[Analysis::at(reader)]);
    m_links = ItemLinks(m_items.size(), std::move(links));
}

SearchNode GraphViewData::searchNode(std::size_t index) const
{
    const Node v = static_cast<Node>(index);
    SearchNode node{ m_nodes.name(v), m_nodes.op(v), m_classes[index], std::nullopt, m_itemOfNode[index] };
    if (m_nodes.isVariable(v))
        if (const Known *known = m_known.first(v); known && !known->detail.empty())
            node.role = roleOfDetail(known->detail);
    return node;
}

std::string GraphViewData::searchNodeShape(std::size_t index) const
{
    const Node v = static_cast<Node>(index);
    if (m_nodes.isVariable(v))
        if (const auto shape = m_nodes.declaredShape(v))
            return shapeLabel(shape);
    const auto shape = m_nodes.outputShape(v);
    return shape ? shapeLabel(shape) : std::string();
}

std::vector<std::pair<std::string, std::string>> GraphViewData::searchNodeAttributes(
    std::size_t index, std::size_t maxLength) const
{
    return m_nodes.attributeTexts(static_cast<Node>(index), maxLength);
}

} // namespace ckpt
