// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Repetition in time, twins, and second uses of the same weights.
#include "format/graph/contractions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {
namespace {

constexpr std::size_t kEnoughForTwins = 8, kEnoughForInputs = 14, kEnoughForReuse = 20;
constexpr std::size_t kSteps = 3, kTwins = 4;

// The kernels of a part, else all its variables; sorted.
std::vector<Node> weightsOf(const Tree &tree, const Part *part)
{
    std::vector<Node> weights;
    for (const Node variable : part->variables) {
        const std::string &role = tree.roleOf(variable);
        if (role.find("kernel") != std::string::npos || role == "embedding")
            weights.push_back(variable);
    }
    if (weights.empty())
        weights = part->variables;
    std::sort(weights.begin(), weights.end());
    return weights;
}

// Siblings with the same weights, three or more of them, in order; runs clearly shorter than the longest are left out.
std::vector<std::vector<int>> runsOfWeights(const Tree &tree, const Siblings &siblings)
{
    std::map<std::vector<Node>, std::size_t> known;
    std::vector<std::vector<int>> runs;
    for (const int i : siblings.byPosition()) {
        const Part *part = siblings.part(i);
        if (part->variables.empty() || part->kind == ItemKind::Series)
            continue;
        const auto [entry, isNew] = known.try_emplace(weightsOf(tree, part), runs.size());
        if (isNew)
            runs.emplace_back();
        runs[entry->second].push_back(i);
    }
    std::size_t longest = 0;
    for (const auto &run : runs)
        longest = std::max(longest, run.size());
    std::erase_if(runs, [&](const auto &run) { return run.size() < kSteps || run.size() + 1 < longest; });
    return runs;
}

bool follows(const Siblings &siblings, const std::vector<std::vector<int>> &runs)
{
    for (const auto &run : runs)
        for (std::size_t i = 0; i + 1 < run.size() && i < 4; ++i)
            if (siblings.reached({ run[i] }, true)[static_cast<std::size_t>(run[i + 1])])
                return true;
    return false;
}

} // namespace

std::vector<Part *> sortedByPosition(std::vector<Part *> parts)
{
    std::sort(parts.begin(), parts.end(), earlier);
    return parts;
}

void foldUnrolled(Tree &tree, Part *scope)
{
    const Siblings siblings(tree, scope);
    const std::vector<std::vector<int>> runs = runsOfWeights(tree, siblings);
    if (runs.empty() || !follows(siblings, runs))
        return;
    std::vector<int> steps;
    std::unordered_set<Node> own;
    for (const auto &run : runs)
        for (const int i : run) {
            steps.push_back(i);
            own.insert(siblings.part(i)->variables.begin(), siblings.part(i)->variables.end());
        }
    std::vector<char> inside(static_cast<std::size_t>(siblings.size()));
    for (const int i : steps)
        inside[static_cast<std::size_t>(i)] = 2;
    const auto bringsNothing = [&](const Part *part) {
        return std::all_of(part->variables.begin(), part->variables.end(), [&](Node v) { return own.contains(v); });
    };
    const std::vector<char> below = siblings.reached(steps, true), above = siblings.reached(steps, false);
    for (int i = 0; i < siblings.size(); ++i) {
        const std::size_t s = static_cast<std::size_t>(i);
        const auto &out = siblings.out(i);
        const bool feedsSteps = !siblings.part(i)->variables.empty() && bringsNothing(siblings.part(i)) && !out.empty()
            && std::all_of(out.begin(), out.end(), [&](int o) { return inside[static_cast<std::size_t>(o)] == 2; });
        if (!inside[s] && ((below[s] && above[s]) || feedsSteps))
            inside[s] = 1;
    }
    std::vector<Part *> members;
    for (int i = 0; i < siblings.size(); ++i) {
        if (!inside[static_cast<std::size_t>(i)])
            continue;
        const Part *part = siblings.part(i);
        if (inside[static_cast<std::size_t>(i)] == 1 && (!bringsNothing(part) || isInputOrPipeline(part)))
            return;
        members.push_back(siblings.part(i));
    }
    if (members.size() == scope->children.size() && scope->parent)
        return;
    std::string title = siblings.part(runs[0][0])->title;
    if (runs.size() > 1)
        title += " + " + siblings.part(runs[1][0])->title + (runs.size() > 2 ? " …" : "");
    Part *lead = siblings.part(runs[0][0]);
    std::size_t count = 0;
    for (const auto &run : runs)
        count = std::max(count, run.size());
    Part *series =
        tree.group(scope, Made::Unrolled, ItemKind::Series, title, sortedByPosition(members), lead->category);
    series->reason = "The same weights used step after step: a recurrence written out.";
    series->repeat = static_cast<std::uint32_t>(count);
    series->chain = true;
    series->lead = lead;
}

