// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What is found out about a graph before anything is arranged: classes, dependence, roles of variables, folded inputs.
// Each stage fills its part; later stages only read (DIAGRAM notes 3 to 5). For format/graph only.
#pragma once

#include "format/graph/graphview.h"
#include "format/graph/workgraph.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ckpt {

enum class Evidence { None, Op, NameAndOp, Name, Shape, Collection };

// Why a variable is there.
struct VariableUse {
    std::string detail; // fine word for the role: "kernel", "Adam m"
    Node owner = kNoNode; // the variable that a slot or average belongs to
    Evidence evidence = Evidence::None;
};

// A variable (or several, through a join of parts) at a data input of a visible node.
struct Folded {
    Node variable = kNoNode;
    std::int32_t input = 0; // -1: an update takes its value from here (batch statistics)
};

// An edge between visible nodes, pass-through nodes contracted.
struct LeafEdge {
    Node from = kNoNode, to = kNoNode;
    std::int32_t port = 0;
    bool loop = false; // crossed a NextIteration
    ItemId toldIn = ItemId::None; // an edge only while this scope is closed: inside, words stand for it
};

struct NodeRead {
    Node node = kNoNode;
    std::int32_t input = 0;
};

struct Analysis {
    explicit Analysis(WorkGraph workGraph);

    WorkGraph g;
    static constexpr NodeClass kUnset = NodeClass::Count;
    std::vector<NodeClass> classes;

    // order of data flow; edges out of NextIteration do not count, other cycles are broken anywhere
    std::vector<Node> order;
    std::vector<std::int32_t> position;

    std::vector<Node> variables; // in node order
    std::vector<Node> variableOf; // the variable that a chain of pass-through nodes hands on, or kNoNode
    std::vector<char> fromData, fromVariable, fromGradient;
    std::vector<char> scalarGate; // a scalar placeholder and arithmetic on it
    std::vector<char> scalarPass; // of these the ones that are folded away
    std::unordered_set<Node> outputs; // named by a signature
    std::unordered_map<Node, std::string> outputNames; // visible leaf → name in the signature

    // views.cpp: node → variables it is a view of (only nodes that are one)
    std::unordered_map<Node, std::vector<Node>> views;
    std::unordered_map<Node, std::vector<NodeRead>> reads; // variable → forward nodes that read it
    std::unordered_map<Node, VariableUse> uses;
    std::unordered_map<Node, Node> copiedFrom; // variable → the one it is assigned from
    std::unordered_set<Node> trainable, applied, assigned;
    std::unordered_map<Node, std::string> wholeName; // of a partition: name of the whole variable
    std::unordered_map<Node, std::string_view> initializerOp;

    // leaves.cpp
    std::vector<char> visible;
    std::vector<LeafEdge> edges;
    std::unordered_map<Node, std::vector<Folded>> folded;
    std::vector<std::vector<Node>> visibleIn, visibleOut; // sources and targets along `edges`, with repetitions
    std::vector<std::pair<Node, Node>> conditions; // an input that switches what another leaf reads (tf.cond)
    std::unordered_set<Node> differentiated; // forward nodes with an "<op>_grad" scope of their own

    static std::size_t at(Node v) { return static_cast<std::size_t>(v); }
    NodeClass classOf(Node v) const { return classes[at(v)]; }
    bool is(Node v, NodeClass c) const { return classes[at(v)] == c; }
    bool isSet(Node v) const { return classes[at(v)] != kUnset; }
    const std::string &roleOf(Node variable) const;
    std::vector<Node> foldedVariables(Node leaf) const;
    bool hasFolded(Node leaf) const;
    const std::vector<Node> &in(Node leaf) const { return visibleIn[at(leaf)]; }
    const std::vector<Node> &out(Node leaf) const { return visibleOut[at(leaf)]; }
    // A float constant of rank ≥ 1 at one of the inputs: a weight that is no variable.
    bool hasConstantWeight(Node v) const;
    // Dims of that weight with at least `rank` dimensions.
    std::optional<Dims> constantWeightShape(Node v, std::size_t rank) const;
    // A scalar that is differentiated and whose readers are not: what a loss looks like.
    bool isLossTarget(Node v) const;
};

// The stages in order. False: cancelled.
bool orderNodes(Analysis &a, const JobControl &control);
bool classify(Analysis &a, const JobControl &control);
bool findRoles(Analysis &a, const JobControl &control);
bool foldLeaves(Analysis &a, const JobControl &control);

} // namespace ckpt
