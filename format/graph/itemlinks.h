// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Which innermost items feed which, and how far that goes. Immutable; shared between threads without locks.
#pragma once

#include "format/graph/viewitem.h"

#include <span>
#include <utility>
#include <vector>

namespace ckpt {

class ItemLinks {
public:
    enum class Way { Inputs, Outputs };

    ItemLinks() = default;
    // Pairs (source, target) of ids below `items`; repetitions and links of an item to itself count once or not at all.
    ItemLinks(std::size_t items, std::vector<std::pair<ItemId, ItemId>> links);

    std::size_t count() const { return m_inputs.ends.size(); }
    // What feeds an item, or is fed by it; ascending.
    std::span<const ItemId> next(ItemId item, Way way) const;
    // Everything that `from` is fed by, or feeds, in at most `steps` (0: any number of) links; `from` itself included,
    // ascending. O(items + links).
    std::vector<ItemId> reach(std::span<const ItemId> from, Way way, int steps = 0) const;
    // Everything on any way from one to the other, both included where they take part; ascending, empty when no way
    // leads there.
    std::vector<ItemId> between(std::span<const ItemId> from, std::span<const ItemId> to) const;

private:
    struct Side {
        std::vector<std::uint32_t> first; // one more than items
        std::vector<ItemId> ends;
    };
    static Side side(std::size_t items, const std::vector<std::pair<ItemId, ItemId>> &links);

    Side m_inputs, m_outputs;
};

} // namespace ckpt
