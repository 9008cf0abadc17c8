// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/openscopes.h"

namespace ckpt {

std::set<ItemId> openAtFirst(const GraphView &view)
{
    std::set<ItemId> open;
    for (const Item &item : view.items())
        if (item.openAtFirst && item.canOpen() && item.id != view.root())
            open.insert(item.id);
    return open;
}

std::set<ItemId> openTo(const GraphView &view, ItemId id)
{
    std::set<ItemId> open;
    for (; id != ItemId::None && id != view.root(); id = view.item(id).parent)
        if (view.item(id).canOpen())
            open.insert(id);
    return open;
}

OpenedAll openAllWithin(const GraphView &view, ItemId from, std::set<ItemId> open, std::size_t boxes)
{
    OpenedAll result{ std::move(open), 0 };
    std::vector<ItemId> level{ from };
    while (!level.empty()) {
        std::vector<ItemId> next;
        for (const ItemId id : level) {
            const Item &item = view.item(id);
            const bool isOpen = id == view.root() || result.open.contains(id);
            if (!isOpen && boxes + item.children.size() > kMostBoxes) {
                ++result.leftClosed;
                continue;
            }
            if (!isOpen) {
                boxes += item.children.size();
                result.open.insert(id);
            }
            for (const ItemId child : item.children)
                if (view.item(child).canOpen())
                    next.push_back(child);
        }
        level = std::move(next);
    }
    return result;
}

std::size_t visibleBoxes(const GraphView &view, const std::set<ItemId> &open)
{
    std::vector<ItemId> scopes{ view.root() };
    std::size_t boxes = 0;
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        const std::vector<ItemId> &children = view.item(scopes[i]).children;
        boxes += children.size();
        for (const ItemId child : children)
            if (open.contains(child) && view.item(child).canOpen())
                scopes.push_back(child);
    }
    return boxes;
}

} // namespace ckpt
