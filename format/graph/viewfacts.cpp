// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Checkpoint keys and variables of the graph, in both directions.
#include "format/graph/graphviewdata.h"
#include "format/graph/rolenames.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ckpt {

// What the save ops say; where they say nothing, the whole name of a partition, else the node's name.
void GraphViewData::nameKeys()
{
    const WorkGraph &g = m_analysis->g;
    std::vector<std::string_view> keys; // of one variable
    const auto keep = [&](Node variable) {
        for (const std::string_view key : keys) {
            m_keysOf.add(variable, key);
            m_variablesOfKey.add(key, variable);
        }
        keys.clear();
    };
    std::vector<char> named(g.size());
    for (const GraphVariable &variable : m_graph->variables()) {
        for (const std::string &key : variable.keys)
            if (std::find(keys.begin(), keys.end(), key) == keys.end())
                keys.push_back(key);
        const Node v = static_cast<Node>(variable.node);
        named[Analysis::at(v)] = !keys.empty();
        keep(v);
    }
    for (const Node variable : m_analysis->variables) {
        if (named[Analysis::at(variable)] || g.op(variable) == "_Arg") // an argument says nothing of the checkpoint
            continue;
        const auto whole = m_analysis->wholeName.find(variable);
        keys.push_back(whole != m_analysis->wholeName.end() ? m_words.emplace_back(whole->second) : g.name(variable));
        keep(variable);
    }
    m_keysOf.seal();
    m_variablesOfKey.seal();
}

// A graph is interpreted once and asked for as long as it is on screen: only what is asked for stays.
void GraphViewData::keepAnswers()
{
    const Analysis &a = *m_analysis;
    std::vector<Node> variables = a.variables;
    for (const auto &[variable, use] : a.uses)
        variables.push_back(variable);
    std::sort(variables.begin(), variables.end());
    variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
    std::map<std::string_view, std::string_view> words; // few: "kernel", "Adam m"
    for (const Node variable : variables) {
        Known known;
        if (const auto use = a.uses.find(variable); use != a.uses.end()) {
            const auto [word, isNew] = words.try_emplace(use->second.detail);
            if (isNew)
                word->second = m_words.emplace_back(use->second.detail);
            known.told = true;
            known.detail = word->second;
            known.owner = use->second.owner;
            known.inferred = use->second.evidence == Evidence::Name || use->second.evidence == Evidence::Shape;
        }
        known.trainable = a.trainable.contains(variable);
        if (const auto op = a.initializerOp.find(variable); op != a.initializerOp.end())
            known.initializer = op->second;
        if (const auto reads = a.reads.find(variable); reads != a.reads.end()) {
            const auto drawn = std::find_if(reads->second.begin(), reads->second.end(), [&](const NodeRead &read) {
                return a.visible[Analysis::at(read.node)] || a.is(read.node, NodeClass::OtherSignature);
            });
            if (drawn != reads->second.end())
                known.reader = drawn->node;
        }
        m_known.add(variable, known);
    }
    m_known.seal();
    m_edges = std::move(m_analysis->edges);
    m_edges.shrink_to_fit();
    m_nodes = std::move(m_analysis->g);
    m_nodes.forgetEdges();
    m_analysis.reset();
    m_checkpoint = nullptr;
    m_kept = {};
    m_itemOfLeaf = {};
}

std::vector<ItemId> GraphViewData::itemsOfVariable(std::string_view key) const
{
    std::vector<ItemId> items;
    for (const auto &entry : m_variablesOfKey.find(key)) {
        Node variable = entry.value;
        for (int steps = 0; steps < 4 && !m_itemsOfVariable.contains(variable); ++steps) { // a slot: where its owner is
            const Known *known = m_known.first(variable);
            if (!known || known->owner == kNoNode)
                break;
            variable = known->owner;
        }
        for (const auto &[node, id] : m_itemsOfVariable.find(variable))
            if (std::find(items.begin(), items.end(), id) == items.end())
                items.push_back(id);
    }
    return items;
}

std::vector<std::string> GraphViewData::variablesOf(ItemId id) const
{
    std::vector<std::string_view> keys;
    std::vector<ItemId> work{ id };
    while (!work.empty()) {
        const ItemId next = work.back();
        work.pop_back();
        const Item &item = m_items[ckpt::index(next)];
        work.insert(work.end(), item.children.begin(), item.children.end());
        for (const auto &variable : m_variablesOfItem.find(next))
            for (const auto &key : m_keysOf.find(variable.value))
                keys.push_back(key.value);
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return { keys.begin(), keys.end() };
}

void GraphViewData::fillFacts(Node variable, std::string_view key, VariableFacts &facts) const
{
    const Known *found = m_known.first(variable);
    const Known known = found ? *found : Known();
    if (known.told && known.detail != "other") {
        facts.detail = known.detail;
        facts.role = roleOfDetail(facts.detail);
        facts.inferred = known.inferred;
    }
    if (m_graph) {
        facts.inGraph = true;
        facts.trainable = known.trainable;
    }
    if (!known.initializer.empty())
        facts.initializer = known.initializer;
    if (known.reader != kNoNode)
        facts.usedBy = m_nodes.name(known.reader);
    if (known.owner != kNoNode) {
        const std::string_view *ownKey = m_keysOf.first(known.owner);
        facts.owner = ownKey ? *ownKey : m_nodes.name(known.owner);
    }
    const ItemId *item = m_itemsOfVariable.first(variable);
    if (!item && known.owner != kNoNode)
        item = m_itemsOfVariable.first(known.owner);
    if (!item || m_titleItem[ckpt::index(*item)] == ItemId::None) // counters, an optimizer
        return;
    facts.layer = this->item(m_titleItem[ckpt::index(*item)]).title;
    facts.order = m_order[ckpt::index(*item)];
    facts.inferredName.clear();
    const std::string &layer = this->item(*item).layerName;
    if (!layer.empty() && saysNothing(key))
        facts.inferredName = fmt::format("{} · {}", layer, facts.detail);
}

std::vector<VariableFacts> GraphViewData::facts(const Checkpoint &checkpoint) const
{
    std::vector<VariableFacts> facts = factsFromNames(checkpoint);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const std::string &key = checkpoint.variables()[i].key;
        const auto variables = m_variablesOfKey.find(key);
        if (variables.empty())
            continue;
        // Of several variables saved under one key (parts) the one that is used tells.
        const auto used = std::find_if(variables.begin(), variables.end(),
            [this](const auto &entry) { return m_itemsOfVariable.contains(entry.value); });
        VariableFacts &fact = facts[i];
        const std::string named = std::move(fact.owner);
        fact.owner.clear();
        fact.layer.clear();
        fact.inferredName.clear();
        fact.order = -1;
        fillFacts((used == variables.end() ? variables.front() : *used).value, key, fact);
        if (fact.owner.empty() && (fact.role == Role::Slot || fact.role == Role::Average))
            fact.owner = named;
    }
    return facts;
}

} // namespace ckpt
