// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Which variables a model is not itself without: no state or settings of optimizers, averages, counters, metrics,
// configurations.
#pragma once

#include "format/graph/role.h"

#include <span>
#include <vector>

namespace ckpt {

// By VariableId, as `facts`.
std::vector<bool> modelWeights(const Checkpoint &source, std::span<const VariableFacts> facts);

} // namespace ckpt
