// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Items put to the side: what many use is named by its readers ("← keep_prob") instead of an edge to each. By rule
// these are scalar gates and what decides conditions; the user may choose otherwise for any item.
#include "format/graph/graphviewdata.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace ckpt {

using enum NodeClass;

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
    std::map<std::pair<std::int32_t, ItemId>, std::set<ItemId>> readers; // of what is aside, in data-flow order
    const auto leaf = [this](Node v) { return m_itemOfLeaf[Analysis::at(v)]; };
    const auto readersOf = [&](ItemId id) -> std::set<ItemId> & { return readers[{ m_order[ckpt::index(id)], id }]; };
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
        const ItemId from = leaf(edge.from), to = leaf(edge.to), end = commonAncestor(from, to);
        ItemId aside = ItemId::None; // the outermost around the source and not around the reader
        for (ItemId id = from; id != end; id = item(id).parent) {
            m_items[ckpt::index(id)].feeds = true;
            if (item(id).place == ItemPlace::Aside)
                aside = id;
        }
        if (aside == ItemId::None)
            drawn.push_back(edge);
        else
            readersOf(aside).insert(to);
    }
    for (const auto &[source, reader] : a.conditions) {
        const ItemId from = leaf(source), to = leaf(reader);
        if (from == ItemId::None || to == ItemId::None)
            continue;
        m_items[ckpt::index(from)].feeds = true;
        if (putByRule(from))
            readersOf(from).insert(to);
        else
            drawn.push_back({ source, reader, 0, false });
    }
    a.edges = std::move(drawn);
    std::erase_if(m_places, [&](const auto &choice) { // what the rule says anyway
        const Item &item =
            *std::find_if(m_items.begin(), m_items.end(), [&](const Item &i) { return i.key == choice.first; });
        const bool same = ruled.contains(item.id) == (item.place == ItemPlace::Aside);
        m_items[ckpt::index(item.id)].placeChosen = !same;
        return same;
    });
    for (const auto &[source, items] : readers)
        noteReaders(source.second, items);
}

void GraphViewData::noteReaders(ItemId source, const std::set<ItemId> &readers)
{
    const std::string note = "← " + item(source).title;
    for (const ItemId reader : readers) {
        const ItemId end = commonAncestor(source, reader);
        for (ItemId id = reader; id != end; id = item(id).parent) {
            auto &notes = m_items[ckpt::index(id)].notes;
            if (std::find(notes.begin(), notes.end(), note) == notes.end())
                notes.push_back(note);
        }
    }
    m_items[ckpt::index(source)].notes.push_back(
        readers.size() == 1 ? std::string("used at 1 place") : fmt::format("used at {} places", readers.size()));
}

} // namespace ckpt
