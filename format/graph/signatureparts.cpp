// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/signatureparts.h"
#include "format/proto/meta_graph.pb.h"

#include <algorithm>
#include <utility>

namespace ckpt {
namespace {

constexpr std::string_view kServingDefault = "serving_default";

// The tensors that one input or output of a signature is made of.
void addTensors(const pb::TensorInfo &info, std::vector<std::string_view> &tensors)
{
    const auto add = [&](std::string_view name) {
        if (!name.empty())
            tensors.push_back(name);
    };
    std::vector<const pb::TensorInfo *> work{ &info };
    while (!work.empty()) {
        const pb::TensorInfo &each = *work.back();
        work.pop_back();
        add(each.name());
        if (each.has_coo_sparse()) {
            add(each.coo_sparse().values_tensor_name());
            add(each.coo_sparse().indices_tensor_name());
            add(each.coo_sparse().dense_shape_tensor_name());
        }
        if (each.has_composite_tensor())
            for (const pb::TensorInfo &component : each.composite_tensor().components())
                work.push_back(&component);
    }
}

} // namespace

std::vector<std::string> drawableSignatures(const MetaGraphData &graph)
{
    std::vector<std::string> names;
    if (const pb::MetaGraphDef *meta = graph.metaGraphDef())
        for (const auto &[name, signature] : meta->signature_def())
            if (!name.starts_with("__"))
                names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

DrawnPart partFor(const DrawnPart &wish, const MetaGraphData &graph)
{
    const std::vector<std::string> names = drawableSignatures(graph);
    const auto isSignature = [&](std::string_view name) {
        return std::binary_search(names.begin(), names.end(), name);
    };
    if (wish.kind == DrawnPart::Kind::Signature && isSignature(wish.name))
        return wish;
    const auto &functions = graph.library().function();
    if (wish.kind == DrawnPart::Kind::Function
        && std::any_of(functions.begin(), functions.end(),
            [&](const pb::FunctionDef &function) { return function.signature().name() == wish.name; }))
        return wish;
    // A .meta with signatures is a training graph as a rule: its losses belong to none of them.
    if (wish.kind == DrawnPart::Kind::Everything || names.size() < 2
        || graph.summary().container != GraphContainer::SavedModel)
        return { DrawnPart::Kind::Everything };
    return { DrawnPart::Kind::Signature, isSignature(kServingDefault) ? std::string(kServingDefault) : names.front() };
}

std::vector<char> nodesOfSignature(const WorkGraph &graph, const std::string &signature)
{
    std::vector<char> kept(graph.size());
    const pb::MetaGraphDef *meta = graph.meta().metaGraphDef();
    const auto found = meta->signature_def().find(signature);
    if (found == meta->signature_def().end())
        return kept;
    std::vector<std::string_view> tensors;
    for (const auto *side : { &found->second.inputs(), &found->second.outputs() })
        for (const auto &[key, info] : *side)
            addTensors(info, tensors);
    std::vector<Node> work;
    const auto keep = [&](Node v) {
        if (v != kNoNode && !std::exchange(kept[Analysis::at(v)], 1))
            work.push_back(v);
    };
    for (const std::string_view tensor : tensors) {
        const InputName name = parseInputName(tensor);
        const Node node = graph.find(name.node);
        if (node == kNoNode)
            continue;
        // Of an inlined call only what computes this result is needed, not all that goes into the call.
        if (const auto result = graph.resultOfCall(node, name.port)) {
            kept[Analysis::at(node)] = 1;
            keep(result->source);
        } else {
            keep(node);
        }
    }
    while (!work.empty()) {
        const Node v = work.back();
        work.pop_back();
        for (const In &in : graph.in(v))
            if (!in.control())
                keep(in.source);
        if (const auto condition = graph.conditionOf(v))
            keep(condition->source);
    }
    return kept;
}

} // namespace ckpt