void foldTwins(Tree &tree, Part *scope)
{
    if (scope->children.size() <= kEnoughForTwins)
        return;
    const Siblings siblings(tree, scope);
    using Key = std::tuple<std::string, std::uint64_t, std::vector<int>, std::vector<int>>;
    std::map<Key, std::vector<Part *>> twins;
    for (const int i : siblings.byPosition()) {
        Part *part = siblings.part(i);
        if (isInputOrPipeline(part) || part->kind == ItemKind::Series || siblings.out(i).empty()
            || (siblings.in(i).empty() && part->variables.empty()))
            continue;
        const bool plain = part->variables.empty() && part->kind == ItemKind::Op;
        twins[{ plain ? std::string(tree.opOf(part)) : std::string(), plain ? 0 : part->signature, siblings.in(i),
                  siblings.out(i) }]
            .push_back(part);
    }
    std::vector<std::vector<Part *>> found;
    for (auto &[key, parts] : twins)
        if (parts.size() >= kTwins)
            found.push_back(std::move(parts));
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return earlier(a.front(), b.front()); });
    for (const auto &parts : found) {
        Part *series = tree.group(scope, Made::Twins, ItemKind::Series,
            parts.front()->title + " … " + parts.back()->title, parts, parts.front()->category);
        series->reason = "Equal parts between the same neighbours.";
        series->repeat = static_cast<std::uint32_t>(parts.size());
    }
}

void groupInputs(Tree &tree, Part *scope)
{
    if (scope->children.size() <= kEnoughForInputs)
        return;
    const Siblings siblings(tree, scope);
    std::map<std::vector<int>, std::vector<Part *>> byReaders;
    for (const int i : siblings.byPosition()) {
        Part *part = siblings.part(i);
        if (part->kind == ItemKind::Op && part->category == Category::Input && !siblings.out(i).empty()
            && !isControlInput(tree, part))
            byReaders[siblings.out(i)].push_back(part);
    }
    for (const auto &[readers, parts] : byReaders) {
        if (parts.size() < 3)
            continue;
        bool sparse = false;
        for (const int reader : readers)
            for (const Node v : tree.nodesOf(siblings.part(reader)))
                sparse = sparse || tree.g.op(v).starts_with("Sparse");
        Part *group = tree.group(scope, Made::Inputs, ItemKind::Group,
            parts.front()->title + " … " + parts.back()->title, parts, Category::Input);
        group->reason = "Inputs that exactly the same parts read.";
        group->subtitle = fmt::format("{} inputs{}", parts.size(), sparse ? ", sparse matrices" : "");
    }
}

