// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The graph that gets interpreted: the nodes of a MetaGraph, behind them the bodies of called functions as scopes of
// the call (DIAGRAM notes 2), edges in both directions, weights of frozen graphs marked as variables. For format/graph
// only.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/graph/metagraphdata.h"
#include "format/graph/nodes.h"

#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ckpt {

// Longer ones are neither said on cards nor opened from there: calls can be copied very often. Real names have a few
// hundred bytes at most.
inline constexpr std::size_t kLongestFunctionName = 1000;

class WorkGraph {
public:
    // Fails only with Cancelled. Keeps `graph` alive.
    static Result<WorkGraph> make(std::shared_ptr<const MetaGraphData> graph, const JobControl &control);

    // Of a sketch: nodes without edges and without a graph behind them.
    struct Made {
        std::string name, op;
        std::optional<Dims> shape;
    };
    static WorkGraph made(std::vector<Made> nodes);

    std::size_t size() const { return m_kindOf.size(); }
    Node count() const { return static_cast<Node>(m_kindOf.size()); }
    std::size_t rawCount() const { return m_rawCount; } // nodes of the graph itself; those of function bodies follow
    bool hasMeta() const { return m_graph != nullptr; } // not of a sketch
    const MetaGraphData &meta() const { return *m_graph; }

    // Unique. Lives as long as the MetaGraph and this WorkGraph, or what it was moved to.
    std::string_view name(Node v) const
    {
        if (at(v) >= m_rawCount)
            return m_added[at(v) - m_rawCount].name;
        if (!m_duplicates.empty())
            if (const auto own = m_duplicates.find(v); own != m_duplicates.end())
                return own->second;
        return m_rawNodes[at(v)].name;
    }
    std::string_view op(Node v) const { return m_kinds[m_kindOf[at(v)]].op; }
    bool has(Node v, OpTrait trait) const { return m_kinds[m_kindOf[at(v)]].traits.has(trait); }
    bool isVariable(Node v) const { return has(v, OpTrait::Variable); }
    bool isCall(Node v) const { return has(v, OpTrait::Call); }
    bool isFrozenWeight(Node v) const { return isVariable(v) && has(v, OpTrait::Constant); }
    // The node itself, or the call of the main graph through which it came.
    NodeIndex origin(Node v) const
    {
        return at(v) < m_rawCount ? NodeIndex{ v } : NodeIndex{ m_added[at(v) - m_rawCount].origin };
    }
    std::span<const In> in(Node v) const
    {
        return std::span(m_in).subspan(m_firstIn[at(v)], m_firstIn[at(v) + 1] - m_firstIn[at(v)]);
    }
    std::span<const Out> out(Node v) const
    {
        return std::span(m_out).subspan(m_firstOut[at(v)], m_firstOut[at(v) + 1] - m_firstOut[at(v)]);
    }
    // Names, ops and attributes stay; edges and what makes walks along them fast goes. No in() and out() from then on.
    void forgetEdges();
    Node find(std::string_view name) const;
    // By the name of a tensor or op: "a/b:0", "^a/b".
    Node findTensor(std::string_view tensor) const { return find(parseInputName(tensor).node); }
    std::string_view functionOfCall(Node v) const; // empty when v is no call or its function is unknown
    bool callsSaver(Node v) const { return m_saverCalls.contains(v); }
    // The function that an op calls whose body is not drawn, because it calls itself or the calls are nested too deep.
    const pb::FunctionDef *closedFunction(Node v) const;
    bool isInlined(Node v) const { return m_calls.contains(v); }
    // What an inlined call of the main graph returns as its result `port`.
    std::optional<In> resultOfCall(Node call, std::int32_t port) const;
    // The condition of an inlined If or Case, and of the "either" of its branches.
    std::optional<In> conditionOf(Node v) const;

    const pb::AttrValue *attr(Node v, const char *name) const;
    std::vector<std::pair<std::string, std::string>> attributeTexts(Node v, std::size_t maxLength) const;
    int typeAttr(Node v, const char *name) const; // 0 when there is none
    std::int64_t intAttr(Node v, const char *name) const;
    std::vector<std::int64_t> intListAttr(Node v, const char *name) const;
    // The attribute "shape"; for frozen weights the shape of the constant. Not set: unknown rank or no such attribute.
    std::optional<Dims> declaredShape(Node v) const;
    // From _output_shapes, for placeholders else from "shape". Not set: unknown.
    std::optional<Dims> outputShape(Node v, std::int32_t port = 0) const;
    bool hasOutputShapes(Node v) const { return outputShapes(v) != nullptr; }
    bool isScalar(Node v) const; // output 0 is known to have rank 0
    int rankOf(Node v) const; // of output 0; -1 unknown
    // Up to 16 integers of a small constant.
    std::optional<std::vector<std::int64_t>> constantIntegers(Node v) const;
    const pb::TensorProto *constant(Node v) const;

private:
    friend class FunctionInliner;
    static std::size_t at(Node v) { return static_cast<std::size_t>(v); }
    bool addRawNodes(const JobControl &control);
    void markFrozenWeights();
    void markVariableArguments();
    void linkOutputs();
    void addKind(std::string_view op, const pb::NodeDef *def);
    Node add(std::string name, std::string_view op, const pb::NodeDef *def, NodeIndex origin);
    std::uint32_t kindOf(std::string_view op);
    void markAsVariable(Node v, OpTraits traits);
    const pb::NodeDef *def(Node v) const; // null for made nodes
    const pb::AttrValue *outputShapes(Node v) const; // "_output_shapes"

    std::shared_ptr<const MetaGraphData> m_graph;
    std::span<const GraphNode> m_rawNodes; // of m_graph
    std::size_t m_rawCount = 0;
    std::vector<OpKind> m_kinds;
    std::vector<std::uint32_t> m_kindOf; // node → index into m_kinds
    std::vector<AddedNode> m_added;
    std::unordered_map<Node, std::string_view> m_duplicates; // nodes of the graph whose name another one has, too
    std::vector<const pb::AttrValue *> m_shapes; // node → "_output_shapes"; until forgetEdges()
    std::vector<std::optional<Dims>> m_madeShapes; // of sketches
    std::vector<std::uint32_t> m_firstIn, m_firstOut; // one more than nodes
    std::vector<In> m_in;
    std::vector<Out> m_out;
    std::deque<std::string> m_ownNames;
    std::unordered_map<std::string_view, Node> m_made; // names behind the main graph
    std::unordered_map<std::string_view, std::uint32_t> m_kindByOp;
    std::unordered_map<std::string_view, const pb::FunctionDef *> m_functions;
    std::unordered_map<Node, std::string_view> m_calls; // inlined calls → function
    std::map<std::pair<Node, std::int32_t>, In> m_callResults; // of calls in the main graph
    std::unordered_map<Node, const pb::FunctionDef *> m_closedCalls;
    std::unordered_map<Node, In> m_conditions;
    std::unordered_map<Node, bool> m_saverCalls;
};

} // namespace ckpt
