// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/declaredvariables.h"

#include "format/proto/meta_graph.pb.h"
#include "format/proto/variable.pb.h"
#include "format/savergraph/bindings.h"

#include <fmt/format.h>

#include <algorithm>

namespace ckpt {
namespace {

struct NewVariable {
    std::string name;
    DType type = DType::Invalid;
    std::vector<std::int64_t> shape;
};

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
}

// With everything that a variable of TensorFlow 1 comes with.
void addVariable(NodeMaker &maker, const NewVariable &wanted, pb::CollectionDef &variables)
{
    const std::string &name = wanted.name;
    const std::string zeros = maker.zeros(maker.freeName(name + "/zeros"), wanted.type, wanted.shape);
    pb::NodeDef &assign = maker.add(maker.freeName(name + "/Assign"), "Assign", { name, zeros });
    setType(assign, "T", wanted.type);
    setBool(assign, "use_locking", true);
    setBool(assign, "validate_shape", true);
    setPlacedWith(assign, name);
    pb::NodeDef &read = maker.add(maker.freeName(name + "/read"), "Identity", { name });
    setType(read, "T", wanted.type);
    setPlacedWith(read, name);
    pb::VariableDef def;
    def.set_variable_name(name + ":0");
    def.set_initializer_name(assign.name());
    def.set_snapshot_name(read.name() + ":0");
    def.set_initial_value_name(zeros + ":0");
    variables.mutable_bytes_list()->add_value(def.SerializeAsString());
}

void addNode(NodeMaker &maker, const NewVariable &wanted)
{
    pb::NodeDef &node = maker.add(wanted.name, "VariableV2", {});
    setType(node, "dtype", wanted.type);
    setShape(node, "shape", wanted.shape);
    (*node.mutable_attr())["container"].set_s("");
    (*node.mutable_attr())["shared_name"].set_s("");
}

} // namespace

bool isNodeName(std::string_view name)
{
    if (name.empty() || !isWordByte(name.front()) || name.ends_with('/'))
        return false;
    for (std::size_t i = 1; i < name.size(); ++i) {
        const char c = name[i];
        const bool joins = c == '>' && i + 1 < name.size() && isWordByte(name[i + 1]);
        if (!isWordByte(c) && c != '_' && c != '/' && c != '-' && !joins)
            return false;
    }
    return true;
}

std::vector<SaverItem> declareVariables(NodeMaker &maker, pb::MetaGraphDef &meta,
    const std::vector<MetaTensor> &tensors, const std::vector<std::size_t> &chosen)
{
    std::vector<NewVariable> variables;
    std::vector<SaverItem> items;
    std::size_t number = 0;
    // All variables before their other nodes, so that those do not take the name of a variable.
    const auto declare = [&](const MetaTensor &tensor, const std::string &name, std::vector<std::int64_t> shape,
                             const std::string &slice) {
        std::string free = name;
        while (!isNodeName(free) || !maker.isFree(free))
            free = fmt::format("var_{}", number++);
        variables.push_back({ std::move(free), tensor.type, std::move(shape) });
        addNode(maker, variables.back());
        items.push_back({ tensor.key, slice, tensor.type, nullptr, variables.back().name });
    };
    for (const std::size_t each : chosen) {
        const MetaTensor &tensor = tensors[each];
        if (tensor.parts.empty() || !partsStayParts(tensor.type)) {
            declare(tensor, tensor.key, tensor.shape, {});
            continue;
        }
        for (std::size_t i = 0; i < tensor.parts.size(); ++i)
            if (auto part = parsePart(tensor.parts[i]))
                declare(tensor, fmt::format("{}/part_{}", tensor.key, i), std::move(part->part), tensor.parts[i]);
    }
    if (variables.empty())
        return items;
    pb::CollectionDef &collection = (*meta.mutable_collection_def())["variables"];
    for (const NewVariable &variable : variables)
        addVariable(maker, variable, collection);
    return items;
}

} // namespace ckpt
