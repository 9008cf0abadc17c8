// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/contractions.h"

#include "format/graph/rolenames.h"

#include <algorithm>
#include <set>

namespace ckpt {
namespace {

constexpr std::size_t kEnoughForStages = 14, kLongestStage = 7;

std::string shortText(const Tree &tree, const Part *part)
{
    if (part->kind == ItemKind::Op)
        return part->subtitle.empty() ? std::string(tree.opOf(part)) : part->subtitle;
    if (part->kind == ItemKind::Layer)
        return part->kinds.front();
    if (part->subtitle.find("Dropout") != std::string::npos || containsIgnoringCase(part->title, "dropout"))
        return "Dropout";
    if (part->category == Category::Normalisation)
        return part->subtitle.substr(0, part->subtitle.find(" · "));
    return std::string(withoutNumber(part->title));
}

bool isNorm(const Part *part)
{
    return part->category == Category::Normalisation && part->heads == 0
        && (part->kind == ItemKind::Layer || part->kind == ItemKind::Scope);
}

bool hasNorm(const Part *part)
{
    return std::find(part->kinds.begin(), part->kinds.end(), "BatchNorm") != part->kinds.end()
        || part->subtitle.find("Norm") != std::string::npos;
}

// An activation, pool, dropout, form op or reduction that may stand behind a layer on its card.
bool isSimple(const Tree &tree, const Part *part)
{
    if (isElementary(tree, part))
        return true;
    if (!part->variables.empty() || part->leaves > 14)
        return false;
    if (part->category == Category::Activation)
        return true;
    static const std::set<std::string_view> kReductions{ "Mean", "Max", "Maximum", "Minimum", "Pad", "SpaceToBatchND",
        "BatchToSpaceND", "MirrorPad" };
    return part->kind == ItemKind::Op && (tree.hasOp(part, OpTrait::Form) || kReductions.contains(tree.opOf(part)))
        && !tree.g.isScalar(part->nodes.back());
}

} // namespace

bool isElementary(const Tree &tree, const Part *part)
{
    if ((part->kind != ItemKind::Scope && part->kind != ItemKind::Group) || !part->variables.empty() || part->leaves > 9
        || part->category == Category::Loss || part->category == Category::Metric || isInputOrPipeline(part))
        return false;
    static const std::set<std::string_view> kOps{ "Mul", "Add", "AddV2", "Sub", "Abs", "Maximum", "Minimum", "Tanh",
        "Sigmoid", "Erf", "Pow", "Relu", "Exp", "Neg", "RealDiv", "Square", "Sqrt", "Log", "Log1p", "Softplus",
        "Greater", "Select", "SelectV2", "Where" };
    const std::vector<Node> nodes = tree.nodesOf(part);
    const std::set<Node> inside(nodes.begin(), nodes.end());
    std::set<Node> sources;
    std::size_t ends = 0;
    for (const Node v : nodes) {
        if (!kOps.contains(tree.g.op(v)))
            return false;
        for (const Node u : tree.a.in(v))
            if (!inside.contains(u))
                sources.insert(u);
        const auto &outs = tree.a.out(v);
        if (outs.empty() || std::any_of(outs.begin(), outs.end(), [&](Node w) { return !inside.contains(w); }))
            ++ends;
    }
    return sources.size() == 1 && ends == 1;
}

void makeStages(Tree &tree, Part *scope)
{
    if (scope->children.size() <= kEnoughForStages)
        return;
    const Siblings siblings(tree, scope);
    std::vector<char> used(static_cast<std::size_t>(siblings.size()));
    for (const int start : siblings.byPosition()) {
        Part *layer = siblings.part(start);
        if (used[static_cast<std::size_t>(start)] || layer->heads != 1 || !tree.isLayerLike(layer))
            continue;
        std::vector<int> members{ start };
        bool norm = hasNorm(layer);
        while (members.size() < kLongestStage && !siblings.leaves(members.back())
            && siblings.out(members.back()).size() == 1) {
            const int next = siblings.out(members.back()).front();
            const Part *part = siblings.part(next);
            const auto &in = siblings.in(next);
            const bool alone = std::all_of(in.begin(), in.end(),
                [&](int source) { return source == members.back() || isControlInput(tree, siblings.part(source)); });
            const bool addsNorm = isNorm(part) && !norm;
            if (used[static_cast<std::size_t>(next)] || !alone || (!addsNorm && !isSimple(tree, part)))
                break;
            norm = norm || addsNorm;
            members.push_back(next);
        }
        if (members.size() < 2)
            continue;
        std::vector<Part *> parts;
        std::string subtitle;
        for (const int i : members) {
            used[static_cast<std::size_t>(i)] = 1;
            subtitle += i == start ? layer->subtitle : " · " + shortText(tree, siblings.part(i));
            parts.push_back(siblings.part(i));
        }
        Part *stage = tree.group(scope, Made::Stage, ItemKind::Group, layer->title, parts, layer->category);
        stage->reason = "A layer with the plain ops of its chain.";
        stage->subtitle = std::move(subtitle);
    }
}

} // namespace ckpt
