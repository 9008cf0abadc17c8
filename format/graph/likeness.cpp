// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 6.2: which of the finished items are built alike.
#include "format/graph/graphviewdata.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace ckpt {

void GraphViewData::findEqualItems(const Tree &tree)
{
    using Place = std::pair<std::int32_t, ItemId>; // in data-flow order
    struct Kind {
        std::vector<ItemId> items;
        std::unordered_map<std::uint64_t, std::uint32_t> details; // how many have these shapes and settings
        Place first{ INT32_MAX, ItemId::None };
    };
    std::unordered_map<std::uint64_t, Kind> kinds;
    std::vector<std::uint64_t> detail(m_items.size());
    for (const Part *part : tree.walk(tree.root)) {
        const Item &item = m_items[static_cast<std::size_t>(part->slot)];
        if (item.id == m_root || item.kind == ItemKind::Op) // every Relu is like every other: that says nothing
            continue;
        Kind &kind = kinds[part->signature];
        kind.items.push_back(item.id);
        kind.first = std::min(kind.first, Place(m_order[ckpt::index(item.id)], item.id));
        ++kind.details[detail[ckpt::index(item.id)] = part->detailSignature];
    }
    std::vector<const Kind *> several;
    for (const auto &[signature, kind] : kinds)
        if (kind.items.size() > 1)
            several.push_back(&kind);
    std::sort(several.begin(), several.end(), [](const Kind *a, const Kind *b) { return a->first < b->first; });
    for (std::size_t i = 0; i < several.size(); ++i)
        for (const ItemId id : several[i]->items) {
            Item &item = m_items[ckpt::index(id)];
            item.structure = static_cast<std::uint32_t>(i + 1);
            item.similar = static_cast<std::uint32_t>(several[i]->items.size() - 1);
            item.identical = several[i]->details.at(detail[ckpt::index(id)]) - 1;
        }
}

} // namespace ckpt
