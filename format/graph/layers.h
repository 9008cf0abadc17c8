// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 4: heads, what they absorb, recurrent cells.
#pragma once

#include "format/graph/patterns.h"
#include "format/graph/tree.h"

#include <cstdint>

namespace ckpt {

class LayerMaker {
public:
    explicit LayerMaker(Tree &tree);
    void run();

private:
    void findHeads();
    std::string_view headKind(Node v) const;
    void takePatterns();
    void growHeads();
    void grow(Part *layer);
    bool absorbNorm(Part *layer, Part *norm, Node &end) const;
    // cells.cpp
    void joinCells();
    std::vector<Part *> gates() const; // latest first
    void findCores(const std::vector<Part *> &gates);
    std::unordered_set<Node> elementwiseBehind(const Part *gate, std::unordered_set<Node> &owned) const;
    std::vector<Part *> membersOfCell(
        Part *gate, std::unordered_set<Node> &core, std::unordered_set<Part *> &done) const;
    std::unordered_set<Part *> layersBefore(const std::unordered_set<Node> &core) const;
    bool leavesAndReturns(const std::unordered_set<Node> &nodes) const;
    void makeCell(Part *main, const std::vector<Part *> &members, const std::unordered_set<Node> &core);
    bool readsSlice(const Part *layer) const;
    std::vector<Node> variablesOf(const Part *layer) const; // sorted
    bool isLoopEdge(Node from, Node to) const;

    Part *layerOf(Node v) const { return m_tree.leafPart[Analysis::at(v)]; }
    void claim(Part *layer, Node v) { m_tree.leafPart[Analysis::at(v)] = layer; }
    void commonHome(Part *layer);

    Tree &m_tree;
    Analysis &m_a;
    const WorkGraph &m_g;
    HeadKinds m_heads;
    std::unordered_set<std::string_view> m_scopeNames;
    std::vector<char> m_inPattern;
    std::unordered_set<std::uint64_t> m_loopEdges;
    std::unordered_map<Part *, std::unordered_set<Node>> m_cores; // gate layer → its element-wise ops
};

// Deepest scope that holds a node: its own name when that is also a scope.
std::string_view homeOf(const std::unordered_set<std::string_view> &scopeNames, std::string_view name);
bool isInScope(std::string_view path, std::string_view scope); // or the scope itself
// All scopes that hold visible leaves; depth limited (deeper ones are flattened).
std::unordered_set<std::string_view> scopeNamesOf(const Tree &tree);
inline constexpr int kMaxScopeDepth = 64;

} // namespace ckpt
