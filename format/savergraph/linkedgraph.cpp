// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/linkedgraph.h"

#include "format/savergraph/nodekinds.h"

namespace ckpt {

LinkedGraph::LinkedGraph(std::shared_ptr<const MetaGraphData> graph)
    : m_graph(std::move(graph))
    , m_firstUse(m_graph->nodes().size() + 1, 0)
{
    const auto eachInput = [&](auto &&visit) {
        for (std::size_t i = 0; i < size(); ++i) {
            const NodeIndex node{ static_cast<std::int32_t>(i) };
            const auto all = inputs(node);
            for (std::size_t k = 0; k < all.size(); ++k)
                if (all[k].source != NodeIndex::None)
                    visit(all[k].source, NodeUse{ node, static_cast<std::uint32_t>(k) });
        }
    };
    eachInput([&](NodeIndex source, const NodeUse &) { ++m_firstUse[index(source) + 1]; });
    for (std::size_t i = 1; i < m_firstUse.size(); ++i)
        m_firstUse[i] += m_firstUse[i - 1];
    m_uses.resize(m_firstUse.back());
    std::vector<std::uint32_t> next(m_firstUse);
    eachInput([&](NodeIndex source, const NodeUse &use) { m_uses[next[index(source)]++] = use; });
}

NodeIndex LinkedGraph::source(NodeIndex node, std::size_t input) const
{
    const auto all = inputs(node);
    return input < all.size() ? all[input].source : NodeIndex::None;
}

std::span<const NodeUse> LinkedGraph::uses(NodeIndex node) const
{
    const std::size_t first = m_firstUse[index(node)];
    return std::span(m_uses).subspan(first, m_firstUse[index(node) + 1] - first);
}

bool LinkedGraph::isVariable(NodeIndex node) const
{
    return holdsVariable(op(node));
}

NodeIndex LinkedGraph::named(std::string_view reference) const
{
    const InputName parsed = parseInputName(reference);
    const NodeIndex found = m_graph->find(parsed.node);
    return found == NodeIndex::None ? m_graph->find(reference) : found; // the colon may be part of the name
}

NodeIndex LinkedGraph::variableBehind(NodeIndex node) const
{
    const NodeIndex end = ckpt::variableBehind(*m_graph, node);
    return end != NodeIndex::None && isVariable(end) ? end : NodeIndex::None;
}

NodeSet LinkedGraph::ancestors(std::vector<NodeIndex> nodes) const
{
    NodeSet seen(size());
    while (!nodes.empty()) {
        const NodeIndex node = nodes.back();
        nodes.pop_back();
        if (node == NodeIndex::None || seen[index(node)])
            continue;
        seen[index(node)] = true;
        if (!isVariable(node))
            for (const GraphInput &input : inputs(node))
                nodes.push_back(input.source);
    }
    return seen;
}

} // namespace ckpt
