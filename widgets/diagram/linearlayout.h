// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in layered layout: for scopes that are too large for Graphviz, and for when Graphviz is not there. A pure
// function, O(nodes + edges) but for sorting rows. About twice Graphviz's crossings; chains stay straight; nodes never
// overlap.
#pragma once

#include "widgets/diagram/layoutmessages.h"

namespace ckpt {

// Accepts every graph, cycles and loops included. Entries are in the first row, exits in the last. Paths are polylines.
GraphLayout linearLayout(const LayoutGraph &graph);

} // namespace ckpt
