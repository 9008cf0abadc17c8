// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// From the finished tree to items.
#include "format/graph/graphviewdata.h"
#include "format/graph/rolenames.h"
#include "format/graph/siblings.h"
#include "format/proto/meta_graph.pb.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {

using enum NodeClass;

namespace {

constexpr std::size_t kRowsOfAny = 3; // variables of a part that is no layer but lists them all the same

std::vector<Part *> inFlowOrder(const Tree &tree, Part *part)
{
    if (part->children.size() < 2)
        return part->children;
    if (part->kind == ItemKind::Series) // blocks in the order they were found
        return part->children;
    const Siblings siblings(tree, part);
    std::vector<Part *> ordered;
    for (const int i : siblings.topological())
        ordered.push_back(siblings.part(i));
    return ordered;
}

// What its name adds to "kernel" and "bias" of a recurrent layer, which has two of each: "recurrent", "candidate".
std::string_view halfOfCell(std::string_view variable)
{
    variable = variable.substr(0, variable.find("/.ATTRIBUTES/")); // a key of an object graph
    for (const std::string_view half : { "recurrent", "candidate", "gates" })
        if (variable.substr(parentPath(parentPath(variable)).size()).find(half) != std::string_view::npos)
            return half;
    return {};
}

bool isDashed(Made made)
{
    return made == Made::Ops || made == Made::Loss || made == Made::Metrics || made == Made::Inputs
        || made == Made::Reuse || made == Made::Pipeline || made == Made::Section;
}

// Names of nodes can be anything: empty as the key of the root is, or what the key of a made part looks like.
void makeKeysUnique(std::vector<Item> &items)
{
    std::unordered_map<std::string, int> wanted; // how often
    for (Item &item : items) {
        const std::string key = item.key;
        while (wanted[item.key]++ > 0)
            item.key = fmt::format("{}#{}", key, ++wanted[key]);
    }
}

} // namespace

// After everything is decided, so that no other card changes its key.
void GraphViewData::dissolve(Tree &tree, const std::set<std::string> &keys)
{
    if (keys.empty())
        return;
    for (Part *part : tree.walk(tree.root)) {
        if (part->made == Made::No || part->children.empty() || !keys.contains(part->key))
            continue;
        m_dissolved.insert(part->key);
        std::vector<Part *> &siblings = part->parent->children;
        const auto place = siblings.erase(std::find(siblings.begin(), siblings.end(), part));
        siblings.insert(place, part->children.begin(), part->children.end());
        for (Part *child : part->children)
            child->parent = part->parent;
        part->children.clear();
    }
}

bool GraphViewData::arrange(const GraphViewOptions &options, const JobControl &control)
{
    Tree tree(*m_analysis);
    const auto step = [&](auto &&function) {
        function(tree);
        return !control.cancelled();
    };
    const bool done = step(makeLayers) && step(placeLeaves) && step(numberLayers) && step(joinChains)
        && step(absorbTails) && step(sign) && step(foldScopes) && step(describe) && step(liftInputs) && step(spreadLoss)
        && calm(tree, control) && step(absorbTails) && step(sign) && step(describe) && limitSizes(tree, control)
        && step(describe) && step(spreadLoss) && step(describeInputs) && step(findCopies);
    return done && makeItems(tree, options, control);
}

std::string GraphViewData::rowShape(Node variable) const
{
    if (m_checkpoint)
        if (const std::string_view *key = m_keysOf.first(variable))
            if (const auto id = m_checkpoint->find(*key))
                return text(m_checkpoint->variable(*id).shape, "×");
    const auto shape = m_analysis->g.declaredShape(variable);
    return shape ? shapeLabel(shape, "?") : std::string();
}

