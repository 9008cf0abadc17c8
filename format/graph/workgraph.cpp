// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/workgraph.h"

#include "format/base/checkedmath.h"
#include "format/graph/functions.h"
#include "format/proto/meta_graph.pb.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace ckpt {
namespace {

constexpr std::size_t kCancelStep = 8192;

// Up to this version of graphs, Placeholder had no other way to say "any shape" than a shape without dimensions
// (TensorFlow, core/ops/array_ops.cc).
constexpr std::int32_t kEmptyShapeIsAny = 21;

bool isFloat(int type)
{
    return type == pb::DT_FLOAT || type == pb::DT_HALF || type == pb::DT_BFLOAT16 || type == pb::DT_DOUBLE;
}

Dims dimsOf(const pb::TensorShapeProto &shape)
{
    Dims dims;
    for (const auto &dim : shape.dim())
        dims.push_back(dim.size());
    return dims;
}

} // namespace

std::uint32_t WorkGraph::kindOf(std::string_view op)
{
    const auto [entry, isNew] = m_kindByOp.try_emplace(op, static_cast<std::uint32_t>(m_kinds.size()));
    if (isNew) {
        OpKind &kind = m_kinds.emplace_back();
        kind.op = op;
        kind.traits = traitsOf(op);
        if (m_functions.contains(op))
            kind.traits.add(OpTrait::Call);
    }
    return entry->second;
}

// Only this node, not others with the same op, which all become a variable with these traits.
void WorkGraph::markAsVariable(Node v, OpTraits traits)
{
    std::uint32_t &kind = m_kindOf[at(v)];
    if (m_kinds[kind].asVariable == 0) {
        traits.add(OpTrait::Variable);
        m_kinds[kind].asVariable = static_cast<std::uint32_t>(m_kinds.size());
        m_kinds.push_back({ m_kinds[kind].op, traits });
    }
    kind = m_kinds[kind].asVariable;
}

void WorkGraph::addKind(std::string_view op, const pb::NodeDef *def)
{
    m_kindOf.push_back(kindOf(op));
    m_shapes.push_back(def ? attribute(*def, "_output_shapes") : nullptr);
}

Node WorkGraph::add(std::string name, std::string_view op, const pb::NodeDef *def, NodeIndex origin)
{
    const std::string_view kept = m_ownNames.emplace_back(std::move(name));
    addKind(op, def);
    m_added.push_back({ kept, def, static_cast<std::int32_t>(origin) });
    m_made.emplace(kept, count() - 1);
    return count() - 1;
}

const pb::NodeDef *WorkGraph::def(Node v) const
{
    return at(v) < m_rawCount ? &m_graph->def(NodeIndex{ v }) : m_added[at(v) - m_rawCount].def;
}

const pb::AttrValue *WorkGraph::outputShapes(Node v) const
{
    return m_shapes.empty() ? attr(v, "_output_shapes") : m_shapes[at(v)];
}

bool WorkGraph::addRawNodes(const JobControl &control)
{
    m_rawNodes = m_graph->nodes();
    m_rawCount = m_rawNodes.size();
    m_kindOf.reserve(m_rawCount);
    m_shapes.reserve(m_rawCount);
    m_firstIn.reserve(m_rawCount + 1);
    for (std::size_t i = 0; i < m_rawCount; ++i) {
        if (i % kCancelStep == 0 && control.cancelled())
            return false;
        const NodeIndex node{ static_cast<std::int32_t>(i) };
        const GraphNode &raw = m_rawNodes[i];
        if (m_graph->find(raw.name) != node) {
            const std::string_view name = m_ownNames.emplace_back(fmt::format("{}#dup{}", raw.name, i));
            m_duplicates.emplace(static_cast<Node>(i), name);
            m_made.emplace(name, static_cast<Node>(i));
        }
        addKind(raw.op, &m_graph->def(node));
        m_firstIn.push_back(static_cast<std::uint32_t>(m_in.size()));
        for (const GraphInput &input : m_graph->inputs(node))
            if (input.source != NodeIndex::None)
                m_in.push_back({ static_cast<Node>(input.source), input.control ? -1 : input.port });
    }
    m_firstIn.push_back(static_cast<std::uint32_t>(m_in.size()));
    return true;
}

// Sorted by source, then by target: the order in which the consumers come in the file.
void WorkGraph::linkOutputs()
{
    m_firstOut.assign(size() + 1, 0);
    for (const In &in : m_in)
        ++m_firstOut[at(in.source) + 1];
    for (std::size_t i = 0; i < size(); ++i)
        m_firstOut[i + 1] += m_firstOut[i];
    m_out.resize(m_in.size());
    std::vector<std::uint32_t> next(m_firstOut.begin(), m_firstOut.end() - 1);
    for (Node v = 0; v < count(); ++v) {
        const auto inputs = in(v);
        for (std::size_t k = 0; k < inputs.size(); ++k)
            m_out[next[at(inputs[k].source)]++] = { v, static_cast<std::int32_t>(k), inputs[k].port };
    }
}

