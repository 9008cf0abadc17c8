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
        if (const auto keys = m_keysOf.find(variable); keys != m_keysOf.end() && !keys->second.empty())
            if (const auto id = m_checkpoint->find(keys->second.front()))
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
        if (const auto keys = m_keysOf.find(variable); keys != m_keysOf.end())
            for (const std::string &key : keys->second)
                if (std::find(row.keys.begin(), row.keys.end(), key) == row.keys.end())
                    row.keys.push_back(key);
        const auto items = m_itemsOfVariable.find(variable);
        row.shared = row.shared || (items != m_itemsOfVariable.end() && items->second.size() > 1);
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

bool GraphViewData::makeItems(Tree &tree, const GraphViewOptions &options, const JobControl &control)
{
    dissolve(tree, options.dissolved);
    std::vector<Part *> open;
    openFirst(tree, open, m_source == ViewSource::Graph ? 3 : 2);
    tree.aggregateAll();
    sign(tree); // stages, groups and series did not exist when it was signed before

    std::vector<Part *> parts{ tree.root }; // breadth first: parents before children
    tree.root->slot = 0;
    m_items.emplace_back();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i % 1024 == 0 && control.cancelled())
            return false;
        for (Part *child : inFlowOrder(tree, parts[i])) {
            const ItemId id{ static_cast<std::int32_t>(m_items.size()) };
            Item &item = m_items.emplace_back();
            item.id = id;
            item.parent = ItemId{ static_cast<std::int32_t>(i) };
            m_items[i].children.push_back(id);
            parts.push_back(child);
        }
    }
    for (std::size_t i = 0; i < parts.size(); ++i)
        parts[i]->slot = static_cast<int>(i);
    m_root = m_items.front().id = ItemId{ 0 };
    m_variablesOfItem.resize(parts.size());
    m_order.resize(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        m_variablesOfItem[i] = parts[i]->variables;
        m_order[i] = parts[i]->position;
        if (!parts[i]->nodes.empty())
            for (const Node variable : parts[i]->variables)
                m_itemsOfVariable[variable].push_back(m_items[i].id);
    }
    for (auto &[variable, items] : m_itemsOfVariable)
        std::sort(items.begin(), items.end(),
            [this](ItemId a, ItemId b) { return m_order[ckpt::index(a)] < m_order[ckpt::index(b)]; });
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
            m_layerTitles[static_cast<std::int32_t>(i)] = holder->title;
    }
    makeKeysUnique(m_items);
    for (const Part *part : open)
        m_items[static_cast<std::size_t>(part->slot)].openAtFirst = true;
    markBranches(tree, m_items);
    findItemsOfNodes(tree);
    noteGates(tree);
    notePenalties();
    linkItems();
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
        for (const auto &[variable, items] : m_itemsOfVariable)
            all[Analysis::at(variable)] = items.front();
    m_itemOfNode = std::move(all);
}

ItemId GraphViewData::commonAncestor(ItemId a, ItemId b) const
{
    while (a != b) { // parents have smaller numbers
        if (ckpt::index(a) > ckpt::index(b))
            a = m_items[ckpt::index(a)].parent;
        else
            b = m_items[ckpt::index(b)].parent;
    }
    return a;
}

// A scalar gate with several readers loses its edges, and what a condition decides has none: the readers say
// "← keep_prob".
void GraphViewData::noteGates(const Tree &tree)
{
    const Analysis &a = *m_analysis;
    m_gate.assign(a.g.size(), 0);
    std::map<Node, std::set<ItemId>> readers;
    for (const auto &[source, reader] : a.conditions)
        readers[source].insert(m_itemOfLeaf[Analysis::at(reader)]);
    for (const Node v : tree.leaves) {
        if (!a.is(v, Input) || !a.scalarGate[Analysis::at(v)])
            continue;
        std::set<ItemId> items;
        for (const Node w : a.out(v))
            items.insert(m_itemOfLeaf[Analysis::at(w)]);
        if (items.size() < 2)
            continue;
        m_gate[Analysis::at(v)] = 1;
        readers[v].merge(items);
    }
    for (const auto &[source, items] : readers)
        noteReaders(m_itemOfLeaf[Analysis::at(source)], items);
}

void GraphViewData::noteReaders(ItemId source, const std::set<ItemId> &readers)
{
    if (source == ItemId::None)
        return;
    const std::string note = "← " + m_items[ckpt::index(source)].title;
    for (const ItemId reader : readers) {
        const ItemId end = commonAncestor(source, reader);
        for (ItemId id = reader; id != end; id = m_items[ckpt::index(id)].parent) {
            auto &notes = m_items[ckpt::index(id)].notes;
            if (std::find(notes.begin(), notes.end(), note) == notes.end())
                notes.push_back(note);
        }
    }
    m_items[ckpt::index(source)].notes.push_back(
        readers.size() == 1 ? std::string("used at 1 place") : fmt::format("used at {} places", readers.size()));
}

} // namespace ckpt
