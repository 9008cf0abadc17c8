// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/roles.h"

#include "format/graph/rolenames.h"
#include "format/proto/meta_graph.pb.h"
#include "format/proto/variable.pb.h"

#include <algorithm>

namespace ckpt {

using enum NodeClass;

namespace {

bool isIntegerType(int type)
{
    return type == pb::DT_INT32 || type == pb::DT_INT64 || type == pb::DT_INT16;
}

} // namespace

void RoleFinder::applySlotsOfOptimizers()
{
    for (Node v = 0; v < m_g.count(); ++v) {
        if (!m_g.has(v, OpTrait::Apply))
            continue;
        std::vector<Node> data;
        for (const In &e : m_g.in(v))
            if (!e.control())
                data.push_back(e.source);
        const Node target = data.empty() ? kNoNode : m_a.variableOf[Analysis::at(data[0])];
        if (target == kNoNode)
            continue;
        m_a.trainable.insert(target);
        m_a.applied.insert(target);
        for (const ApplySlot &slot : applySlots(m_g.op(v))) {
            const std::size_t i = static_cast<std::size_t>(slot.input);
            const Node variable = i < data.size() ? m_a.variableOf[Analysis::at(data[i])] : kNoNode;
            if (variable != kNoNode && variable != target)
                m_a.uses[variable] = { std::string(slot.role), slot.shared ? kNoNode : target, Evidence::Op };
        }
    }
}

// Ops behind `v`, followed through what hands a product on: bias, reshape, pass.
std::vector<Node> RoleFinder::opsBehind(Node v) const
{
    std::vector<Node> found, level{ v };
    for (int depth = 0; depth < 6 && !level.empty() && found.size() < 200; ++depth) {
        std::vector<Node> next;
        for (const Node u : level)
            for (const Out &e : m_g.out(u)) {
                const Node w = e.target;
                if (e.control() || (!m_a.is(w, Forward) && !m_a.is(w, PassThrough)))
                    continue;
                found.push_back(w);
                if (m_g.has(w, OpTrait::Pass) || m_g.has(w, OpTrait::Add) || m_g.has(w, OpTrait::Form)
                    || m_g.op(w) == "BiasAdd")
                    next.push_back(w);
            }
        level = std::move(next);
    }
    return found;
}

bool RoleFinder::feedsGate(Node split) const
{
    for (const Out &e : m_g.out(split)) {
        if (m_g.op(e.target) == "Sigmoid")
            return true;
        if (m_g.has(e.target, OpTrait::Add))
            for (const Out &next : m_g.out(e.target))
                if (m_g.op(next.target) == "Sigmoid")
                    return true;
    }
    return false;
}

std::string_view RoleFinder::kernelOfMatmul(Node matmul) const
{
    const auto isSplit = [this](Node v) { return m_g.op(v) == "Split" || m_g.op(v) == "SplitV"; };
    std::string_view detail = "kernel";
    const std::vector<Node> behind = opsBehind(matmul);
    for (const Node v : behind)
        if (m_g.op(v) == "Sigmoid")
            for (const Out &e : m_g.out(v))
                if (isSplit(e.target) && m_g.intAttr(e.target, "num_split") == 2)
                    detail = "GRU kernel";
    for (const Node v : behind) {
        if (!isSplit(v) || !feedsGate(v))
            continue;
        const std::int64_t parts = m_g.intAttr(v, "num_split");
        if (parts == 4)
            detail = "LSTM kernel";
        else if (parts == 2 || parts == 3)
            detail = "GRU kernel";
    }
    return detail;
}

RoleFinder::Candidate RoleFinder::elementwise(Node reader, std::int32_t input, Node variable) const
{
    std::vector<Node> data;
    for (const In &e : m_g.in(reader))
        if (!e.control())
            data.push_back(e.source);
    if (data.size() != 2 || input > 1)
        return { "parameter", 1 };
    const Node other = data[static_cast<std::size_t>(1 - input)];
    const std::string_view op = m_g.op(reader);
    const auto shape = m_g.declaredShape(variable);
    const auto elements = elementCount(shape);
    const bool isAdd = m_g.has(reader, OpTrait::Add);
    // Batch norm of plain ops.
    const auto feeds = [this](Node v, std::string_view a, std::string_view b) {
        const auto outs = m_g.out(v);
        return std::any_of(outs.begin(), outs.end(),
            [&](const Out &e) { return !e.control() && (m_g.op(e.target) == a || m_g.op(e.target) == b); });
    };
    const auto reads = [this](Node v, std::string_view a) {
        const auto inputs = m_g.in(v);
        return std::any_of(
            inputs.begin(), inputs.end(), [&](const In &e) { return !e.control() && m_g.op(e.source) == a; });
    };
    if (isAdd && feeds(reader, "Rsqrt", "Sqrt"))
        return { "moving variance", 8 };
    if (op == "Mul" && m_g.op(other) == "Rsqrt")
        return { "gamma", 8 };
    if (op == "Sub" && input == 0 && m_g.op(other) == "Mul")
        return { "beta", 8 };
    if (op == "Mul" && m_g.op(other) == "Mul" && reads(other, "Rsqrt"))
        return { "moving mean", 8 };
    if (isAdd) {
        if (shape && shape->empty() && m_a.views.contains(other))
            return { "scalar", 2 };
        if (shape && !shape->empty() && elements && *std::max_element(shape->begin(), shape->end()) == *elements)
            return { "bias", m_a.fromData[Analysis::at(other)] ? 7 : 4 };
        if (shape && shape->size() >= 2)
            return { "additive parameter", 3 };
        return { "parameter", 1 };
    }
    if (op == "Mul")
        return { shape && shape->size() <= 1 ? "scale" : "multiplied parameter", 3 };
    return { "parameter", 1 };
}

RoleFinder::Candidate RoleFinder::candidate(Node reader, std::int32_t input, Node variable) const
{
    const std::string_view op = m_g.op(reader);
    const auto shape = m_g.declaredShape(variable);
    const std::size_t rank = shape ? shape->size() : 0;
    if (m_g.has(reader, OpTrait::Conv) && input == 1)
        return { op.find("Depth") != std::string_view::npos ? "depthwise kernel" : "kernel", 9 };
    if (m_g.has(reader, OpTrait::Matmul)) {
        if (op == "XwPlusB" && input == 2)
            return { "bias", 9 };
        return { shape && rank < 2 ? "kernel" : kernelOfMatmul(reader), 9 };
    }
    if (op == "BiasAdd" && input == 1)
        return { "bias", 9 };
    constexpr std::string_view kFused[] = { "", "gamma", "beta", "moving mean", "moving variance" };
    constexpr std::string_view kGlobal[] = { "", "moving mean", "moving variance", "beta", "gamma" };
    if (m_g.has(reader, OpTrait::FusedNorm) && input >= 1 && input <= 4)
        return { kFused[input], 9 };
    if (op == "BatchNormWithGlobalNormalization" && input >= 1 && input <= 4)
        return { kGlobal[input], 9 };
    if (m_g.has(reader, OpTrait::Gather) && input == 0)
        return { rank >= 2 ? "embedding" : "lookup vector", 8 };
    if (m_g.has(reader, OpTrait::Add) || op == "Sub" || op == "Mul")
        return elementwise(reader, input, variable);
    if (op.starts_with("CudnnRNN"))
        return { "RNN parameters", 8 };
    if (op.find("LSTM") != std::string_view::npos || op.find("GRU") != std::string_view::npos)
        return { rank >= 2 ? (op.find("GRU") != std::string_view::npos ? "GRU kernel" : "LSTM kernel") : "bias", 8 };
    return { m_a.is(reader, Pipeline) ? "" : "parameter", m_a.is(reader, Pipeline) ? 0 : 1 };
}

void RoleFinder::averageOf(Node update, Node variable, std::string_view byName, VariableUse &use) const
{
    std::vector<Node> work, seen;
    const auto shape = m_g.declaredShape(variable);
    const auto push = [&](Node v, std::size_t from) {
        for (std::size_t k = from; k < m_g.in(v).size(); ++k)
            if (!m_g.in(v)[k].control())
                work.push_back(m_g.in(v)[k].source);
    };
    push(update, 1);
    bool statistic = false;
    while (!work.empty() && seen.size() < 14) {
        const Node u = work.back();
        work.pop_back();
        if (std::find(seen.begin(), seen.end(), u) != seen.end())
            continue;
        seen.push_back(u);
        const Node other = m_a.variableOf[Analysis::at(u)];
        if (other != kNoNode && other != variable && m_g.declaredShape(other) == shape)
            use.owner = other;
        else if (other == kNoNode && (m_a.is(u, Update) || m_a.is(u, PassThrough) || m_a.is(u, Optimizer)))
            push(u, 0);
        else if (m_a.is(u, Forward))
            statistic = true;
    }
    const bool knownName = byName == "moving mean" || byName == "moving variance" || byName == "EMA shadow";
    if (use.owner != kNoNode) {
        use.detail = byName == "EMA shadow" || m_g.op(update) != "Assign" ? "EMA shadow" : "copy";
        use.evidence = Evidence::Op;
    } else if (statistic) {
        use.detail = knownName ? std::string(byName) : "moving statistic";
        use.evidence = Evidence::Op;
    }
}

VariableUse RoleFinder::fromUpdates(Node variable, std::string_view byName) const
{
    VariableUse use;
    const auto shape = m_g.declaredShape(variable);
    const bool scalar = shape && shape->empty();
    const bool integer = isIntegerType(m_g.typeAttr(variable, "dtype"));
    for (const Out &e : m_g.out(variable))
        if (scalar && integer && (m_g.op(e.target).starts_with("AssignAdd") || m_g.op(e.target).ends_with("CountUpTo")))
            use = { "counter", kNoNode, Evidence::Op };
    const std::string_view last = lastSegment(m_g.name(variable));
    if (last.starts_with("global_step") || last.starts_with("Global_Step"))
        return { "global step", kNoNode, Evidence::Name };
    if (use.detail.empty())
        for (const Out &e : m_g.out(variable))
            if (m_a.is(e.target, Update) && m_g.op(e.target).starts_with("Assign") && e.input == 0) {
                averageOf(e.target, variable, byName, use);
                break;
            }
    if (use.detail.empty() && !byName.empty())
        use = { std::string(byName), kNoNode, Evidence::Name };
    if (use.detail.empty() && scalar && integer)
        use = { "counter", kNoNode, Evidence::Shape };
    if (use.detail.empty() && m_g.typeAttr(variable, "dtype") == pb::DT_BOOL)
        use = { "flag", kNoNode, Evidence::Shape };
    if (use.detail.empty() && scalar)
        use = { "scalar", kNoNode, Evidence::Shape };
    if (use.detail.empty())
        use.detail = "other";
    return use;
}

void RoleFinder::roleOfVariable(Node variable)
{
    if (m_a.uses.contains(variable))
        return;
    const std::string_view byName = detailFromName(m_g.name(variable));
    Candidate best;
    if (const auto reads = m_a.reads.find(variable); reads != m_a.reads.end())
        for (std::size_t i = 0; i < reads->second.size() && i < 256; ++i) {
            const auto &[reader, input] = reads->second[i];
            if (m_a.is(reader, Regularizer))
                continue;
            const Candidate found = candidate(reader, input, variable);
            if (found.strength > best.strength)
                best = found;
        }
    if (best.strength == 0) {
        m_a.uses[variable] = fromUpdates(variable, byName);
        return;
    }
    VariableUse use{ std::string(best.detail), kNoNode, Evidence::Op };
    const bool weak = best.detail == "parameter" || best.detail == "additive parameter"
        || best.detail == "multiplied parameter" || best.detail == "scale";
    if (weak && !byName.empty())
        use = { std::string(byName), kNoNode, Evidence::NameAndOp };
    if ((use.detail == "kernel" || use.detail == "additive parameter") && byName == "embedding")
        use.detail = "embedding";
    m_a.uses[variable] = std::move(use);
}

// "<owner>/Adam" and "<optimizer>/<owner>/Adam" where no op says whose slot it is.
void RoleFinder::ownersByName()
{
    for (const Node variable : m_a.variables) {
        VariableUse &use = m_a.uses[variable];
        if (use.owner != kNoNode || !belongsToOther(use.detail))
            continue;
        std::string_view path = parentPath(m_g.name(variable));
        for (int cut = 0; cut < 16 && !path.empty() && use.owner == kNoNode; ++cut) {
            const Node owner = m_g.find(path);
            if (owner != kNoNode && owner != variable && m_g.isVariable(owner))
                use.owner = owner;
            const std::size_t slash = path.find('/');
            path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
        }
    }
}

void RoleFinder::globalSteps()
{
    const pb::MetaGraphDef *meta = m_g.meta().metaGraphDef();
    const auto steps =
        meta ? meta->collection_def().find("global_step") : pb::MetaGraphDef::default_instance().collection_def().end();
    if (!meta || steps == meta->collection_def().end())
        return;
    for (const std::string &bytes : steps->second.bytes_list().value()) {
        pb::VariableDef def;
        const Node v = def.ParseFromString(bytes) ? m_g.findTensor(def.variable_name()) : kNoNode;
        if (v != kNoNode && m_g.isVariable(v))
            m_a.uses[v] = { "global step", kNoNode, Evidence::Collection };
    }
}

bool RoleFinder::run(const JobControl &control)
{
    findViews();
    findReads();
    readCollections();
    applySlotsOfOptimizers();
    for (std::size_t i = 0; i < m_a.variables.size(); ++i) {
        if (i % 1024 == 0 && control.cancelled())
            return false;
        roleOfVariable(m_a.variables[i]);
    }
    ownersByName();
    globalSteps();
    findCopies();
    findInitializers();
    return !control.cancelled();
}

bool findRoles(Analysis &a, const JobControl &control)
{
    return RoleFinder(a).run(control);
}

} // namespace ckpt