// A graph without variables has its weights as constants: those that reach a weight input are variables from here on.
void WorkGraph::markFrozenWeights()
{
    if (std::any_of(m_kinds.begin(), m_kinds.end(), [](const OpKind &k) { return k.traits.has(OpTrait::Variable); }))
        return;
    for (Node v = 0; v < count(); ++v) {
        const pb::TensorProto *value = has(v, OpTrait::Constant) ? constant(v) : nullptr;
        if (!value || !isFloat(value->dtype()) || value->tensor_shape().dim_size() == 0)
            continue;
        const Dims dims = dimsOf(value->tensor_shape());
        const auto elements = elementCount(dims);
        if (!elements || *elements < 2)
            continue;
        const bool thin = *std::max_element(dims.begin(), dims.end()) == *elements;
        std::vector<Node> work{ v };
        bool hit = false;
        for (int steps = 0; !work.empty() && !hit && steps < 64; ++steps) {
            const Node u = work.back();
            work.pop_back();
            for (const Out &o : out(u)) {
                const std::string_view name = op(o.target);
                if (o.control())
                    continue;
                if (name == "Identity" || name == "ReadVariableOp" || name == "Enter" || name == "Switch")
                    work.push_back(o.target);
                else if (o.input < 32 && (weightInputs(name) >> o.input & 1)
                    && (thin || !has(o.target, OpTrait::Scalarish)))
                    hit = true;
            }
        }
        if (hit)
            markAsVariable(v, m_kinds[m_kindOf[at(v)]].traits);
    }
}

// The variables that a function reads are handed to it.
void WorkGraph::markVariableArguments()
{
    if (m_graph->functionName().empty())
        return;
    for (Node v = 0; v < static_cast<Node>(rawCount()); ++v) {
        if (op(v) != "_Arg" || typeAttr(v, "dtype") != pb::DT_RESOURCE)
            continue;
        const auto outs = out(v);
        if (std::any_of(outs.begin(), outs.end(), [&](const Out &o) {
                const std::string_view reader = op(o.target);
                return reader.find("VariableOp") != std::string_view::npos || reader.starts_with("ResourceGather");
            }))
            markAsVariable(v, traitsOf("VarHandleOp"));
    }
}

Result<WorkGraph> WorkGraph::make(std::shared_ptr<const MetaGraphData> graph, const JobControl &control)
{
    WorkGraph work;
    work.m_graph = std::move(graph);
    for (const pb::FunctionDef &function : work.m_graph->library().function())
        work.m_functions.emplace(function.signature().name(), &function);
    if (!work.addRawNodes(control) || !FunctionInliner(work).run(control))
        return fail(Fault::Cancelled, work.m_graph->path());
    work.linkOutputs();
    work.markVariableArguments();
    work.markFrozenWeights();
    return work;
}

WorkGraph WorkGraph::made(std::vector<Made> nodes)
{
    WorkGraph work;
    work.m_added.reserve(nodes.size());
    for (Made &node : nodes) {
        const auto known = work.m_kindByOp.find(node.op);
        const std::string_view op =
            known == work.m_kindByOp.end() ? work.m_ownNames.emplace_back(node.op) : known->first;
        work.add(std::move(node.name), op, nullptr, NodeIndex::None);
        work.m_madeShapes.push_back(std::move(node.shape));
    }
    work.m_firstIn.assign(nodes.size() + 1, 0);
    work.m_firstOut.assign(nodes.size() + 1, 0);
    return work;
}

Node WorkGraph::find(std::string_view name) const
{
    const NodeIndex raw = m_graph->find(name);
    if (raw != NodeIndex::None)
        return static_cast<Node>(raw);
    const auto found = m_made.find(name);
    return found == m_made.end() ? kNoNode : found->second;
}

std::string_view WorkGraph::functionOfCall(Node v) const
{
    const auto found = m_calls.find(v);
    return found == m_calls.end() ? std::string_view() : found->second;
}

const pb::FunctionDef *WorkGraph::closedFunction(Node v) const
{
    const auto found = m_closedCalls.find(v);
    return found == m_closedCalls.end() ? nullptr : found->second;
}

std::optional<In> WorkGraph::resultOfCall(Node call, std::int32_t port) const
{
    const auto found = m_callResults.find({ call, port });
    return found == m_callResults.end() ? std::nullopt : std::optional(found->second);
}

std::optional<In> WorkGraph::conditionOf(Node v) const
{
    const auto found = m_conditions.find(v);
    return found == m_conditions.end() ? std::nullopt : std::optional(found->second);
}

const pb::AttrValue *WorkGraph::attr(Node v, const char *name) const
{
    const pb::NodeDef *node = def(v);
    return node ? attribute(*node, name) : nullptr;
}

std::vector<std::pair<std::string, std::string>> WorkGraph::attributeTexts(Node v, std::size_t maxLength) const
{
    const pb::NodeDef *node = def(v);
    return node ? attributeTextsOf(*node, maxLength) : std::vector<std::pair<std::string, std::string>>();
}

