// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// From the variables of a graph to the keys they are saved under. A Saver may rename, so the save ops decide
// (saverops.cpp). Graphs without one may still have restore ops.
#include "format/graph/metagraphdata.h"

#include "format/graph/optables.h"
#include "format/proto/meta_graph.pb.h"

#include <algorithm>
#include <unordered_map>

namespace ckpt {
namespace {

constexpr std::size_t kMaxKeys = 1'000'000;
constexpr int kMaxSteps = 20; // Identity ops between a restore op and what it is assigned to

class KeyFinder {
public:
    KeyFinder(const MetaGraphData &graph, std::vector<std::string> &otherKeys)
        : m_graph(graph)
        , m_otherKeys(otherKeys)
        , m_entry(graph.nodes().size(), -1)
    {
    }

    std::vector<GraphVariable> run()
    {
        collectVariables();
        takeSaveOps();
        if (std::none_of(m_variables.begin(), m_variables.end(), [](const auto &v) { return !v.savedAs.empty(); }))
            for (std::size_t i = 0; i < m_graph.nodes().size(); ++i)
                readAssignOp(NodeIndex{ static_cast<int>(i) });
        return std::move(m_variables);
    }

private:
    void collectVariables();
    void takeSaveOps();
    void take(const SaverTensor &tensor);
    void readAssignOp(NodeIndex node);
    NodeIndex source(NodeIndex node, std::size_t input) const
    {
        const auto inputs = m_graph.inputs(node);
        return input < inputs.size() && !inputs[input].control ? inputs[input].source : NodeIndex::None;
    }
    // Its entry where it is a variable, else null.
    GraphVariable *variable(NodeIndex node)
    {
        const std::int32_t entry = node == NodeIndex::None ? -1 : m_entry[index(node)];
        return entry < 0 ? nullptr : &m_variables[static_cast<std::size_t>(entry)];
    }
    static void add(GraphVariable &variable, const std::string &key, const std::string &slice)
    {
        variable.savedAs.push_back(slice.empty() ? key : key + " " + slice);
        variable.keys.push_back(key);
    }
    const std::vector<std::string> &strings(NodeIndex node);

    const MetaGraphData &m_graph;
    std::vector<std::string> &m_otherKeys;
    std::unordered_map<NodeIndex, std::vector<std::string>>
        m_strings; // one list of keys may serve every restored variable
    std::vector<GraphVariable> m_variables;
    std::vector<std::int32_t> m_entry; // node → index into m_variables
};

void KeyFinder::collectVariables()
{
    for (std::size_t i = 0; i < m_graph.nodes().size(); ++i) {
        if (!isVariableOp(m_graph.nodes()[i].op))
            continue;
        const pb::NodeDef &def = m_graph.def(NodeIndex{ static_cast<int>(i) });
        GraphVariable variable;
        variable.node = NodeIndex{ static_cast<int>(i) };
        if (const pb::AttrValue *dtype = attribute(def, "dtype"))
            variable.dtype = dtype->type();
        const pb::AttrValue *shape = attribute(def, "shape");
        if (shape && !shape->shape().unknown_rank()) {
            variable.shape.emplace();
            for (const auto &dim : shape->shape().dim())
                variable.shape->push_back(dim.size());
        }
        m_entry[i] = static_cast<std::int32_t>(m_variables.size());
        m_variables.push_back(std::move(variable));
    }
}

const std::vector<std::string> &KeyFinder::strings(NodeIndex node)
{
    const auto [entry, isNew] = m_strings.try_emplace(node);
    if (isNew && node != NodeIndex::None) {
        const pb::AttrValue *value = attribute(m_graph.def(node), "value");
        if (value && value->has_tensor())
            entry->second = constantStrings(value->tensor(), kMaxKeys);
    }
    return entry->second;
}

void KeyFinder::takeSaveOps()
{
    for (const SaverOp &op : findSaverOps(m_graph))
        for (const SaverTensor &tensor : op.tensors)
            take(tensor);
    for (const SaverTensor &tensor : findSavedByFunctions(m_graph))
        take(tensor);
}

void KeyFinder::take(const SaverTensor &tensor)
{
    if (GraphVariable *saved = variable(tensor.source))
        add(*saved, tensor.key, tensor.slice);
    else
        m_otherKeys.push_back(tensor.key);
}

// Assign(variable, value) where the value comes from a restore op, possibly through Identity.
void KeyFinder::readAssignOp(NodeIndex node)
{
    const std::string_view op = m_graph.node(node).op;
    if (op != "Assign" && op != "AssignVariableOp")
        return;
    GraphVariable *restored = variable(variableBehind(m_graph, source(node, 0)));
    if (!restored || m_graph.inputs(node).size() < 2)
        return;
    GraphInput from = m_graph.inputs(node)[1];
    for (int step = 0; step < kMaxSteps && from.source != NodeIndex::None; ++step) {
        const std::string_view restore = m_graph.node(from.source).op;
        const bool many = restore == "RestoreV2";
        if (many || restore == "Restore" || restore == "RestoreSlice") {
            const auto &keys = strings(source(from.source, 1));
            const auto &slices = strings(restore == "Restore" ? NodeIndex::None : source(from.source, 2));
            const std::size_t i = many ? static_cast<std::size_t>(from.port) : 0;
            if (i < keys.size())
                add(*restored, keys[i], i < slices.size() ? slices[i] : std::string());
            return;
        }
        if (restore != "Identity" || m_graph.inputs(from.source).empty())
            return;
        from = m_graph.inputs(from.source)[0];
    }
}

} // namespace

std::vector<GraphVariable> findVariables(const MetaGraphData &graph, std::vector<std::string> &otherKeys)
{
    return KeyFinder(graph, otherKeys).run();
}

} // namespace ckpt