std::vector<VariableRow> GraphViewData::rowsOf(const Tree &tree, const Part *part) const
{
    std::vector<VariableRow> rows;
    std::vector<std::string> groups, words;
    const bool listed = part->kind == ItemKind::Layer || tree.isLayerLike(part) || part->variables.size() <= kRowsOfAny;
    if (!listed || !part->sameWeightsAs.empty() || part->category == Category::Input)
        return rows;
    for (const Node variable : part->variables) {
        const std::string &detail = tree.roleOf(variable);
        std::string word = detail;
        for (const std::string_view prefix : { "moving ", "LSTM ", "GRU " })
            if (word.starts_with(prefix))
                word.erase(0, prefix.size());
        if (part->category == Category::Recurrent && (word == "kernel" || word == "bias"))
            if (const std::string_view half = halfOfCell(m_analysis->g.name(variable)); !half.empty())
                word = fmt::format("{} {}", half, word);
        const std::string shape = rowShape(variable);
        const bool affine = detail == "gamma" || detail == "beta",
                   moments = detail == "moving mean" || detail == "moving variance";
        const std::string group = (affine ? "affine" : moments ? "moments" : word) + "|" + shape;
        const auto known = std::find(groups.begin(), groups.end(), group);
        const std::size_t i = static_cast<std::size_t>(known - groups.begin());
        if (known == groups.end()) {
            groups.push_back(group);
            words.emplace_back();
            rows.push_back({ roleOfDetail(detail), word, shape, {}, false, m_analysis->g.isFrozenWeight(variable) });
            words.back() = word;
        } else if (words[i].find(word) == std::string::npos) {
            words[i] += ", " + word;
        }
        VariableRow &row = rows[i];
        for (const auto &entry : m_keysOf.find(variable))
            if (std::find(row.keys.begin(), row.keys.end(), entry.value) == row.keys.end())
                row.keys.emplace_back(entry.value);
        row.shared = row.shared || m_itemsOfVariable.find(variable).size() > 1;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto parts = std::count(words[i].begin(), words[i].end(), ',') + 1;
        rows[i].label = words[i];
        if (static_cast<std::ptrdiff_t>(rows[i].keys.size()) > parts)
            rows[i].label += fmt::format(" ×{}", rows[i].keys.size() / static_cast<std::size_t>(parts));
    }
    return rows;
}

void GraphViewData::fillItem(const Tree &tree, const Part *part, Item &item) const
{
    item.kind = part->kind;
    item.category = part->category;
    item.key = part->key;
    item.title = part->title;
    item.notes = part->notes;
    if (part->kind == ItemKind::Layer && part->ordinal > 0)
        item.layerName = fmt::format("{} {}", part->kinds.front(), part->ordinal);
    if (part != tree.root && part->subtitle != part->title)
        item.subtitle = part->subtitle;
    if (!part->copyOf.empty())
        item.notes.push_back("copy of " + part->copyOf + " (weights assigned)");
    else if (!part->sameWeightsAs.empty())
        item.notes.push_back("same weights as " + part->sameWeightsAs);
    item.reason = part->reason;
    if (!part->liftedFrom.empty())
        item.reason = "From the scope " + part->liftedFrom + ".";
    item.rows = rowsOf(tree, part);
    if (m_source == ViewSource::Graph || part->kind != ItemKind::Op) // settings of an optimizer are no parameters
        item.parameters = static_cast<std::int64_t>(tree.elementsOf(part));
    item.variableCount = static_cast<std::uint32_t>(part->variables.size());
    item.leafCount = part->leaves;
    item.repeat = part->repeat;
    item.dashed = isDashed(part->made);
    if (const pb::FunctionDef *function =
            part->kind == ItemKind::Op ? tree.g.closedFunction(part->nodes.front()) : nullptr) {
        if (function->signature().name().size() <= kLongestFunctionName) // of many copies of a call each keeps it
            item.function = function->signature().name();
        item.reason = "The body of the function is not drawn here: it calls itself, the calls are nested too deep, or "
                      "there would be too many nodes. Open the function to see it.";
    }
    for (const Node v : part->nodes)
        if (const NodeIndex origin = tree.g.origin(v);
            origin != NodeIndex::None && (item.leaves.empty() || item.leaves.back() != origin))
            item.leaves.push_back(origin);
}

// Parts become items breadth first: parents before children.
bool GraphViewData::listItems(Tree &tree, const JobControl &control)
{
    std::vector<Part *> parts{ tree.root };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i % 1024 == 0 && control.cancelled())
            return false;
        parts[i]->children = inFlowOrder(tree, parts[i]);
        parts.insert(parts.end(), parts[i]->children.begin(), parts[i]->children.end());
    }
    for (std::size_t i = 0; i < parts.size(); ++i)
        parts[i]->slot = static_cast<int>(i);
    m_root = ItemId{ 0 };
    m_items.resize(parts.size());
    m_order.resize(parts.size());
    m_titleItem.assign(parts.size(), ItemId::None);
    const auto idOf = [](const Part *part) { return ItemId{ static_cast<std::int32_t>(part->slot) }; };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Part *part = parts[i];
        m_order[i] = part->position;
        Item &item = m_items[i];
        item.id = idOf(part);
        item.parent = part == tree.root ? ItemId::None : idOf(part->parent);
        item.children.reserve(part->children.size());
        for (const Part *child : part->children)
            item.children.push_back(idOf(child));
    }
    placeVariables(parts);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        fillItem(tree, parts[i], m_items[i]);
        if (parts[i]->nodes.empty())
            continue;
        const Part *holder = parts[i]; // a layer in a scope of its own goes by the scope's name
        while (holder->parent && holder->parent != tree.root && holder->parent->kind == ItemKind::Scope
            && tree.isLayerLike(holder->parent))
            holder = holder->parent;
        if (holder->kind == ItemKind::Op && holder->parent != tree.root)
            holder = holder->parent;
        if (m_source == ViewSource::Graph || parts[i]->kind == ItemKind::Layer)
            m_titleItem[i] = idOf(holder);
    }
    return true;
}

