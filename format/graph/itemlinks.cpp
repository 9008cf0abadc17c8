// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/itemlinks.h"

#include <algorithm>
#include <iterator>

namespace ckpt {

ItemLinks::ItemLinks(std::size_t items, std::vector<std::pair<ItemId, ItemId>> links)
{
    std::erase_if(links, [](const auto &link) { return link.first == link.second; });
    std::sort(links.begin(), links.end());
    links.erase(std::unique(links.begin(), links.end()), links.end());
    m_outputs = side(items, links);
    for (auto &[source, target] : links)
        std::swap(source, target);
    std::sort(links.begin(), links.end());
    m_inputs = side(items, links);
}

ItemLinks::Side ItemLinks::side(std::size_t items, const std::vector<std::pair<ItemId, ItemId>> &links)
{
    Side side;
    side.first.resize(items + 1);
    side.ends.reserve(links.size());
    for (const auto &[item, end] : links) {
        ++side.first[index(item) + 1];
        side.ends.push_back(end);
    }
    for (std::size_t i = 0; i < items; ++i)
        side.first[i + 1] += side.first[i];
    return side;
}

std::span<const ItemId> ItemLinks::next(ItemId item, Way way) const
{
    const Side &side = way == Way::Inputs ? m_inputs : m_outputs;
    if (index(item) + 1 >= side.first.size())
        return {};
    const std::size_t begin = side.first[index(item)];
    return std::span(side.ends).subspan(begin, side.first[index(item) + 1] - begin);
}

std::vector<ItemId> ItemLinks::reach(std::span<const ItemId> from, Way way, int steps) const
{
    std::vector<char> seen(m_inputs.first.size());
    std::vector<ItemId> found, edge(from.begin(), from.end()), further;
    for (int step = 0; !edge.empty(); ++step) {
        further.clear();
        for (const ItemId item : edge) {
            if (index(item) + 1 >= seen.size() || std::exchange(seen[index(item)], 1))
                continue;
            found.push_back(item);
            const auto ends = next(item, way);
            further.insert(further.end(), ends.begin(), ends.end());
        }
        std::swap(edge, further);
        if (steps > 0 && step == steps)
            break;
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<ItemId> ItemLinks::between(std::span<const ItemId> from, std::span<const ItemId> to) const
{
    const std::vector<ItemId> after = reach(from, Way::Outputs), before = reach(to, Way::Inputs);
    std::vector<ItemId> both;
    std::set_intersection(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(both));
    return both;
}

} // namespace ckpt
