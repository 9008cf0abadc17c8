// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/layers.h"

#include "format/graph/rolenames.h"

#include <algorithm>

namespace ckpt {

LayerMaker::LayerMaker(Tree &tree)
    : m_tree(tree)
    , m_a(tree.a)
    , m_g(tree.g)
    , m_inPattern(tree.g.size())
{
}

bool isInScope(std::string_view path, std::string_view scope)
{
    return scope.empty() || path == scope
        || (path.size() > scope.size() && path.starts_with(scope) && path[scope.size()] == '/');
}

std::unordered_set<std::string_view> scopeNamesOf(const Tree &tree)
{
    std::unordered_set<std::string_view> names;
    for (const Node v : tree.leaves) {
        const std::string_view name = tree.g.name(v);
        std::size_t at = 0;
        for (int depth = 0; depth < kMaxScopeDepth; ++depth) {
            at = name.find('/', at + 1);
            if (at == std::string_view::npos)
                break;
            if (at > 0)
                names.insert(name.substr(0, at));
        }
    }
    return names;
}

std::string_view homeOf(const std::unordered_set<std::string_view> &scopeNames, std::string_view name)
{
    std::size_t at = 0;
    for (int depth = 0; depth < kMaxScopeDepth && at != std::string_view::npos; ++depth)
        at = name.find('/', at + 1);
    std::string_view path = parentPath(name.substr(0, at)); // below the deepest scope that is kept it is flat
    if (at == std::string_view::npos && scopeNames.contains(name))
        return name;
    if (at != std::string_view::npos)
        path = name.substr(0, at);
    while (!path.empty() && !scopeNames.contains(path))
        path = parentPath(path);
    return path;
}

std::string_view LayerMaker::headKind(Node v) const
{
    const std::string_view op = m_g.op(v);
    if (!m_a.is(v, NodeClass::Forward) || !m_g.has(v, OpTrait::Head))
        return {};
    const std::vector<Node> variables = m_a.foldedVariables(v);
    if (variables.empty()) {
        const bool plainConvolution = op == "Conv2D" || op == "Conv3D" || op == "DepthwiseConv2dNative";
        if (!plainConvolution && !((op == "MatMul" || op == "Conv2DBackpropInput") && m_a.hasConstantWeight(v)))
            return {};
    }
    bool lstm = false, gru = false, onlyEmbedding = !variables.empty(), matrix = false;
    for (const Node variable : variables) {
        const std::string &role = m_a.roleOf(variable);
        lstm = lstm || role == "LSTM kernel";
        gru = gru || role == "GRU kernel";
        onlyEmbedding = onlyEmbedding && role == "embedding";
        const auto shape = m_g.declaredShape(variable);
        matrix = matrix || (shape && shape->size() >= 2);
    }
    if (m_g.has(v, OpTrait::Gather) && !matrix)
        return {};
    if (lstm || gru)
        return lstm ? "LSTM" : "GRU";
    const std::string_view kind = layerKind(op);
    return kind == "Dense" && onlyEmbedding ? "Embedding" : kind;
}

void LayerMaker::findHeads()
{
    for (const Node v : m_tree.leaves)
        if (const std::string_view kind = headKind(v); !kind.empty())
            m_heads.emplace(v, kind);
}

void LayerMaker::commonHome(Part *layer)
{
    std::string_view home = homeOf(m_scopeNames, m_g.name(layer->nodes.front()));
    for (const Node v : layer->nodes)
        while (!home.empty() && !isInScope(homeOf(m_scopeNames, m_g.name(v)), home))
            home = parentPath(home);
    layer->home = home;
}

void LayerMaker::takePatterns()
{
    PatternFinder finder(m_a, m_heads, m_tree.leaves);
    for (LayerPattern &pattern : finder.run()) {
        Part *layer = m_tree.make(ItemKind::Layer, {}, std::string(m_g.name(pattern.nodes.front())));
        layer->nodes = std::move(pattern.nodes);
        layer->kinds = { std::string(pattern.kind) };
        layer->result = pattern.result;
        commonHome(layer);
        for (const Node v : layer->nodes)
            claim(layer, v);
        m_tree.layers.push_back(layer);
    }
    m_inPattern = finder.taken();
}

// A norm found above that follows the head and reads nothing else.
bool LayerMaker::absorbNorm(Part *layer, Part *norm, Node &end) const
{
    if (norm->result == kNoNode || norm->kinds.front() != "BatchNorm" || norm->kinds.size() != 1
        || norm->home != layer->home)
        return false;
    for (const Node v : norm->nodes)
        for (const Node u : m_a.in(v))
            if (u != end && m_tree.leafPart[Analysis::at(u)] != norm)
                return false;
    end = norm->result;
    return true;
}

// From the head along the only reader in the same scope: a bias, a batch norm, an activation, in this order.
void LayerMaker::grow(Part *layer)
{
    Node end = layer->nodes.front();
    const bool isNorm = layer->kinds.front() == "BatchNorm";
    int stage = 0;
    while (true) {
        const auto &outs = m_a.out(end);
        if (outs.empty() || outs.front() != outs.back()) // ascending: equal ends, one reader
            return;
        const Node w = outs.front();
        if (Part *other = layerOf(w)) {
            if (stage >= 2 || isNorm || !absorbNorm(layer, other, end))
                return;
            layer->nodes.insert(layer->nodes.end(), other->nodes.begin(), other->nodes.end());
            layer->kinds.push_back("BatchNorm");
            stage = 2;
            for (const Node v : other->nodes)
                claim(layer, v);
            other->kinds.clear(); // gone, see run()
            continue;
        }
        const auto &inputs = m_a.in(w);
        if (std::any_of(inputs.begin(), inputs.end(), [&](Node u) { return u != end; })
            || homeOf(m_scopeNames, m_g.name(w)) != layer->home)
            return;
        const bool isAdd = m_g.has(w, OpTrait::Add) || m_g.op(w) == "BiasAdd";
        if (isAdd && stage < 1 && (m_a.hasFolded(w) || m_a.hasConstantWeight(w))) {
            stage = 1;
            layer->kinds.push_back("bias");
        } else if (m_g.has(w, OpTrait::FusedNorm) && stage < 2 && !isNorm) {
            stage = 2;
            layer->kinds.push_back("BatchNorm");
        } else if (m_g.has(w, OpTrait::Activation) && stage < 3) {
            stage = 3;
            layer->kinds.emplace_back(m_g.op(w));
        } else {
            return;
        }
        layer->nodes.push_back(w);
        claim(layer, w);
        end = w;
    }
}

void LayerMaker::growHeads()
{
    for (const Node v : m_tree.leaves) {
        const auto head = m_heads.find(v);
        if (head == m_heads.end() || layerOf(v))
            continue;
        Part *layer = m_tree.make(ItemKind::Layer, {}, std::string(m_g.name(v)));
        layer->nodes = { v };
        layer->kinds = { std::string(head->second) };
        layer->home = homeOf(m_scopeNames, m_g.name(v));
        claim(layer, v);
        grow(layer);
        m_tree.layers.push_back(layer);
    }
}

void LayerMaker::run()
{
    m_scopeNames = scopeNamesOf(m_tree);
    findHeads();
    takePatterns();
    growHeads();
    joinCells();
    std::erase_if(m_tree.layers, [](const Part *layer) { return layer->kinds.empty(); });
}

void makeLayers(Tree &tree)
{
    LayerMaker(tree).run();
}

} // namespace ckpt