void GraphViewData::placeVariables(std::vector<Part *> parts)
{
    std::erase_if(parts, [](const Part *part) { return part->nodes.empty(); });
    std::stable_sort(
        parts.begin(), parts.end(), [](const Part *a, const Part *b) { return a->position < b->position; });
    for (const Part *part : parts)
        for (const Node variable : part->variables) {
            const ItemId id{ static_cast<std::int32_t>(part->slot) };
            m_itemsOfVariable.add(variable, id);
            m_variablesOfItem.add(id, variable);
        }
    m_itemsOfVariable.seal();
    m_variablesOfItem.seal();
}

bool GraphViewData::makeItems(Tree &tree, const GraphViewOptions &options, const JobControl &control)
{
    dissolve(tree, options.dissolved);
    std::vector<Part *> open;
    openFirst(tree, open, m_source == ViewSource::Graph ? 3 : 2);
    tree.aggregateAll();
    sign(tree); // stages, groups and series did not exist when it was signed before

    if (!listItems(tree, control))
        return false;
    makeKeysUnique(m_items);
    for (const Part *part : open)
        m_items[static_cast<std::size_t>(part->slot)].openAtFirst = true;
    markBranches(tree, m_items);
    findItemsOfNodes(tree);
    takePlaces(options);
    linkItems();
    putAside(tree);
    notePenalties();
    findEqualItems(tree);
    return linkControl(control) && !control.cancelled();
}

// "if use_big", "case of which", "loop": the first line of what a control-flow call became.
void GraphViewData::markBranches(const Tree &tree, std::vector<Item> &items) const
{
    std::unordered_map<std::string_view, Item *> byKey;
    for (Item &item : items)
        byKey.emplace(item.key, &item);
    for (Node v = 0; v < tree.g.count(); ++v) {
        const auto item = tree.g.isInlined(v) ? byKey.find(tree.g.name(v)) : byKey.end();
        if (item == byKey.end())
            continue;
        if (tree.g.op(v).ends_with("While"))
            item->second->notes.emplace_back("loop");
        const auto condition = tree.g.conditionOf(v);
        if (!condition)
            continue;
        Node u = condition->source;
        for (int steps = 0; steps < 16 && tree.a.is(u, PassThrough) && !tree.g.in(u).empty(); ++steps)
            u = tree.g.in(u)[0].source;
        if (const Part *part = tree.leafPart[Analysis::at(u)])
            item->second->notes.push_back((tree.g.op(v).ends_with("If") ? "if " : "case of ") + part->title);
    }
}

// Visible nodes have their item; what is folded goes with its first reader, calls with their scope.
void GraphViewData::findItemsOfNodes(const Tree &tree)
{
    const Analysis &a = *m_analysis;
    m_itemOfLeaf.assign(a.g.size(), ItemId::None);
    std::vector<ItemId> all(a.g.size(), ItemId::None);
    for (const Node v : tree.leaves)
        all[Analysis::at(v)] = m_itemOfLeaf[Analysis::at(v)] = ItemId{ tree.leafPart[Analysis::at(v)]->slot };
    for (auto it = a.order.rbegin(); it != a.order.rend(); ++it) {
        const NodeClass c = a.classOf(*it);
        ItemId &item = all[Analysis::at(*it)];
        if (item != ItemId::None
            || (c != Constant && c != ShapeArithmetic && c != PassThrough && c != Plumbing && c != Variable))
            continue;
        for (const Out &out : a.g.out(*it))
            if (!out.control() && all[Analysis::at(out.target)] != ItemId::None) {
                item = all[Analysis::at(out.target)];
                break;
            }
    }
    std::unordered_map<std::string_view, ItemId> scopes;
    for (const Item &item : m_items)
        scopes.emplace(item.key, item.id);
    for (Node v = 0; v < a.g.count(); ++v)
        if (a.g.isInlined(v) && all[Analysis::at(v)] == ItemId::None)
            if (const auto scope = scopes.find(a.g.name(v)); scope != scopes.end())
                all[Analysis::at(v)] = scope->second;
    if (!m_graph) // no edge leads from a variable to its card
        for (const auto &[variable, id] : m_itemsOfVariable.entries())
            if (all[Analysis::at(variable)] == ItemId::None)
                all[Analysis::at(variable)] = id;
    m_itemOfNode = std::move(all);
}

} // namespace ckpt