void WorkGraph::forgetEdges()
{
    m_in = {};
    m_out = {};
    m_firstIn = m_firstOut = {};
    m_shapes = {};
    m_kindOf.shrink_to_fit();
    m_added.shrink_to_fit();
    m_made = {};
    m_kindByOp = {};
}

int WorkGraph::typeAttr(Node v, const char *name) const
{
    const pb::AttrValue *value = attr(v, name);
    return value ? value->type() : 0;
}

std::int64_t WorkGraph::intAttr(Node v, const char *name) const
{
    const pb::AttrValue *value = attr(v, name);
    return value ? value->i() : 0;
}

std::vector<std::int64_t> WorkGraph::intListAttr(Node v, const char *name) const
{
    const pb::AttrValue *value = attr(v, name);
    return value ? std::vector<std::int64_t>(value->list().i().begin(), value->list().i().end())
                 : std::vector<std::int64_t>();
}

std::optional<Dims> WorkGraph::declaredShape(Node v) const
{
    if (!m_madeShapes.empty())
        return m_madeShapes[at(v)];
    if (const pb::TensorProto *value = isFrozenWeight(v) ? constant(v) : nullptr)
        return dimsOf(value->tensor_shape());
    const pb::AttrValue *shape = attr(v, "shape");
    return shape && shape->has_shape() && !shape->shape().unknown_rank() ? std::optional(dimsOf(shape->shape()))
                                                                         : std::nullopt;
}

std::optional<Dims> WorkGraph::outputShape(Node v, std::int32_t port) const
{
    const pb::AttrValue *shapes = outputShapes(v);
    if (shapes && port >= 0 && port < shapes->list().shape_size()) {
        const pb::TensorShapeProto &shape = shapes->list().shape(port);
        return shape.unknown_rank() ? std::nullopt : std::optional(dimsOf(shape));
    }
    if (port != 0 || !has(v, OpTrait::Placeholder))
        return std::nullopt;
    auto shape = declaredShape(v);
    const bool any =
        shape && shape->empty() && op(v) == "Placeholder" && m_graph && m_graph->summary().producer <= kEmptyShapeIsAny;
    return any ? std::nullopt : shape;
}

int WorkGraph::rankOf(Node v) const
{
    const pb::AttrValue *shapes = outputShapes(v);
    if (!shapes || shapes->list().shape_size() == 0 || shapes->list().shape(0).unknown_rank())
        return -1;
    return shapes->list().shape(0).dim_size();
}

bool WorkGraph::isScalar(Node v) const
{
    return rankOf(v) == 0;
}

const pb::TensorProto *WorkGraph::constant(Node v) const
{
    const pb::AttrValue *value = attr(v, "value");
    return value && value->has_tensor() ? &value->tensor() : nullptr;
}

std::optional<std::vector<std::int64_t>> WorkGraph::constantIntegers(Node v) const
{
    const pb::TensorProto *value = has(v, OpTrait::Constant) ? constant(v) : nullptr;
    if (!value || (value->dtype() != pb::DT_INT32 && value->dtype() != pb::DT_INT64))
        return std::nullopt;
    const auto elements = elementCount(dimsOf(value->tensor_shape()));
    if (!elements || *elements > 16)
        return std::nullopt;
    const std::size_t count = static_cast<std::size_t>(*elements);
    std::vector<std::int64_t> numbers;
    const bool wide = value->dtype() == pb::DT_INT64;
    if (const std::string &bytes = value->tensor_content(); !bytes.empty()) {
        const std::size_t width = wide ? 8 : 4;
        for (std::size_t i = 0; i < count && (i + 1) * width <= bytes.size(); ++i) {
            std::int64_t number = 0;
            std::int32_t narrow = 0;
            std::memcpy(wide ? static_cast<void *>(&number) : &narrow, bytes.data() + i * width, width);
            numbers.push_back(wide ? number : narrow);
        }
        return numbers;
    }
    if (wide)
        numbers.assign(value->int64_val().begin(), value->int64_val().end());
    else
        numbers.assign(value->int_val().begin(), value->int_val().end());
    numbers.resize(count, numbers.empty() ? 0 : numbers.back()); // TensorFlow repeats the last one
    return numbers;
}

std::optional<std::int64_t> elementCount(const std::optional<Dims> &shape)
{
    if (!shape)
        return std::nullopt;
    std::int64_t count = 1;
    for (const std::int64_t dim : *shape) {
        const auto product = dim < 0 ? std::nullopt : checkedMul(count, dim);
        if (!product)
            return std::nullopt;
        count = *product;
    }
    return count;
}

std::string shapeLabel(const std::optional<Dims> &shape, std::string_view batch)
{
    if (!shape)
        return "?";
    if (shape->empty())
        return "scalar";
    std::string text;
    for (std::size_t i = 0; i < shape->size(); ++i) {
        const std::int64_t dim = (*shape)[i];
        text += i ? "×" : "";
        text += dim >= 0 ? fmt::format("{}", dim) : std::string(i ? "?" : batch);
    }
    return text;
}

} // namespace ckpt
