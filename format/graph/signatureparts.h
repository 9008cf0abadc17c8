// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Which nodes of a graph belong to a signature (DIAGRAM notes 14c). For format/graph only.
#pragma once

#include "format/graph/analysis.h"

#include <string>
#include <vector>

namespace ckpt {

// Names of the signatures that can be drawn, sorted. Those that only run an op when the model is loaded
// ("__saved_model_init_op") are none.
std::vector<std::string> drawableSignatures(const MetaGraphData &graph);

// What is drawn when `wish` is asked for; never Usual. What does not exist is as if nothing had been asked for.
DrawnPart partFor(const DrawnPart &wish, const MetaGraphData &graph);

// Per node whether an output of the signature is reached from it or it is one of its inputs.
std::vector<char> nodesOfSignature(const WorkGraph &graph, const std::string &signature);

} // namespace ckpt
