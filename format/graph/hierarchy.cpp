// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 6.1: scopes from slashes in names, joined where they hold one thing only.
#include "format/graph/layers.h"

#include "format/graph/rolenames.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace ckpt {
namespace {

bool isCallSegment(std::string_view segment)
{
    const std::string_view name = withoutNumber(segment);
    return name == "PartitionedCall" || name == "StatefulPartitionedCall";
}

// "__inference_standard_lstm_1234" → "standard_lstm"; empty where the rest says nothing.
std::string functionTitle(std::string_view function)
{
    bool cut = true;
    while (cut) {
        cut = false;
        for (const std::string_view prefix : { "__inference_", "__forward_", "__backward_" })
            if (function.starts_with(prefix)) {
                function.remove_prefix(prefix.size());
                cut = true;
            }
    }
    for (std::string_view shorter = withoutNumber(function); shorter.size() < function.size();
         shorter = withoutNumber(function))
        function = shorter;
    for (const std::string_view empty : { "signature_wrapper", "call_fn", "wrapped_model", "restored_function",
             "predict", "serving_default", "call_and_return" })
        if (function.find(empty) != std::string_view::npos)
            return {};
    while (function.starts_with('_'))
        function.remove_prefix(1);
    while (function.ends_with('_')) // "__call__"
        function.remove_suffix(1);
    if (function == "call" || function.starts_with("f_"))
        return {};
    return std::string(function);
}

Category categoryOfOp(const Tree &tree, Node v)
{
    const Analysis &a = tree.a;
    if (a.is(v, NodeClass::Input))
        return Category::Input;
    if (a.is(v, NodeClass::Pipeline))
        return Category::Pipeline;
    if (tree.g.has(v, OpTrait::Loss))
        return Category::Loss;
    if (tree.g.isScalar(v) && a.is(v, NodeClass::Forward) && a.fromData[Analysis::at(v)]
        && tree.g.has(v, OpTrait::Scalarish)) {
        const auto outs = tree.g.out(v);
        const bool end = std::all_of(outs.begin(), outs.end(), [&](const Out &e) {
            return e.control() || !a.is(e.target, NodeClass::Forward) || tree.g.isScalar(e.target);
        });
        const auto ins = tree.g.in(v);
        const bool trained =
            std::any_of(outs.begin(), outs.end(), [&](const Out &e) { return a.is(e.target, NodeClass::Gradient); })
            || std::any_of(ins.begin(), ins.end(), [&](const In &e) { return a.is(e.source, NodeClass::Regularizer); });
        if (end && trained)
            return Category::Loss;
    }
    if (tree.g.has(v, OpTrait::Pool) && tree.g.op(v) != "LRN")
        return Category::Activation;
    if (tree.g.has(v, OpTrait::Activation))
        return Category::Activation;
    return tree.g.has(v, OpTrait::FusedNorm) || tree.g.op(v) == "LRN" ? Category::Normalisation : Category::Other;
}

class Placer {
public:
    explicit Placer(Tree &tree)
        : m_tree(tree)
        , m_names(scopeNamesOf(tree))
    {
        m_scopes.emplace("", tree.root);
    }

    void run()
    {
        for (const Node v : m_tree.leaves) {
            Part *&part = m_tree.leafPart[Analysis::at(v)];
            if (part) {
                if (part->nodes.front() != v)
                    continue;
                if (m_names.contains(part->key))
                    part->key = keyInside(part->key);
                Tree::add(scope(part->home), part);
                continue;
            }
            part = opPart(v);
            Tree::add(scope(homeOf(m_names, m_tree.g.name(v))), part);
        }
    }

private:
    Part *opPart(Node v)
    {
        const std::string_view name = m_tree.g.name(v);
        const std::string_view last = lastSegment(name);
        Part *part = m_tree.make(ItemKind::Op, last.empty() ? "·" : std::string(last), std::string(name));
        part->nodes = { v };
        part->category = categoryOfOp(m_tree, v);
        const auto inputs = m_tree.g.in(v);
        const bool state = m_tree.g.has(v, OpTrait::Merge)
            && std::any_of(
                inputs.begin(), inputs.end(), [&](const In &e) { return m_tree.g.has(e.source, OpTrait::LoopNext); });
        if (state) {
            part->title = fmt::format("loop state {}", ++m_states[homeOf(m_names, name)]);
            part->loopBody = true;
            part->category = Category::Recurrent;
        }
        if (m_names.contains(name)) {
            part->title = '(' + part->title + ')';
            part->key = keyInside(name);
        }
        return part;
    }

    // A node that has the name of a scope lies in it, under a key of its own.
    static std::string keyInside(std::string_view name) { return fmt::format("{}/({})", name, lastSegment(name)); }

    Part *scope(std::string_view path)
    {
        std::vector<std::string_view> missing;
        while (!m_scopes.contains(path)) {
            missing.push_back(path);
            path = parentPath(path);
        }
        Part *part = m_scopes[path];
        for (auto it = missing.rbegin(); it != missing.rend(); ++it) {
            const std::string_view last = lastSegment(*it);
            Part *child = m_tree.make(ItemKind::Scope, last.empty() ? "·" : std::string(last), std::string(*it));
            if (isCallSegment(last)) {
                const Node call = m_tree.g.find(*it);
                std::string title = call == kNoNode ? std::string() : functionTitle(m_tree.g.functionOfCall(call));
                if (!title.empty())
                    child->title = std::move(title);
            }
            Tree::add(part, child);
            m_scopes.emplace(child->key, child);
            part = child;
        }
        return part;
    }

