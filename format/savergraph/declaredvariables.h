// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Variables that the graph of the source does not have. For format/savergraph only.
#pragma once

#include "format/savergraph/exportedmeta.h"
#include "format/savergraph/newsaver.h"

namespace ckpt::pb {
class MetaGraphDef;
}

namespace ckpt {

// Adds a variable for each of these tensors, or one for each part where the type leaves no other way: with zeros as
// initial value, a read, and an item in the collection "variables". Its name is the key, or "var_N". Returns the names
// by tensor, and what the saver does with them.
std::vector<SaverItem> declareVariables(NodeMaker &maker, pb::MetaGraphDef &meta,
    const std::vector<MetaTensor> &tensors, const std::vector<std::size_t> &chosen);

// Exposed for tests. Whether TensorFlow takes that as the name of a node.
bool isNodeName(std::string_view name);

} // namespace ckpt
