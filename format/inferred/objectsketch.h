// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 14a: an object that holds variables is a layer, what holds layers a frame.
#pragma once

#include "format/graph/sketch.h"
#include "format/objects/objectgraph.h"

#include <optional>

namespace ckpt {

// Nothing when no variable is reached from the root: then only names tell. `graph` is that of `checkpoint`.
std::optional<Sketch> sketchFromObjects(
    const Checkpoint &checkpoint, const ObjectGraph &graph, const JobControl &control);

} // namespace ckpt
