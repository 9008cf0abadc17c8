// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Items put to the side: what many use is named by its readers ("← keep_prob") instead of an edge to each. By rule
// these are scalar gates, what decides conditions, and crowds (crowds.h); the user may choose otherwise for any item.
#include "format/graph/graphviewdata.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace ckpt {

using enum NodeClass;

void GraphViewData::takePlaces(const GraphViewOptions &options)
{
    if (options.places.empty())
        return;
    std::unordered_map<std::string_view, ItemId> byKey;
    for (const Item &item : m_items)
        byKey.emplace(item.key, item.id);
    for (const auto &[key, place] : options.places)
        if (const auto found = byKey.find(key); found != byKey.end() && found->second != m_root) {
            m_places.emplace(key, place);
            Item &item = m_items[ckpt::index(found->second)];
            item.place = place;
            item.placeChosen = true;
        }
}

void GraphViewData::putAside(const Tree &tree)
{
    Analysis &a = *m_analysis;
    Readers readers; // of what is aside
    const auto leaf = [this](Node v) { return m_itemOfLeaf[Analysis::at(v)]; };
    const auto tell = [&](ItemId source, ItemId reader) {
        readers[{ m_order[ckpt::index(source)], source }].insert({ reader, commonAncestor(m_items, source, reader) });
    };
    std::set<ItemId> ruled;
    const auto putByRule = [&](ItemId id) { // true: it is aside, unless the user wants it in the main graph
        Item &item = m_items[ckpt::index(id)];
        ruled.insert(id);
        if (item.placeChosen && item.place == ItemPlace::Main)
            return false;
        item.place = ItemPlace::Aside;
        return true;
    };
    for (const Node v : tree.leaves) {
        if (!a.is(v, Input) || !a.scalarGate[Analysis::at(v)])
            continue;
        std::set<ItemId> items;
        for (const Node w : a.out(v))
            items.insert(leaf(w));
        if (items.size() >= 2)
            putByRule(leaf(v));
    }
    std::vector<LeafEdge> drawn;
    drawn.reserve(a.edges.size());
    for (const LeafEdge &edge : a.edges) {
        const ItemId from = leaf(edge.from), to = leaf(edge.to), end = commonAncestor(m_items, from, to);
        ItemId aside = ItemId::None; // the outermost around the source and not around the reader
        for (ItemId id = from; id != end; id = item(id).parent) {
            m_items[ckpt::index(id)].feeds = true;
            if (item(id).place == ItemPlace::Aside)
                aside = id;
        }
        if (aside == ItemId::None)
            drawn.push_back(edge);
        else
            tell(aside, to);
    }
    for (const auto &[source, reader] : a.conditions) {
        const ItemId from = leaf(source), to = leaf(reader);
        if (from == ItemId::None || to == ItemId::None)
            continue;
        m_items[ckpt::index(from)].feeds = true;
        if (putByRule(from))
            tell(from, to);
        else
            drawn.push_back({ source, reader, 0, false });
    }
    a.edges = std::move(drawn);
    findCrowds(readers, ruled);
    dropNeedlessPlaces(ruled);
    for (const auto &[source, told] : readers)
        noteReaders(source.second, told);
}

void GraphViewData::findCrowds(Readers &readers, std::set<ItemId> &ruled)
{
    if (m_source != ViewSource::Graph)
        return; // the edges of a sketch are guesses and few
    const Crowds crowds(*m_analysis, m_items, m_itemOfLeaf);
    for (LeafEdge &edge : m_analysis->edges) {
        const ItemId within = crowds.scopeOf(edge);
        if (within == ItemId::None)
            continue;
        Item &source = m_items[ckpt::index(m_itemOfLeaf[Analysis::at(edge.from)])];
        ruled.insert(source.id);
        if (source.placeChosen)
            continue; // the user wants its edges
        source.place = ItemPlace::AsideInCrowds;
        edge.toldIn = within;
        readers[{ m_order[ckpt::index(source.id)], source.id }].insert({ m_itemOfLeaf[Analysis::at(edge.to)], within });
    }
}

// What a rule says anyway was not chosen.
void GraphViewData::dropNeedlessPlaces(const std::set<ItemId> &ruled)
{
    if (m_places.empty())
        return;
    std::unordered_map<std::string_view, Item *> chosen;
    for (Item &item : m_items)
        if (item.placeChosen)
            chosen.emplace(item.key, &item);
    std::erase_if(m_places, [&](const auto &choice) {
        Item &item = *chosen.at(choice.first);
        item.placeChosen = ruled.contains(item.id) != (item.place == ItemPlace::Aside);
        return !item.placeChosen;
    });
}

void GraphViewData::noteReaders(ItemId source, const std::set<Reader> &readers)
{
    const std::string note = "← " + item(source).title;
    std::set<ItemId> scopes;
    for (const Reader &reader : readers) {
        scopes.insert(reader.within);
        for (ItemId id = reader.item; id != reader.within; id = item(id).parent) {
            auto &notes = m_items[ckpt::index(id)].notes;
            if (std::find(notes.begin(), notes.end(), note) == notes.end())
                notes.push_back(note);
        }
    }
    std::string used = readers.size() == 1 ? "used at 1 place" : fmt::format("used at {} places", readers.size());
    if (item(source).place == ItemPlace::AsideInCrowds && scopes.size() == 1 && *scopes.begin() != item(source).parent)
        used += " in " + item(*scopes.begin()).title; // up to there its edge is drawn
    m_items[ckpt::index(source)].notes.push_back(std::move(used));
}

} // namespace ckpt
