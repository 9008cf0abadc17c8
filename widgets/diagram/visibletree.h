// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is on screen for a choice of open scopes: the open scopes as a tree, and every edge cut into one piece per scope
// that it runs through. Where it crosses the border of an open scope there is a port; edges of one source share it.
// Within a scope nodes are numbered: the cards and frames, then the entries (ports at the top), then the exits (at the
// bottom).
#pragma once

#include "format/graph/graphview.h"

#include <map>
#include <set>
#include <vector>

namespace ckpt {

struct VisibleNode {
    ItemId id = ItemId::None;
    int scope = -1; // of VisibleTree::scopes when it is open
    int missing = 0; // > 0: stands for this many children of `id` that are not shown
};

// A piece of one or more edges inside a scope. Ports count from 0 among the exits (entries) of the open node it ends
// at.
struct Segment {
    int from = 0, to = 0;
    int fromPort = -1, toPort = -1;
    bool loop = true; // all its edges are
};

struct OpenScope {
    ItemId id = ItemId::None;
    int parent = -1, node = -1, depth = 0; // node: its place in the parent
    std::vector<VisibleNode> nodes;
    int entries = 0, exits = 0;
    std::vector<Segment> segments;
    int entry(int port) const { return int(nodes.size()) + port; }
    int exit(int port) const { return int(nodes.size()) + entries + port; }
    int size() const { return int(nodes.size()) + entries + exits; }
};

struct VisibleEdge {
    ViewEdge edge;
    std::vector<std::pair<int, int>> pieces; // scope and segment, from source to target
};

struct VisibleTree {
    std::vector<OpenScope> scopes; // parents before children; the first is the root
    std::vector<VisibleEdge> edges;
    std::size_t nodeCount() const;
};

inline constexpr int kChildrenShown = 300;
inline constexpr int kMaxPorts = 12; // on one side of a frame; weaker sources share the last

// `open` holds open items; those with a closed ancestor do not count, the root always does. `shown` gives how many
// children of a scope are shown where it is not kChildrenShown. `cards`, if not empty, are the children of a temporary
// root: nothing else is visible, and what is around them counts as open.
VisibleTree visibleTree(const GraphView &view, const std::set<ItemId> &open, const std::map<ItemId, int> &shown = {},
    const std::vector<ItemId> &cards = {});

} // namespace ckpt
