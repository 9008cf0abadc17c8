// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Connected plain ops as one dashed card; parts of a list too long for anything else.
#include "format/graph/contractions.h"

#include "format/graph/rolenames.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ckpt {
namespace {

constexpr std::size_t kFewest = 16, kMost = 200, kLargestGroup = 12;
constexpr std::size_t kSectionLimit = 150, kSectionSize = 40, kMaxSections = 60;

bool saysLittle(std::string_view op)
{
    return traitsOf(op).has(OpTrait::Form) || op == "Pack" || op == "StridedSlice";
}

bool isPlainPart(const Tree &tree, const Part *part)
{
    if (!part->variables.empty() || part->heads > 0 || isInputOrPipeline(part) || part->category == Category::Loss
        || part->category == Category::Metric
        || !(part->kind == ItemKind::Op || (part->kind == ItemKind::Scope && part->leaves <= 8)))
        return false;
    for (const Node v : tree.nodesOf(part))
        if (tree.a.outputNames.contains(v))
            return false;
    return true;
}

void makeOpsGroup(Tree &tree, Part *scope, const std::vector<Part *> &members)
{
    std::string title;
    int named = 0;
    for (const Part *part : members)
        if (part->kind == ItemKind::Scope && named < 2)
            title += (named++ ? " · " : "") + part->title;
    if (title.empty())
        title = commonOps(tree, members, 2, " · ");
    Part *group = tree.group(scope, Made::Ops, ItemKind::Group, title, members, Category::Other);
    group->reason = "Connected plain ops without weights.";
    group->subtitle = fmt::format("{} ops: {}", group->leaves, commonOps(tree, members, 3, ", "));
}

} // namespace

std::string commonOps(const Tree &tree, const std::vector<Part *> &parts, std::size_t count, std::string_view separator)
{
    std::map<std::string_view, int> number;
    std::vector<std::string_view> ops; // in order of first appearance
    for (const Part *part : parts)
        for (const Node v : tree.nodesOf(part))
            if (number[tree.g.op(v)]++ == 0)
                ops.push_back(tree.g.op(v));
    std::stable_sort(ops.begin(), ops.end(), [&](std::string_view a, std::string_view b) {
        const bool littleA = saysLittle(a), littleB = saysLittle(b);
        return littleA != littleB ? littleB : number[a] > number[b];
    });
    const bool anyTelling = !ops.empty() && !saysLittle(ops.front());
    std::string text;
    for (std::size_t i = 0; i < ops.size() && i < count && !(anyTelling && saysLittle(ops[i])); ++i)
        text += (i ? std::string(separator) : std::string()) + std::string(ops[i]);
    return text;
}

// An edge is contracted if it is the only one out of its source or the only one into its target.
void groupPlain(Tree &tree, Part *scope)
{
    if (scope->children.size() <= kFewest || scope->children.size() > kMost)
        return;
    Siblings siblings(tree, scope);
    std::vector<std::vector<int>> groups(scope->children.size());
    for (int i = 0; i < siblings.size(); ++i)
        if (isPlainPart(tree, siblings.part(i)))
            groups[static_cast<std::size_t>(i)] = { i };
    const auto members = [&](int i) -> std::vector<int> & { return groups[static_cast<std::size_t>(i)]; };
    const auto contractOne = [&](int from) {
        for (const int to : siblings.out(from)) {
            const bool only = (siblings.out(from).size() == 1 && !siblings.leaves(from)) || siblings.in(to).size() == 1;
            if (members(to).empty() || !only || members(from).size() + members(to).size() > kLargestGroup)
                continue;
            members(from).insert(members(from).end(), members(to).begin(), members(to).end());
            members(to).clear();
            if (siblings.leaves(to))
                siblings.setLeaves(from);
            siblings.merge(to, from);
            return true;
        }
        return false;
    };
    for (bool more = true; more;) {
        more = false;
        for (const int i : siblings.byPosition())
            while (!members(i).empty() && contractOne(i))
                more = true;
    }
    std::vector<std::vector<Part *>> made;
    for (const auto &group : groups) {
        if (group.size() < 2)
            continue;
        std::vector<Part *> parts;
        for (const int i : group)
            parts.push_back(siblings.part(i));
        made.push_back(sortedByPosition(std::move(parts)));
    }
    for (const auto &parts : made)
        makeOpsGroup(tree, scope, parts);
}

