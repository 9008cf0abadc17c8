// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Nodes that cannot stay, and what must go with them. For format/savergraph only.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/savergraph/metanames.h"

namespace ckpt {

// Nodes that name a data input that does not exist, and those that need them.
NodeSet brokenNodes(const LinkedGraph &graph);

// What goes with `gone` besides `oldSaver`: what needs its values; groups that wait for it; what follows an op that no
// longer writes a variable that stays. `dropped`: variables among it.
NodeSet goneNodes(const LinkedGraph &graph, NodeSet gone, const NodeSet &oldSaver, const NodeSet &dropped,
    const std::unordered_map<NodeIndex, VariableNodes> &variables, const JobControl &control);

} // namespace ckpt
