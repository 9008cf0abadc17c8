// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/gonenodes.h"

#include "format/savergraph/nodekinds.h"

#include <algorithm>

namespace ckpt {
namespace {

std::vector<NodeIndex> listOf(const NodeSet &set)
{
    std::vector<NodeIndex> nodes;
    for (std::size_t i = 0; i < set.size(); ++i)
        if (set[i])
            nodes.push_back(NodeIndex{ static_cast<std::int32_t>(i) });
    return nodes;
}

void addDataUsers(const LinkedGraph &graph, NodeSet &set)
{
    std::vector<NodeIndex> open = listOf(set);
    while (!open.empty()) {
        const NodeIndex node = open.back();
        open.pop_back();
        for (const NodeUse &use : graph.uses(node))
            if (!graph.inputOf(use).control && !set[index(use.user)]) {
                set[index(use.user)] = true;
                open.push_back(use.user);
            }
    }
}

class Removal {
public:
    Removal(const LinkedGraph &graph, NodeSet gone, const NodeSet &oldSaver, const NodeSet &dropped,
        const std::unordered_map<NodeIndex, VariableNodes> &variables)
        : m_graph(graph)
        , m_gone(std::move(gone))
        , m_oldSaver(oldSaver)
        , m_dropped(dropped)
        , m_initializers(graph.size())
        , m_behind(graph.size())
    {
        for (const auto &[variable, nodes] : variables)
            if (nodes.initializer != NodeIndex::None)
                m_initializers[index(nodes.initializer)] = true;
    }

    NodeSet run(const JobControl &control)
    {
        addDataUsers(m_graph, m_gone);
        for (std::size_t i = 0; i < m_gone.size(); ++i)
            m_gone[i] = m_gone[i] || m_oldSaver[i];
        std::vector<NodeIndex> open = listOf(m_gone);
        while (!open.empty() && !control.cancelled()) {
            const NodeIndex node = open.back();
            open.pop_back();
            // What follows a write that is missing would find other values.
            const bool all = m_behind[index(node)] || isLostWrite(node);
            for (const NodeUse &use : m_graph.uses(node)) {
                const auto user = index(use.user);
                if (m_oldSaver[user] || (m_graph.isVariable(use.user) && m_graph.inputOf(use).control))
                    continue; // what a variable waits for changes nothing of it
                const bool first = all && !m_behind[user];
                m_behind[user] = m_behind[user] || all;
                // A group that waits for less than its name says is worse than none.
                const bool goes = all || m_graph.op(use.user) == "NoOp";
                if ((goes && !m_gone[user]) || first) {
                    m_gone[user] = true;
                    open.push_back(use.user);
                }
            }
        }
        return std::move(m_gone);
    }

private:
    bool isLostWrite(NodeIndex node) const
    {
        if (m_oldSaver[index(node)] || m_initializers[index(node)] || !writesState(m_graph.op(node)))
            return false;
        const NodeIndex first = m_graph.source(node, 0);
        const NodeIndex variable = first == NodeIndex::None ? NodeIndex::None : m_graph.variableBehind(first);
        return variable != NodeIndex::None && !m_dropped[index(variable)];
    }

    const LinkedGraph &m_graph;
    NodeSet m_gone;
    const NodeSet &m_oldSaver, &m_dropped;
    NodeSet m_initializers, m_behind;
};

} // namespace

NodeSet brokenNodes(const LinkedGraph &graph)
{
    NodeSet broken(graph.size());
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto inputs = graph.inputs(NodeIndex{ static_cast<std::int32_t>(i) });
        broken[i] = std::any_of(inputs.begin(), inputs.end(),
            [](const GraphInput &input) { return input.source == NodeIndex::None && !input.control; });
    }
    addDataUsers(graph, broken);
    return broken;
}

NodeSet goneNodes(const LinkedGraph &graph, NodeSet gone, const NodeSet &oldSaver, const NodeSet &dropped,
    const std::unordered_map<NodeIndex, VariableNodes> &variables, const JobControl &control)
{
    return Removal(graph, std::move(gone), oldSaver, dropped, variables).run(control);
}

} // namespace ckpt