// Plain ops that are connected and lie between the same layers: a layer, a scope, or an op that joins an input with
// something else starts a new stage.
void glue(Tree &tree, Part *scope)
{
    const Siblings siblings(tree, scope);
    const auto plain = [&](int i) {
        return siblings.part(i)->kind == ItemKind::Op && !isInputOrPipeline(siblings.part(i));
    };
    std::vector<int> stage(scope->children.size()), up(scope->children.size());
    int latest = 0;
    for (const int i : siblings.topological()) {
        bool input = false, other = false;
        int reached = 0;
        for (const int source : siblings.in(i)) {
            reached = std::max(reached, stage[static_cast<std::size_t>(source)]);
            (siblings.part(source)->category == Category::Input ? input : other) = true;
        }
        if ((!plain(i) && siblings.part(i)->category != Category::Input) || (input && other))
            reached = ++latest;
        stage[static_cast<std::size_t>(i)] = reached;
        up[static_cast<std::size_t>(i)] = i;
    }
    const auto root = [&](int i) {
        while (up[static_cast<std::size_t>(i)] != i)
            i = up[static_cast<std::size_t>(i)] = up[static_cast<std::size_t>(up[static_cast<std::size_t>(i)])];
        return i;
    };
    for (int i = 0; i < siblings.size(); ++i)
        for (const int target : siblings.out(i))
            if (plain(i) && plain(target)
                && stage[static_cast<std::size_t>(i)] == stage[static_cast<std::size_t>(target)])
                up[static_cast<std::size_t>(root(i))] = root(target);
    std::map<int, std::vector<Part *>> components;
    for (const int i : siblings.byPosition())
        if (plain(i))
            components[root(i)].push_back(siblings.part(i));
    for (const auto &[first, parts] : components) {
        if (parts.size() < 3)
            continue;
        const bool loss =
            std::any_of(parts.begin(), parts.end(), [](const Part *p) { return p->category == Category::Loss; });
        makeOpsGroup(tree, scope, parts);
        if (loss)
            scope->children.back()->category = Category::Loss;
    }
}

void makeSections(Tree &tree, Part *scope)
{
    std::vector<Part *> work{ scope };
    while (!work.empty()) {
        Part *part = work.back();
        work.pop_back();
        const std::size_t n = part->children.size();
        if (n <= kSectionLimit)
            continue;
        const Siblings siblings(tree, part);
        const std::vector<int> order = siblings.topological();
        std::size_t count = (n + kSectionSize - 1) / kSectionSize;
        while (count > kMaxSections)
            count = (count + 1) / 2;
        const std::size_t size = (n + count - 1) / count;
        part->children.clear();
        for (std::size_t begin = 0; begin < n; begin += size) {
            const std::size_t number = begin / size + 1;
            Part *section =
                tree.make(ItemKind::Group, {}, fmt::format("{}{}{}", part->key, keyMark(Made::Section), number));
            section->made = Made::Section;
            section->reason = "A long list, cut into parts of equal length.";
            for (std::size_t i = begin; i < std::min(begin + size, n); ++i)
                Tree::add(section, siblings.part(order[i]));
            section->title = fmt::format("part {} of {}: {} … {}", number, (n + size - 1) / size,
                section->children.front()->title, section->children.back()->title);
            tree.aggregate(section);
            Tree::add(part, section);
            work.push_back(section);
        }
    }
}

} // namespace ckpt
