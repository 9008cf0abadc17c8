// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/contractions.h"

#include <algorithm>

namespace ckpt {
namespace {

constexpr std::size_t kEnoughForForms = 5, kEnoughForJoins = 10;

class FormAbsorber {
public:
    FormAbsorber(Tree &tree, Part *scope)
        : m_tree(tree)
        , m_siblings(tree, scope)
        , m_gone(scope->children.size())
    {
    }

    void run(Part *scope)
    {
        std::vector<int> order = m_siblings.byPosition();
        for (auto it = order.rbegin(); it != order.rend(); ++it)
            intoReader(*it);
        for (const int i : order)
            intoSource(i);
        std::vector<Part *> kept;
        for (int i = 0; i < m_siblings.size(); ++i)
            if (!m_gone[static_cast<std::size_t>(i)])
                kept.push_back(m_siblings.part(i));
        scope->children = std::move(kept);
    }

private:
    bool movable(int i) const
    {
        const Part *part = m_siblings.part(i);
        if (m_gone[static_cast<std::size_t>(i)] || !m_tree.hasOp(part, OpTrait::Form) || part->nodes.size() > 1)
            return false;
        const Node v = part->nodes.front();
        const auto &inputs = m_tree.a.in(v);
        return !m_tree.a.outputNames.contains(v) && m_siblings.in(i).size() <= 1 && !inputs.empty()
            && std::all_of(inputs.begin(), inputs.end(), [&](Node u) { return u == inputs.front(); });
    }

    void intoReader(int i)
    {
        if (!movable(i) || m_siblings.out(i).size() != 1 || m_siblings.leaves(i))
            return;
        Part *reader = m_siblings.part(m_siblings.out(i).front());
        const Node v = m_siblings.part(i)->nodes.front();
        const auto &outs = m_tree.a.out(v);
        if (reader->kind == ItemKind::Scope) {
            if (outs.front() == outs.back() && m_tree.isLayerLike(reader))
                move(i, m_siblings.out(i).front());
            return;
        }
        const bool plainForm = m_tree.hasOp(reader, OpTrait::Form);
        if ((reader->kind != ItemKind::Layer && reader->kind != ItemKind::Op) || isInputOrPipeline(reader) || plainForm
            || reader->category == Category::Activation)
            return;
        reader->before.insert(reader->before.begin(), std::string(m_tree.g.op(v)));
        move(i, m_siblings.out(i).front());
    }

    void intoSource(int i)
    {
        if (!movable(i) || m_siblings.in(i).size() != 1 || (m_siblings.out(i).empty() && !m_siblings.leaves(i)))
            return;
        Part *source = m_siblings.part(m_siblings.in(i).front());
        const bool scope = source->kind == ItemKind::Scope && m_tree.isLayerLike(source);
        if ((source->kind != ItemKind::Layer && source->kind != ItemKind::Op && !scope) || isInputOrPipeline(source))
            return;
        if (!scope)
            source->after.emplace_back(m_tree.opOf(m_siblings.part(i)));
        move(i, m_siblings.in(i).front());
    }

    void move(int from, int into)
    {
        Part *part = m_siblings.part(from), *target = m_siblings.part(into);
        ++target->leaves;
        if (target->kind == ItemKind::Scope) {
            Tree::add(target, part);
        } else {
            target->nodes.push_back(part->nodes.front());
            m_tree.leafPart[Analysis::at(part->nodes.front())] = target;
        }
        if (m_siblings.leaves(from))
            m_siblings.setLeaves(into);
        m_siblings.merge(from, into);
        m_gone[static_cast<std::size_t>(from)] = 1;
    }

    Tree &m_tree;
    Siblings m_siblings;
    std::vector<char> m_gone;
};

// Joining ops of one family go together.
std::string_view family(const Tree &tree, const Part *part)
{
    const std::string_view op = part->kind == ItemKind::Op ? tree.opOf(part) : std::string_view();
    if (op == "Add" || op == "AddV2" || op == "AddN")
        return "Add";
    return op == "Concat" || op == "ConcatV2" ? "Concat" : std::string_view();
}

} // namespace

bool isInputOrPipeline(const Part *part)
{
    return part->category == Category::Input || part->category == Category::Pipeline;
}

bool isControlInput(const Tree &tree, const Part *part)
{
    return part->kind == ItemKind::Op && part->category == Category::Input
        && tree.a.scalarGate[Analysis::at(part->nodes.front())];
}

void absorbForms(Tree &tree, Part *scope)
{
    if (scope->children.size() > kEnoughForForms)
        FormAbsorber(tree, scope).run(scope);
}

void joinTrees(Tree &tree, Part *scope)
{
    if (scope->children.size() <= kEnoughForJoins)
        return;
    Siblings siblings(tree, scope);
    std::vector<char> gone(scope->children.size());
    const std::vector<int> order = siblings.byPosition();
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
        Part *part = siblings.part(*it);
        if (siblings.leaves(*it) || !part->variables.empty() || family(tree, part).empty()
            || siblings.out(*it).size() != 1)
            continue;
        const int into = siblings.out(*it).front();
        Part *target = siblings.part(into);
        if (family(tree, target) != family(tree, part) || !target->variables.empty())
            continue;
        target->nodes.insert(target->nodes.end(), part->nodes.begin(), part->nodes.end());
        target->leaves += static_cast<std::uint32_t>(part->nodes.size());
        for (const Node v : part->nodes)
            tree.leafPart[Analysis::at(v)] = target;
        target->joined += part->joined + 1;
        siblings.merge(*it, into);
        gone[static_cast<std::size_t>(*it)] = 1;
    }
    std::vector<Part *> kept;
    for (int i = 0; i < siblings.size(); ++i)
        if (!gone[static_cast<std::size_t>(i)])
            kept.push_back(siblings.part(i));
    scope->children = std::move(kept);
}

} // namespace ckpt
