// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Whether TensorFlow could restore a checkpoint with its graph.
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/checkpoint/checkpoint.h"
#include "format/graph/metagraph.h"

namespace ckpt {

// GraphVariableMissing, GraphShapeDiffers, GraphTypeDiffers, VariableNotInGraph; nothing when no saver of the graph
// tells its keys. Fails with Cancelled.
Result<void> checkGraphAgrees(
    const Checkpoint &checkpoint, const MetaGraph &graph, IssueLog &log, const JobControl &control);

} // namespace ckpt
