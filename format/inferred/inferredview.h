// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The picture of a checkpoint that has no graph (DIAGRAM notes 14a, 14b): from its object graph, else from the names
// and shapes of its variables. Every edge is a guess and says so (ViewEdge::inferred).
#pragma once

#include "format/graph/graphview.h"
#include "format/objects/objecttree.h"

#include <memory>

namespace ckpt {

// `objects` (of `checkpoint`) may be null; it counts only if some variable is reached from its root. Every variable is
// in exactly one place: on a layer, counted as a slot with its owner, on the card of an optimizer, or among counters
// and settings. Fails only with Cancelled.
Result<std::shared_ptr<const GraphView>> inferView(const Checkpoint &checkpoint, const ObjectTree *objects,
    const GraphViewOptions &options = {}, const JobControl &control = {});

} // namespace ckpt
