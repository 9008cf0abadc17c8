// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/tree.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {

Tree::Tree(Analysis &analysis)
    : a(analysis)
    , g(analysis.g)
    , root(nullptr)
    , leafPart(analysis.g.size(), nullptr)
    , scratch(analysis.g.size(), -1)
    , m_elements(analysis.g.size(), -1)
{
    root = make(ItemKind::Scope, {}, {});
    for (const Node v : a.order)
        if (a.visible[Analysis::at(v)])
            leaves.push_back(v);
}

Part *Tree::make(ItemKind kind, std::string title, std::string key)
{
    Part &part = m_parts.emplace_back();
    part.kind = kind;
    part.title = std::move(title);
    part.key = std::move(key);
    return &part;
}

void Tree::add(Part *parent, Part *child)
{
    child->parent = parent;
    parent->children.push_back(child);
}

Part *Tree::group(
    Part *scope, Made made, ItemKind kind, std::string title, const std::vector<Part *> &members, Category category)
{
    Part *part = make(kind, std::move(title), scope->key + keyMark(made) + members.front()->key);
    part->made = made;
    const std::unordered_set<Part *> inside(members.begin(), members.end());
    std::erase_if(scope->children, [&](Part *child) { return inside.contains(child); });
    for (Part *member : members)
        add(part, member);
    add(scope, part);
    aggregate(part);
    part->category = category;
    return part;
}

std::vector<Part *> Tree::walk(Part *from) const
{
    std::vector<Part *> found{ from };
    for (std::size_t i = 0; i < found.size(); ++i)
        found.insert(found.end(), found[i]->children.begin(), found[i]->children.end());
    return found;
}

std::vector<Node> Tree::nodesOf(const Part *part) const
{
    std::vector<Node> nodes;
    std::vector<const Part *> work{ part };
    while (!work.empty()) {
        const Part *p = work.back();
        work.pop_back();
        nodes.insert(nodes.end(), p->nodes.begin(), p->nodes.end());
        work.insert(work.end(), p->children.begin(), p->children.end());
    }
    return nodes;
}

void Tree::aggregate(Part *part) const
{
    if (part->children.empty())
        return;
    part->position = part->children.front()->position;
    part->leaves = part->heads = 0;
    part->variables.clear();
    std::unordered_set<Node> seen;
    for (const Part *child : part->children) {
        part->position = std::min(part->position, child->position);
        part->leaves += child->leaves;
        part->heads += child->heads;
        for (const Node variable : child->variables)
            if (seen.insert(variable).second)
                part->variables.push_back(variable);
    }
}

void Tree::aggregateAll()
{
    const std::vector<Part *> all = walk(root);
    for (auto it = all.rbegin(); it != all.rend(); ++it)
        aggregate(*it);
}

bool Tree::isLayerLike(const Part *part) const
{
    if (part->kind == ItemKind::Layer || part->isStage())
        return true;
    return part->kind == ItemKind::Scope && part->heads == 1 && part->leaves <= 30 && part->variables.size() <= 8;
}

Part *Tree::childOf(Part *scope, Part *descendant) const
{
    while (descendant && descendant->parent != scope)
        descendant = descendant->parent;
    return descendant;
}

std::int64_t Tree::elements(Node variable) const
{
    std::int64_t &known = m_elements[Analysis::at(variable)];
    if (known < 0) // every scope around it asks
        known = elementCount(g.declaredShape(variable)).value_or(0);
    return known;
}

double Tree::elementsOf(const Part *part) const
{
    double sum = 0;
    for (const Node variable : part->variables)
        sum += static_cast<double>(elements(variable));
    return sum;
}

const char *keyMark(Made made)
{
    switch (made) {
    case Made::Stage:
        return "#stage@";
    case Made::Loss:
        return "#loss@";
    case Made::Metrics:
        return "#metrics@";
    case Made::Inputs:
        return "#inputs@";
    case Made::Reuse:
        return "#reuse@";
    case Made::Unrolled:
        return "#unrolled@";
    case Made::Twins:
        return "#twins@";
    case Made::Ops:
        return "#ops@";
    case Made::Series:
        return "#series@";
    case Made::Block:
        return "#block@";
    case Made::Section:
        return "#part";
    case Made::Pipeline:
        return "#pipeline";
    case Made::No:
        break;
    }
    return "";
}

bool isMinorKind(std::string_view kind)
{
    return kind == "BatchNorm" || kind == "LayerNorm" || kind == "InstanceNorm" || kind == "Dropout" || kind == "Norm";
}

Category categoryOfKind(std::string_view kind)
{
    if (kind.find("Conv") != std::string_view::npos)
        return Category::Convolution;
    static const std::unordered_map<std::string_view, Category> kCategories{ { "Dense", Category::Dense },
        { "BatchMatMul", Category::Dense }, { "Einsum", Category::Dense }, { "SparseDense", Category::Dense },
        { "LSTM", Category::Recurrent }, { "GRU", Category::Recurrent }, { "CudnnRNN", Category::Recurrent },
        { "SimpleRNN", Category::Recurrent }, { "Embedding", Category::Embedding },
        { "BatchNorm", Category::Normalisation }, { "LayerNorm", Category::Normalisation },
        { "InstanceNorm", Category::Normalisation }, { "Norm", Category::Normalisation },
        { "Dropout", Category::Activation } };
    const auto found = kCategories.find(kind);
    return found == kCategories.end() ? Category::Other : found->second;
}

bool earlier(const Part *a, const Part *b)
{
    return a->position != b->position ? a->position < b->position : a->key < b->key;
}

} // namespace ckpt
