// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A graph that can be walked both ways, and the few questions that saver, selection and collections have in common.
// For format/savergraph only.
#pragma once

#include "format/graph/metagraphdata.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace ckpt {

using NodeSet = std::vector<bool>; // by ckpt::index()

struct NodeUse {
    NodeIndex user = NodeIndex::None;
    std::uint32_t input = 0; // of the user
};

class LinkedGraph {
public:
    explicit LinkedGraph(std::shared_ptr<const MetaGraphData> graph);

    const MetaGraphData &data() const { return *m_graph; }
    std::size_t size() const { return m_graph->nodes().size(); }
    std::string_view op(NodeIndex node) const { return m_graph->node(node).op; }
    std::string_view name(NodeIndex node) const { return m_graph->node(node).name; }
    std::span<const GraphInput> inputs(NodeIndex node) const { return m_graph->inputs(node); }
    NodeIndex source(NodeIndex node, std::size_t input) const; // None when there is no such input
    // In the order of the users.
    std::span<const NodeUse> uses(NodeIndex node) const;
    const GraphInput &inputOf(const NodeUse &use) const { return inputs(use.user)[use.input]; }
    bool isVariable(NodeIndex node) const;

    // The node of "name", "name:0" or "^name".
    NodeIndex named(std::string_view reference) const;
    // Back through Identity, Cast and ReadVariableOp to a variable, else None.
    NodeIndex variableBehind(NodeIndex node) const;
    // The nodes and what they need, by data and control. Variables are not gone through.
    NodeSet ancestors(std::vector<NodeIndex> nodes) const;

private:
    std::shared_ptr<const MetaGraphData> m_graph;
    std::vector<std::uint32_t> m_firstUse; // by node, and the end
    std::vector<NodeUse> m_uses;
};

} // namespace ckpt
