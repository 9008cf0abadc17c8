// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The saver that a MetaGraphDef names: what it saves and restores, and which nodes are there for it alone. For
// format/savergraph only.
#pragma once

#include "format/savergraph/linkedgraph.h"

#include <optional>
#include <string>
#include <vector>

namespace ckpt {

// One key, or one part of it, and what it belongs to.
struct SavedKey {
    std::string key, slice; // shape_and_slice, as the file has it
    std::string tensor; // as the saving op names it; empty: it is only restored
    NodeIndex tensorNode = NodeIndex::None;
    NodeIndex variable = NodeIndex::None; // None: another object, such as a lookup table
    std::int32_t type = 0; // TensorFlow's number: of the variable, else of what is restored
    std::optional<std::vector<std::int64_t>> shape; // of the variable; -1: unknown dimension. Not set: unknown
    // What takes the restored value, behind Identity, Cast and Reshape.
    NodeIndex eater = NodeIndex::None;
    std::uint32_t eaterInput = 0;
    bool direct = true; // nothing lies between
};

struct OldSaver {
    std::vector<SavedKey> keys; // in the order of the ops; each key and slice once
    NodeSet nodes; // that nothing but it uses or names
    std::string scope; // "save"
};

OldSaver findOldSaver(const LinkedGraph &graph);

// Type and shape that a variable declares, as above.
std::int32_t typeOfVariable(const LinkedGraph &graph, NodeIndex variable);
std::optional<std::vector<std::int64_t>> shapeOfVariable(const LinkedGraph &graph, NodeIndex variable);

} // namespace ckpt