    Tree &m_tree;
    std::unordered_set<std::string_view> m_names;
    std::unordered_map<std::string_view, Part *> m_scopes; // keys view Part::key
    std::unordered_map<std::string_view, int> m_states;
};

void fillLeaf(Tree &tree, Part *part)
{
    part->position = tree.a.position[Analysis::at(part->nodes.front())];
    std::unordered_set<Node> seen;
    for (const Node v : part->nodes) {
        part->position = std::min(part->position, tree.a.position[Analysis::at(v)]);
        for (const Node variable : tree.a.foldedVariables(v))
            if (seen.insert(variable).second)
                part->variables.push_back(variable);
    }
    part->leaves = static_cast<std::uint32_t>(part->nodes.size());
    if (part->kind == ItemKind::Layer) {
        part->heads = isMinorKind(part->kinds.front()) ? 0 : 1;
        part->category = categoryOfKind(part->kinds.front());
    }
}

// All input pipeline nodes: one group at the root.
void groupPipeline(Tree &tree)
{
    std::vector<Part *> members;
    for (const Node v : tree.leaves)
        if (Part *part = tree.leafPart[Analysis::at(v)];
            part->kind == ItemKind::Op && part->category == Category::Pipeline)
            members.push_back(part);
    if (members.size() < 2)
        return;
    std::unordered_set<Part *> touched;
    for (Part *part : members)
        touched.insert(part->parent);
    for (Part *parent : touched)
        std::erase_if(
            parent->children, [](Part *c) { return c->kind == ItemKind::Op && c->category == Category::Pipeline; });
    const std::vector<Part *> all = tree.walk(tree.root);
    for (auto it = all.rbegin(); it != all.rend(); ++it)
        std::erase_if((*it)->children, [](Part *c) { return c->kind == ItemKind::Scope && c->children.empty(); });
    Part *group = tree.make(ItemKind::Group, "Input pipeline", "#pipeline");
    group->made = Made::Pipeline;
    group->category = Category::Pipeline;
    group->reason = "Reading, decoding and queueing of examples, gathered from all over the graph.";
    for (Part *part : members)
        Tree::add(group, part);
    Tree::add(tree.root, group);
}

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
    });
}

std::string joinedTitle(const Tree &tree, const Part *scope, const Part *child)
{
    const std::string &title = child->title;
    if (isCallSegment(scope->title) && !title.starts_with('('))
        return title;
    if (child->kind == ItemKind::Layer || title == scope->title)
        return scope->title;
    if (child->kind == ItemKind::Scope)
        return isCallSegment(title) ? scope->title : scope->title + "/" + title;
    const bool plain =
        child->kind == ItemKind::Op && (title.starts_with('(') || equalIgnoringCase(title, tree.opOf(child)));
    return plain ? scope->title : scope->title + "/" + title;
}

} // namespace

void placeLeaves(Tree &tree)
{
    Placer(tree).run();
    for (const Node v : tree.leaves)
        if (Part *part = tree.leafPart[Analysis::at(v)]; part->nodes.front() == v)
            fillLeaf(tree, part);
    groupPipeline(tree);
    tree.aggregateAll();
}

// Numbers from 1 per kind in data-flow order; the same kernels again keep the number: "Conv2D 1 (use 2)".
void numberLayers(Tree &tree)
{
    std::sort(tree.layers.begin(), tree.layers.end(), earlier);
    std::map<std::string, int> ordinals;
    std::map<std::pair<std::string, std::vector<Node>>, Part *> first;
    for (Part *layer : tree.layers) {
        std::vector<Node> weights;
        for (const Node variable : layer->variables) {
            const std::string &role = tree.roleOf(variable);
            if (role.find("kernel") != std::string::npos || role == "embedding")
                weights.push_back(variable);
        }
        if (weights.empty())
            weights = layer->variables;
        std::sort(weights.begin(), weights.end());
        const std::string &kind = layer->kinds.front();
        if (!weights.empty()) {
            const auto [entry, isNew] = first.try_emplace({ kind, weights }, layer);
            if (!isNew) {
                layer->firstUse = entry->second;
                layer->ordinal = entry->second->ordinal;
                layer->title = fmt::format("{} {} (use {})", kind, layer->ordinal, ++entry->second->useCount);
                continue;
            }
        }
        layer->ordinal = ++ordinals[kind];
        layer->title = fmt::format("{} {}", kind, layer->ordinal);
    }
}

// A scope with one child becomes one with it: its name wins over that of a layer or op.
void joinChains(Tree &tree)
{
    const std::vector<Part *> all = tree.walk(tree.root);
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
        if ((*it)->kind != ItemKind::Scope)
            continue;
        for (Part *&child : (*it)->children) {
            if (child->kind != ItemKind::Scope || child->children.size() != 1)
                continue;
            Part *only = child->children.front();
            only->title = joinedTitle(tree, child, only);
            only->parent = *it;
            if (only->kind == ItemKind::Layer)
                only->home = child->key;
            child = only;
        }
    }
}

} // namespace ckpt
