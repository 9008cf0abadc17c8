// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/graphchecks.h"

#include "format/base/paths.h"
#include "format/graph/declared.h"
#include "format/graph/graphview.h"
#include "format/graph/metagraphdata.h"

#include <algorithm>
#include <set>

namespace ckpt::fuzz {

namespace {

void checkMetaGraph(const MetaGraph &graph, const Limits &limits)
{
    checkIssues(graph.issues(), limits);
    const std::size_t count = graph.nodes().size();
    ensure(graph.summary().nodes == count && count > 0, "nodes are counted");
    for (std::size_t i = 0; i < count; ++i) {
        const NodeIndex node{ static_cast<std::int32_t>(i) };
        ensure(graph.inputs(node).size() == graph.node(node).inputCount, "every node has its inputs");
        for (const GraphInput &input : graph.inputs(node))
            ensure(input.source == NodeIndex::None || index(input.source) < count, "inputs are nodes");
        ensure(graph.find(graph.node(node).name) != NodeIndex::None, "every node is found by its name");
    }
    for (const GraphVariable &variable : graph.variables())
        ensure(index(variable.node) < count, "variables are nodes");
    for (std::size_t i = 0; i < std::min<std::size_t>(count, 64); ++i)
        for (const auto &[name, text] : graph.attributeTexts(NodeIndex{ static_cast<std::int32_t>(i) }, 100))
            ensure(text.size() < 4096, "texts of attributes are short", name);
}

// One tree over all items, root first, parents before children, each child once.
void checkTree(const GraphView &view)
{
    ensure(view.root() == ItemId{ 0 } && !view.items().empty(), "there is a root");
    std::vector<int> seen(view.items().size());
    std::set<std::string> keys;
    for (std::size_t i = 0; i < view.items().size(); ++i) {
        const Item &item = view.items()[i];
        ensure(index(item.id) == i, "items know their place");
        ensure(keys.insert(item.key).second, "every item has a key of its own", item.key);
        ensure(i == 0 ? item.parent == ItemId::None : index(item.parent) < i, "parents come first");
        ensure(item.leaves.empty() || item.children.empty(), "what opens has no nodes of its own", item.key);
        std::uint32_t leaves = 0;
        for (const ItemId child : item.children) {
            ensure(index(child) < seen.size(), "children are items");
            ensure(++seen[index(child)] == 1 && view.item(child).parent == item.id, "an item has one parent", item.key);
            leaves += view.item(child).leafCount;
        }
        ensure(item.children.empty() || leaves == item.leafCount, "leaves add up", item.key);
        ensure(!item.openAtFirst || i == 0 || view.item(item.parent).openAtFirst, "what is open can be seen", item.key);
    }
    for (std::size_t i = 1; i < seen.size(); ++i)
        ensure(seen[i] == 1, "every item but the root is a child");
}

void checkEdges(const GraphView &view)
{
    std::set<ItemId> open, all;
    for (const Item &item : view.items()) {
        if (item.openAtFirst)
            open.insert(item.id);
        all.insert(item.id);
    }
    for (const std::set<ItemId> &choice : { open, std::set<ItemId>(), all }) {
        std::set<std::pair<ItemId, ItemId>> seen;
        for (const ViewEdge &edge : view.visibleEdges(choice)) {
            ensure(edge.from != edge.to && edge.tensors > 0, "an edge joins two items");
            ensure(seen.emplace(edge.from, edge.to).second, "two items are joined once");
            for (ItemId end : { edge.from, edge.to }) {
                ensure(end != ItemId::None && index(end) < view.items().size(), "edges end at items");
                ensure(!choice.contains(end) || !view.item(end).canOpen(), "edges end at closed items");
                for (end = view.item(end).parent; end != view.root(); end = view.item(end).parent)
                    ensure(end != ItemId::None && choice.contains(end), "edges end at visible items");
            }
        }
    }
}

void checkVariables(const GraphView &view)
{
    for (const std::string &key : view.variablesOf(view.root())) {
        const auto items = view.itemsOfVariable(key);
        ensure(!items.empty(), "a variable of the picture is on a card", key);
        for (const ItemId id : items) {
            const auto keys = view.variablesOf(id);
            ensure(std::find(keys.begin(), keys.end(), key) != keys.end(), "its card knows it", key);
        }
    }
}

void checkView(const GraphView &view, const Checkpoint &checkpoint)
{
    checkTree(view);
    checkEdges(view);
    checkVariables(view);
    const std::size_t nodes = view.graph()->nodes().size();
    for (std::size_t i = 0; i < nodes; ++i) {
        const ItemId item = view.itemOf(NodeIndex{ static_cast<std::int32_t>(i) });
        ensure(item == ItemId::None || index(item) < view.items().size(), "nodes are drawn by items");
    }
    ensure(view.facts(checkpoint).size() == checkpoint.variables().size(), "there are facts on every variable");
}

} // namespace

void checkGraphFile(std::string_view bytes, const std::string &name, const GraphChoices &choices)
{
    const Limits limits = smallLimits();
    auto file = parseGraphFile(bytes, name, limits, {});
    if (!file)
        return checkError(file.error());
    const auto graph = MetaGraphData::make(std::move(*file), name, limits, {});
    ensure(graph.has_value(), "what was parsed can be indexed");
    checkMetaGraph(**graph, limits);

    const auto declared = declaredVariables(**graph);
    checkIssues(declared->issues(), Limits{});
    GraphViewOptions options;
    if (choices.allClasses)
        for (int i = 0; i < static_cast<int>(NodeClass::Count); ++i)
            options.shown.insert(static_cast<NodeClass>(i));
    const auto view = GraphView::build(*graph, choices.withVariables ? declared.get() : nullptr, options);
    ensure(view.has_value(), "every graph has a picture");
    checkView(**view, *declared);
    // One part of each kind: the last, so that the usual one is not drawn twice.
    const auto checkPart = [&](DrawnPart part) {
        options.drawn = std::move(part);
        const auto drawn = GraphView::build(*graph, choices.withVariables ? declared.get() : nullptr, options);
        ensure(drawn.has_value(), "every part has a picture");
        checkView(**drawn, *declared);
    };
    if (!(*view)->signatures().empty())
        checkPart({ DrawnPart::Kind::Signature, (*view)->signatures().back() });
    if (!(*view)->unreachedFunctions().empty())
        checkPart({ DrawnPart::Kind::Function, (*view)->unreachedFunctions().back().name });
    const auto items = (*view)->items();
    const auto closed =
        std::find_if(items.begin(), items.end(), [](const Item &item) { return !item.function.empty(); });
    if (closed != items.end())
        checkPart({ DrawnPart::Kind::Function, closed->function });
}

} // namespace ckpt::fuzz
