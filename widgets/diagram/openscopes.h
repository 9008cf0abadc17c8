// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which scopes of a graph are open: as proposed, one with everything around it, or all that a picture can take. Pure
// functions.
#pragma once

#include "format/graph/graphview.h"

#include <cstddef>
#include <set>

namespace ckpt {

inline constexpr std::size_t kMostBoxes = 3000; // cards and frames after opening everything

// As GraphView proposes for the first picture.
std::set<ItemId> openAtFirst(const GraphView &view);
// `id`, and every scope around it so that it is visible. The root is never in it.
std::set<ItemId> openTo(const GraphView &view, ItemId id);

struct OpenedAll {
    std::set<ItemId> open; // without the root
    std::size_t leftClosed = 0; // visible scopes that would have made it too many
};
// Opens `from` and all below it, level by level, on top of `open`. `boxes` are drawn before.
OpenedAll openAllWithin(const GraphView &view, ItemId from, std::set<ItemId> open, std::size_t boxes);

// Cards and frames that are drawn when these are open.
std::size_t visibleBoxes(const GraphView &view, const std::set<ItemId> &open);

} // namespace ckpt
