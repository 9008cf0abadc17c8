// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a graph says about the checkpoint that is not there.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/graph/metagraph.h"

#include <memory>

namespace ckpt {

// The variables of `graph` under the keys they would be saved under (their names where no saver tells); partitions as
// the graph has them, one variable a part. Those without a known shape are left out, with an issue each.
std::shared_ptr<const Checkpoint> declaredVariables(const MetaGraph &graph);

} // namespace ckpt