namespace {

// Titles of the first uses of these layers' weights: "A … D".
std::string firstUses(const Siblings &siblings, const std::vector<int> &layers, const std::set<int> &group)
{
    std::unordered_set<Node> variables;
    for (const int i : layers)
        variables.insert(siblings.part(i)->variables.begin(), siblings.part(i)->variables.end());
    const Part *first = nullptr, *last = nullptr;
    for (const int i : siblings.byPosition()) {
        const Part *part = siblings.part(i);
        if (group.contains(i) || std::none_of(part->variables.begin(), part->variables.end(), [&](Node v) {
                return variables.contains(v);
            }))
            continue;
        first = first ? first : part;
        last = part;
    }
    if (!first)
        return "above";
    return first == last ? first->title : first->title + " … " + last->title;
}

// Layers whose variables are all used before, in order of position.
std::vector<int> secondUses(const Siblings &siblings)
{
    std::vector<int> again;
    std::unordered_set<Node> seen;
    for (const int i : siblings.byPosition()) {
        const auto &variables = siblings.part(i)->variables;
        if (variables.empty())
            continue;
        if (std::all_of(variables.begin(), variables.end(), [&](Node v) { return seen.contains(v); }))
            again.push_back(i);
        seen.insert(variables.begin(), variables.end());
    }
    return again;
}

int findRoot(std::vector<int> &up, int i)
{
    while (up[static_cast<std::size_t>(i)] != i)
        i = up[static_cast<std::size_t>(i)] = up[static_cast<std::size_t>(up[static_cast<std::size_t>(i)])];
    return i;
}

} // namespace

void groupReuse(Tree &tree, Part *scope)
{
    if (scope->children.size() <= kEnoughForReuse)
        return;
    const Siblings siblings(tree, scope);
    const std::vector<int> again = secondUses(siblings);
    if (again.size() < 3)
        return;
    // The layers, and the plain parts between two of them.
    const std::set<int> layers(again.begin(), again.end());
    const std::vector<char> below = siblings.reached(again, true), above = siblings.reached(again, false);
    std::vector<char> core(static_cast<std::size_t>(siblings.size()));
    for (int i = 0; i < siblings.size(); ++i) {
        const Part *part = siblings.part(i);
        const bool plain = part->variables.empty() && !isInputOrPipeline(part) && part->category != Category::Loss
            && part->category != Category::Metric;
        const std::size_t s = static_cast<std::size_t>(i);
        core[s] = layers.contains(i) || (plain && below[s] && above[s]);
    }
    std::vector<int> up(core.size());
    for (std::size_t i = 0; i < up.size(); ++i)
        up[i] = static_cast<int>(i);
    for (int i = 0; i < siblings.size(); ++i)
        for (const int target : siblings.out(i))
            if (core[static_cast<std::size_t>(i)] && core[static_cast<std::size_t>(target)])
                up[static_cast<std::size_t>(findRoot(up, i))] = findRoot(up, target);
    std::map<int, std::vector<int>> components;
    for (const int i : siblings.byPosition())
        if (core[static_cast<std::size_t>(i)])
            components[findRoot(up, i)].push_back(i);
    for (const auto &[root, members] : components) {
        std::vector<int> uses, exits;
        const std::set<int> inside(members.begin(), members.end());
        for (const int i : members) {
            if (layers.contains(i))
                uses.push_back(i);
            for (const int target : siblings.out(i))
                if (!inside.contains(target))
                    exits.push_back(target);
        }
        if (uses.size() < 3)
            continue;
        std::vector<char> after = siblings.reached(exits, true);
        for (const int exit : exits)
            after[static_cast<std::size_t>(exit)] = 1;
        if (std::any_of(members.begin(), members.end(), [&](int i) { return after[static_cast<std::size_t>(i)] != 0; }))
            continue;
        std::vector<Part *> parts;
        for (const int i : members)
            parts.push_back(siblings.part(i));
        const Part *first = siblings.part(uses.front()), *last = siblings.part(uses.back());
        Part *group =
            tree.group(scope, Made::Reuse, ItemKind::Group, first->title + " … " + last->title, parts, first->category);
        group->reason = "Layers that use weights a second time.";
        group->sameWeightsAs = firstUses(siblings, uses, inside);
        group->subtitle = fmt::format("{} layers", uses.size());
    }
}

} // namespace ckpt
