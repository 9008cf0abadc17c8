// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Which nodes of the source stay, and how their initial values change. For format/savergraph only.
#pragma once

#include "format/savergraph/bindings.h"
#include "format/savergraph/gonenodes.h"

namespace ckpt {

// An initializer whose value went and is zeros now.
struct ZeroedVariable {
    NodeIndex variable = NodeIndex::None, initializer = NodeIndex::None;
    std::vector<std::int64_t> shape;
    std::string constant; // name of the new node
};

struct KeptNodes {
    NodeSet nodes;
    std::vector<ZeroedVariable> zeroed; // in the order of their variables
    NodeSet groups; // of initializers: they wait for those that are left
    std::vector<std::string> rootsMissing;
};

KeptNodes keepWhole(const OldSaver &saver, const NodeSet &broken);
// Of the modes Pruned and Variables.
KeptNodes keepNeeded(const LinkedGraph &graph, const OldSaver &saver, const Bindings &bindings, const NodeSet &broken,
    const MetaRequest &request, const JobControl &control);

} // namespace ckpt
