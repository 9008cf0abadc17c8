// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Layers from names and shapes alone (DIAGRAM notes 14b.2): the variables of one scope belong together; nameless ones
// pair up.
#pragma once

#include "format/graph/role.h"

#include <span>
#include <string>

namespace ckpt {

// Fills layer, order and inferredName of `facts`, one per variable of `checkpoint`, whose roles are known already.
void nameLayers(const Checkpoint &checkpoint, std::span<VariableFacts> facts);

// Path of the layer that a variable belongs to by its name; empty for a name without scope that tells nothing.
std::string layerPath(std::string_view key);

// Kind of a layer by the fine role and the shape of its main variable: "Conv2D", "Dense"; empty when unknown.
std::string_view kindFromKernel(std::string_view detail, std::size_t rank);

} // namespace ckpt
