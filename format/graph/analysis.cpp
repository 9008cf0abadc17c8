// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/analysis.h"
#include "format/proto/meta_graph.pb.h"

#include <algorithm>
#include <functional>
#include <queue>

namespace ckpt {

Analysis::Analysis(WorkGraph workGraph)
    : g(std::move(workGraph))
    , classes(g.size(), kUnset)
    , variableOf(g.size(), kNoNode)
    , fromData(g.size())
    , fromVariable(g.size())
    , fromGradient(g.size())
    , scalarGate(g.size())
    , scalarPass(g.size())
    , visible(g.size())
{
    for (Node v = 0; g.hasMeta() && !g.meta().functionName().empty() && v < static_cast<Node>(g.rawCount()); ++v)
        if (g.op(v) == "_Retval")
            for (const In &in : g.in(v))
                outputs.insert(in.source);
    if (const pb::MetaGraphDef *meta = g.hasMeta() ? g.meta().metaGraphDef() : nullptr)
        for (const auto &[key, signature] : meta->signature_def())
            for (const auto &[name, tensor] : signature.outputs())
                if (const Node node = g.findTensor(tensor.name()); node != kNoNode)
                    outputs.insert(node);
}

const std::string &Analysis::roleOf(Node variable) const
{
    static const std::string kNone;
    const auto found = uses.find(variable);
    return found == uses.end() ? kNone : found->second.detail;
}

std::vector<Node> Analysis::foldedVariables(Node leaf) const
{
    std::vector<Node> result;
    if (const auto found = folded.find(leaf); found != folded.end())
        for (const Folded &fold : found->second)
            if (std::find(result.begin(), result.end(), fold.variable) == result.end())
                result.push_back(fold.variable);
    return result;
}

bool Analysis::hasFolded(Node leaf) const
{
    return folded.contains(leaf);
}

std::optional<Dims> Analysis::constantWeightShape(Node v, std::size_t rank) const
{
    for (const In &in : g.in(v)) {
        if (in.control() || !is(in.source, NodeClass::Constant))
            continue;
        Node u = in.source;
        for (int steps = 0; steps < 16 && g.has(u, OpTrait::Pass) && !g.in(u).empty(); ++steps)
            u = g.in(u)[0].source;
        const pb::TensorProto *value = g.constant(u);
        if (!value || static_cast<std::size_t>(value->tensor_shape().dim_size()) < rank)
            continue;
        const int type = value->dtype();
        if (type != pb::DT_FLOAT && type != pb::DT_DOUBLE && type != pb::DT_HALF && type != pb::DT_BFLOAT16)
            continue;
        Dims dims;
        for (const auto &dim : value->tensor_shape().dim())
            dims.push_back(dim.size());
        return dims;
    }
    return std::nullopt;
}

bool Analysis::hasConstantWeight(Node v) const
{
    return constantWeightShape(v, 1).has_value();
}

bool Analysis::isLossTarget(Node v) const
{
    if (!differentiated.contains(v) || !g.isScalar(v))
        return false;
    return std::none_of(out(v).begin(), out(v).end(), [&](Node w) { return differentiated.contains(w); });
}

bool orderNodes(Analysis &a, const JobControl &control)
{
    const WorkGraph &g = a.g;
    std::vector<std::int32_t> waiting(g.size(), 0);
    for (Node v = 0; v < g.count(); ++v)
        for (const In &in : g.in(v))
            waiting[Analysis::at(v)] += g.has(in.source, OpTrait::LoopNext) ? 0 : 1;
    std::priority_queue<Node, std::vector<Node>, std::greater<>> ready;
    for (Node v = 0; v < g.count(); ++v)
        if (waiting[Analysis::at(v)] == 0)
            ready.push(v);
    a.order.reserve(g.size());
    std::vector<char> done(g.size());
    while (!ready.empty()) {
        const Node v = ready.top();
        ready.pop();
        a.order.push_back(v);
        done[Analysis::at(v)] = 1;
        if (a.order.size() % 8192 == 0 && control.cancelled())
            return false;
        if (g.has(v, OpTrait::LoopNext))
            continue;
        for (const Out &out : g.out(v))
            if (--waiting[Analysis::at(out.target)] == 0)
                ready.push(out.target);
    }
    for (Node v = 0; v < g.count(); ++v)
        if (!done[Analysis::at(v)])
            a.order.push_back(v);
    a.position.resize(g.size());
    for (std::size_t i = 0; i < a.order.size(); ++i)
        a.position[Analysis::at(a.order[i])] = static_cast<std::int32_t>(i);
    return true;
}

} // namespace ckpt
