// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Save ops: which tensor is stored under which key. The second input has the keys of the tensors that follow.
#include "format/graph/metagraphdata.h"

#include "format/graph/optables.h"
#include "format/proto/meta_graph.pb.h"

namespace ckpt {
namespace {

constexpr int kMaxSteps = 20; // pass-through ops between a save op and its variable

NodeIndex sourceOf(const MetaGraphData &graph, NodeIndex node, std::size_t input)
{
    const auto inputs = graph.inputs(node);
    return input < inputs.size() ? inputs[input].source : NodeIndex::None;
}

// The first strings of a constant; nothing when it is none. No more than there are tensors: many save ops may share one
// long list.
std::optional<std::vector<std::string>> strings(const MetaGraphData &graph, NodeIndex node, std::size_t most)
{
    if (node == NodeIndex::None)
        return std::nullopt;
    const pb::AttrValue *value = attribute(graph.def(node), "value");
    if (!value || !value->has_tensor())
        return std::nullopt;
    return constantStrings(value->tensor(), most);
}

} // namespace

NodeIndex variableBehind(const MetaGraphData &graph, NodeIndex node)
{
    for (int step = 0; step < kMaxSteps && node != NodeIndex::None; ++step) {
        const std::string_view op = graph.node(node).op;
        const bool passes = op == "Identity" || op == "ReadVariableOp" || op == "Cast";
        if (!passes || graph.inputs(node).empty())
            return node;
        node = sourceOf(graph, node, 0);
    }
    return NodeIndex::None;
}

std::vector<SaverOp> findSaverOps(const MetaGraphData &graph)
{
    std::vector<SaverOp> ops;
    for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
        const std::string_view op = graph.nodes()[i].op;
        if (op != "SaveV2" && op != "SaveSlices" && op != "Save")
            continue;
        SaverOp &save = ops.emplace_back();
        save.node = NodeIndex{ static_cast<int>(i) };
        const std::size_t first = op == "Save" ? 2 : 3, inputs = graph.inputs(save.node).size();
        const std::size_t tensors = inputs > first ? inputs - first : 0;
        auto keys = strings(graph, sourceOf(graph, save.node, 1), tensors);
        if (!keys)
            continue;
        save.named = true;
        auto slices = first == 3 ? strings(graph, sourceOf(graph, save.node, 2), tensors) : std::nullopt;
        if (slices)
            slices->resize(keys->size());
        for (std::size_t k = 0; k < keys->size() && k < tensors; ++k)
            save.tensors.push_back({ std::move((*keys)[k]), slices ? std::move((*slices)[k]) : std::string(),
                variableBehind(graph, sourceOf(graph, save.node, first + k)) });
    }
    return ops;
}

} // namespace ckpt
