// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// An activation, or a bias, that is the only reader of a layer beside it moves into it (DIAGRAM notes 4, Absorption).
#include "format/graph/tree.h"

#include <algorithm>
#include <unordered_set>

namespace ckpt {
namespace {

class TailAbsorber {
public:
    TailAbsorber(Tree &tree, Part *scope)
        : m_tree(tree)
        , m_scope(scope)
    {
    }

    void run()
    {
        std::vector<Part *> ops;
        for (Part *child : m_scope->children)
            if (child->kind == ItemKind::Op)
                ops.push_back(child);
        std::sort(ops.begin(), ops.end(), earlier);
        for (Part *op : ops)
            if (isBias(op))
                moveBias(op);
        for (Part *op : ops)
            if (!m_gone.contains(op) && m_tree.hasOp(op, OpTrait::Activation) && m_tree.opOf(op) != "Softmax"
                && m_tree.opOf(op) != "LogSoftmax")
                moveActivation(op);
        std::erase_if(m_scope->children, [this](Part *child) { return m_gone.contains(child); });
    }

private:
    bool isBias(const Part *op) const
    {
        if ((!m_tree.hasOp(op, OpTrait::Add) && m_tree.opOf(op) != "BiasAdd") || op->variables.empty())
            return false;
        return std::all_of(op->variables.begin(), op->variables.end(), [this](Node v) {
            const auto shape = m_tree.g.declaredShape(v);
            return shape && shape->size() == 1;
        });
    }

    // The sibling whose only reader is `op`, if `op` reads nothing else.
    Part *onlySource(const Part *op) const
    {
        const Node v = op->nodes.front();
        const auto &inputs = m_tree.a.in(v);
        if (inputs.empty() || std::any_of(inputs.begin(), inputs.end(), [&](Node u) { return u != inputs.front(); }))
            return nullptr;
        const auto &outs = m_tree.a.out(inputs.front());
        if (std::any_of(outs.begin(), outs.end(), [v](Node w) { return w != v; }))
            return nullptr;
        Part *source = m_tree.childOf(m_scope, m_tree.leafPart[Analysis::at(inputs.front())]);
        return source == op || m_gone.contains(source) ? nullptr : source;
    }

    static bool hasActivation(const Part *layer)
    {
        return std::any_of(layer->kinds.begin(), layer->kinds.end(),
            [](const std::string &kind) { return traitsOf(kind).has(OpTrait::Activation); });
    }

    void moveBias(Part *op)
    {
        Part *source = onlySource(op);
        if (!source || !m_tree.isLayerLike(source) || source->heads == 0
            || std::any_of(source->variables.begin(), source->variables.end(),
                [this](Node v) { return m_tree.roleOf(v) == "bias"; })
            || (source->kind == ItemKind::Layer && hasActivation(source)))
            return;
        for (const Node variable : op->variables)
            if (std::find(source->variables.begin(), source->variables.end(), variable) == source->variables.end())
                source->variables.push_back(variable);
        move(op, source, "bias");
    }

    void moveActivation(Part *op)
    {
        Part *source = onlySource(op);
        if (!source || !m_tree.isLayerLike(source))
            return;
        if (source->kind == ItemKind::Layer ? !hasActivation(source) : !containsActivation(source))
            move(op, source, m_tree.opOf(op));
    }

    bool containsActivation(const Part *part) const
    {
        const std::vector<Node> nodes = m_tree.nodesOf(part);
        return std::any_of(nodes.begin(), nodes.end(), [this](Node v) { return m_tree.g.has(v, OpTrait::Activation); });
    }

    void move(Part *op, Part *source, std::string_view kind)
    {
        ++source->leaves;
        m_gone.insert(op);
        if (source->kind != ItemKind::Layer) {
            Tree::add(source, op);
            return;
        }
        source->nodes.push_back(op->nodes.front());
        source->kinds.emplace_back(kind);
        m_tree.leafPart[Analysis::at(op->nodes.front())] = source;
    }

    Tree &m_tree;
    Part *m_scope;
    std::unordered_set<Part *> m_gone;
};

} // namespace

void absorbTails(Tree &tree)
{
    for (Part *part : tree.walk(tree.root))
        if (part->kind == ItemKind::Scope)
            TailAbsorber(tree, part).run();
}

} // namespace ckpt
