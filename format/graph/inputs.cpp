// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Inputs: out of scopes that hold nothing else, with what they are for; losses that later arithmetic ends in.
#include "format/graph/tree.h"

#include <algorithm>

namespace ckpt {
namespace {

constexpr std::uint32_t kMostLifted = 8;
constexpr std::size_t kMostSiblings = 30;

bool isMeasure(const Part *part)
{
    for (; part; part = part->parent)
        if (part->category == Category::Loss || part->category == Category::Metric)
            return true;
    return false;
}

bool leadsToMeasure(const Tree &tree, Node v)
{
    const Part *part = tree.leafPart[Analysis::at(v)];
    if (isMeasure(part))
        return true;
    const auto &next = tree.a.out(part->nodes.back());
    return part->kind == ItemKind::Op && !next.empty()
        && std::all_of(next.begin(), next.end(), [&](Node w) { return isMeasure(tree.leafPart[Analysis::at(w)]); });
}

} // namespace

// A small scope of placeholders is dissolved: its members move to the parent.
void liftInputs(Tree &tree)
{
    for (Part *scope : tree.walk(tree.root)) {
        if (scope->kind != ItemKind::Scope || scope == tree.root || scope->category != Category::Input
            || scope->leaves > kMostLifted || scope->parent->children.size() + scope->children.size() > kMostSiblings)
            continue;
        Part *parent = scope->parent;
        std::erase(parent->children, scope);
        for (Part *child : scope->children) {
            Tree::add(parent, child);
            child->liftedFrom = scope->title;
        }
        scope->children.clear();
    }
}

// Scalar arithmetic behind a loss is part of it.
void spreadLoss(Tree &tree)
{
    for (const Node v : tree.leaves) {
        Part *part = tree.leafPart[Analysis::at(v)];
        if (part->kind != ItemKind::Op || (part->category != Category::Other && part->category != Category::Activation)
            || !tree.g.has(v, OpTrait::Scalarish) || !tree.g.isScalar(v))
            continue;
        for (const Node u : tree.a.in(v)) {
            const Part *source = tree.leafPart[Analysis::at(u)];
            while (source && source->category != Category::Loss)
                source = source->parent;
            if (source) {
                part->category = Category::Loss;
                break;
            }
        }
    }
}

// Labels feed only losses and metrics; a scalar gate controls.
void describeInputs(Tree &tree)
{
    for (Part *part : tree.walk(tree.root)) {
        if (part->kind != ItemKind::Op || part->category != Category::Input)
            continue;
        const Node v = part->nodes.front();
        const auto &readers = tree.a.out(v);
        if (readers.empty())
            continue;
        if (std::all_of(readers.begin(), readers.end(), [&](Node w) { return leadsToMeasure(tree, w); }))
            part->subtitle += " · labels";
        else if (tree.a.scalarGate[Analysis::at(v)])
            part->subtitle += " · control";
    }
}

} // namespace ckpt
