// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Save ops: which tensor is stored under which key. The second input has the keys of the tensors that follow.
// SavedModels of TensorFlow 2 have them in a function, which one node of the graph calls with all variables.
#include "format/graph/metagraphdata.h"

#include "format/graph/optables.h"
#include "format/proto/meta_graph.pb.h"

#include <unordered_map>

namespace ckpt {
namespace {

constexpr int kMaxSteps = 20; // pass-through ops between a save op and its variable

NodeIndex sourceOf(const MetaGraphData &graph, NodeIndex node, std::size_t input)
{
    const auto inputs = graph.inputs(node);
    return input < inputs.size() ? inputs[input].source : NodeIndex::None;
}

bool passesOn(std::string_view op)
{
    return op == "Identity" || op == "ReadVariableOp" || op == "Cast";
}

std::optional<std::vector<std::string>> strings(const pb::NodeDef &constant, std::size_t most)
{
    const pb::AttrValue *value = attribute(constant, "value");
    if (!value || !value->has_tensor())
        return std::nullopt;
    return constantStrings(value->tensor(), most);
}

// The first strings of a constant; nothing when it is none. No more than there are tensors: many save ops may share one
// long list.
std::optional<std::vector<std::string>> strings(const MetaGraphData &graph, NodeIndex node, std::size_t most)
{
    if (node == NodeIndex::None)
        return std::nullopt;
    return strings(graph.def(node), most);
}

// The body of a function that saves, and the call of it.
class SavingFunction {
public:
    SavingFunction(const MetaGraphData &graph, NodeIndex call, const pb::FunctionDef &function)
        : m_graph(graph)
        , m_call(call)
    {
        for (int i = 0; i < function.signature().input_arg_size(); ++i)
            m_arguments.emplace(function.signature().input_arg(i).name(), static_cast<std::size_t>(i));
        for (const pb::NodeDef &node : function.node_def())
            m_nodes.emplace(node.name(), &node);
    }

    void collect(const pb::NodeDef &save, std::vector<SaverTensor> &into) const
    {
        constexpr int kFirst = 3;
        const int tensors = save.input_size() - kFirst;
        const pb::NodeDef *names = tensors > 0 ? node(save.input(1)) : nullptr;
        const auto keys = names ? strings(*names, static_cast<std::size_t>(tensors)) : std::nullopt;
        const pb::NodeDef *parts = tensors > 0 ? node(save.input(2)) : nullptr;
        const auto slices = parts ? strings(*parts, static_cast<std::size_t>(tensors)) : std::nullopt;
        for (int i = 0; keys && i < tensors && static_cast<std::size_t>(i) < keys->size(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            into.push_back({ (*keys)[at], slices && at < slices->size() ? (*slices)[at] : std::string(),
                variableOf(save.input(kFirst + i)) });
        }
    }

private:
    static std::string_view nameIn(std::string_view input) { return input.substr(0, input.find(':')); }

    const pb::NodeDef *node(std::string_view input) const
    {
        const auto found = m_nodes.find(nameIn(input));
        return found == m_nodes.end() ? nullptr : found->second;
    }

    // Back through the body to an argument, and from there in the graph.
    NodeIndex variableOf(std::string_view input) const
    {
        for (int step = 0; step < kMaxSteps; ++step) {
            if (const auto argument = m_arguments.find(nameIn(input)); argument != m_arguments.end())
                return variableBehind(m_graph, sourceOf(m_graph, m_call, argument->second));
            const pb::NodeDef *from = node(input);
            if (!from || from->input_size() == 0 || !passesOn(from->op()))
                return NodeIndex::None;
            input = from->input(0);
        }
        return NodeIndex::None;
    }

    const MetaGraphData &m_graph;
    NodeIndex m_call;
    std::unordered_map<std::string_view, std::size_t> m_arguments;
    std::unordered_map<std::string_view, const pb::NodeDef *> m_nodes;
};

} // namespace

NodeIndex variableBehind(const MetaGraphData &graph, NodeIndex node)
{
    for (int step = 0; step < kMaxSteps && node != NodeIndex::None; ++step) {
        if (!passesOn(graph.node(node).op) || graph.inputs(node).empty())
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

std::vector<SaverTensor> findSavedByFunctions(const MetaGraphData &graph)
{
    std::unordered_map<std::string_view, const pb::FunctionDef *> savers;
    for (const pb::FunctionDef &function : graph.graphDef().library().function())
        for (const pb::NodeDef &node : function.node_def())
            if (node.op() == "SaveV2")
                savers.emplace(function.signature().name(), &function);
    std::vector<SaverTensor> tensors;
    for (std::size_t i = 0; i < graph.nodes().size() && !savers.empty(); ++i) {
        const NodeIndex call{ static_cast<int>(i) };
        const pb::AttrValue *called = attribute(graph.def(call), "f");
        const auto saver = called ? savers.find(called->func().name()) : savers.end();
        if (saver == savers.end())
            continue;
        const SavingFunction body(graph, call, *saver->second);
        for (const pb::NodeDef &node : saver->second->node_def())
            if (node.op() == "SaveV2")
                body.collect(node, tensors);
        savers.erase(saver); // once: a file may call it any number of times
    }
    return tensors;
}

} // namespace ckpt
