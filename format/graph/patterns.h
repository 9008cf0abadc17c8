// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 4: layers that are made of several plain ops, found by structure: norms, dropout. A leaf belongs to one
// of them.
#pragma once

#include "format/graph/analysis.h"

#include <initializer_list>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ckpt {

struct LayerPattern {
    std::string_view kind; // "BatchNorm", "LayerNorm", "InstanceNorm", "Dropout"
    std::vector<Node> nodes; // the main one first
    Node result = kNoNode; // whose output is the layer's
};

// Kinds of leaves that are heads of layers.
using HeadKinds = std::unordered_map<Node, std::string_view>;

class PatternFinder {
public:
    PatternFinder(const Analysis &analysis, const HeadKinds &heads, const std::vector<Node> &leaves);

    std::vector<LayerPattern> run();
    const std::vector<char> &taken() const { return m_taken; }

private:
    using Nodes = std::unordered_set<Node>;
    struct Norm {
        Nodes nodes;
        std::vector<Node> input; // x: growth stops there
        Node result = kNoNode;
    };

    // norms.cpp
    void plainNorms();
    bool matchNorm(Node root, Norm &norm) const;
    bool matchTwoPaths(const std::vector<Node> &branches, Node scale, Norm &norm) const;
    bool matchDifference(Node product, Node scale, Norm &norm) const;
    void takeAffineTail(Norm &norm) const;
    std::string_view normKind(Node root, const Norm &norm) const;
    void fusedLayerNorms();
    void switchedNorms();
    void growBack(Nodes &nodes, const std::vector<Node> &stop) const;
    std::optional<std::vector<std::int64_t>> axesOf(Node v) const;
    bool isVectorOp(Node v) const; // its variables are vectors, or it has a constant weight
    // dropout.cpp
    void dropouts();
    bool matchDropout(Node random, Nodes &nodes, Node &result) const;
    bool isGate(Node v) const;

    bool opIs(Node v, std::initializer_list<std::string_view> ops) const;
    std::vector<Node> readers(Node v) const; // each once
    std::vector<Node> otherInputs(Node v, Node than) const;
    bool isHead(Node v) const { return m_heads.contains(v); }
    bool isTaken(Node v) const { return m_taken[Analysis::at(v)] != 0; }
    void take(std::string_view kind, Node main, const Nodes &nodes, Node result);

    const Analysis &m_a;
    const WorkGraph &m_g;
    const HeadKinds &m_heads;
    const std::vector<Node> &m_leaves;
    std::vector<char> m_taken;
    std::vector<LayerPattern> m_found;
};

} // namespace ckpt
