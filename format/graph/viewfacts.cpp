// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Checkpoint keys and variables of the graph, in both directions.
#include "format/graph/graphviewdata.h"
#include "format/graph/rolenames.h"

#include <fmt/format.h>

#include <algorithm>

namespace ckpt {

// What the save ops say; where they say nothing, the whole name of a partition, else the node's name.
void GraphViewData::nameKeys()
{
    const WorkGraph &g = m_analysis->g;
    for (const GraphVariable &variable : m_graph->variables()) {
        auto &keys = m_keysOf[static_cast<Node>(variable.node)];
        for (const std::string &key : variable.keys)
            if (std::find(keys.begin(), keys.end(), key) == keys.end())
                keys.push_back(key);
    }
    for (const Node variable : m_analysis->variables) {
        auto &keys = m_keysOf[variable];
        if (!keys.empty() || g.op(variable) == "_Arg") // an argument says nothing of the checkpoint
            continue;
        const auto whole = m_analysis->wholeName.find(variable);
        keys.emplace_back(whole != m_analysis->wholeName.end() ? whole->second : std::string(g.name(variable)));
    }
    for (const Node variable : m_analysis->variables)
        for (const std::string &key : m_keysOf[variable])
            m_variablesOfKey[key].push_back(variable);
}

std::vector<ItemId> GraphViewData::itemsOfVariable(std::string_view key) const
{
    std::vector<ItemId> items;
    const auto variables = m_variablesOfKey.find(std::string(key));
    if (variables == m_variablesOfKey.end())
        return items;
    for (Node variable : variables->second) {
        for (int steps = 0; steps < 4 && !m_itemsOfVariable.contains(variable); ++steps) { // a slot: where its owner is
            const auto use = m_analysis->uses.find(variable);
            if (use == m_analysis->uses.end() || use->second.owner == kNoNode)
                break;
            variable = use->second.owner;
        }
        if (const auto found = m_itemsOfVariable.find(variable); found != m_itemsOfVariable.end())
            for (const ItemId id : found->second)
                if (std::find(items.begin(), items.end(), id) == items.end())
                    items.push_back(id);
    }
    return items;
}

std::vector<std::string> GraphViewData::variablesOf(ItemId id) const
{
    std::vector<std::string> keys;
    for (const Node variable : m_variablesOfItem[ckpt::index(id)])
        if (const auto found = m_keysOf.find(variable); found != m_keysOf.end())
            keys.insert(keys.end(), found->second.begin(), found->second.end());
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

void GraphViewData::fillFacts(Node variable, std::string_view key, VariableFacts &facts) const
{
    const Analysis &a = *m_analysis;
    const auto use = a.uses.find(variable);
    if (use != a.uses.end() && use->second.detail != "other") {
        facts.detail = use->second.detail;
        facts.role = roleOfDetail(facts.detail);
        facts.inferred = use->second.evidence == Evidence::Name || use->second.evidence == Evidence::Shape;
    }
    if (m_graph) {
        facts.inGraph = true;
        facts.trainable = a.trainable.contains(variable);
    }
    if (const auto op = a.initializerOp.find(variable); op != a.initializerOp.end())
        facts.initializer = op->second;
    if (const auto reads = a.reads.find(variable); reads != a.reads.end()) {
        const auto visible = std::find_if(reads->second.begin(), reads->second.end(), [&](const NodeRead &read) {
            return a.visible[Analysis::at(read.node)] || a.is(read.node, NodeClass::OtherSignature);
        });
        if (visible != reads->second.end())
            facts.usedBy = a.g.name(visible->node);
    }
    Node owner = use == a.uses.end() ? kNoNode : use->second.owner;
    if (owner != kNoNode) {
        const auto keys = m_keysOf.find(owner);
        facts.owner =
            keys == m_keysOf.end() || keys->second.empty() ? std::string(a.g.name(owner)) : keys->second.front();
    }
    const auto items = m_itemsOfVariable.find(m_itemsOfVariable.contains(variable) ? variable : owner);
    if (items == m_itemsOfVariable.end())
        return;
    const std::int32_t item = static_cast<std::int32_t>(items->second.front());
    const auto title = m_layerTitles.find(item);
    if (title == m_layerTitles.end()) // counters, an optimizer
        return;
    facts.layer = title->second;
    facts.order = m_order[static_cast<std::size_t>(item)];
    facts.inferredName.clear();
    const std::string &layer = m_items[static_cast<std::size_t>(item)].layerName;
    if (!layer.empty() && saysNothing(key))
        facts.inferredName = fmt::format("{} · {}", layer, facts.detail);
}

std::vector<VariableFacts> GraphViewData::facts(const Checkpoint &checkpoint) const
{
    std::vector<VariableFacts> facts = factsFromNames(checkpoint);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const std::string &key = checkpoint.variables()[i].key;
        const auto variables = m_variablesOfKey.find(key);
        if (variables == m_variablesOfKey.end())
            continue;
        // Of several variables saved under one key (parts) the one that is used tells.
        const auto used = std::find_if(variables->second.begin(), variables->second.end(),
            [this](Node v) { return m_itemsOfVariable.contains(v); });
        VariableFacts &fact = facts[i];
        const std::string named = std::move(fact.owner);
        fact.owner.clear();
        fact.layer.clear();
        fact.inferredName.clear();
        fact.order = -1;
        fillFacts(used == variables->second.end() ? variables->second.front() : *used, key, fact);
        if (fact.owner.empty() && (fact.role == Role::Slot || fact.role == Role::Average))
            fact.owner = named;
    }
    return facts;
}

} // namespace ckpt
