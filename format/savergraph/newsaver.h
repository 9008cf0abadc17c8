// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The saver of the new graph. For format/savergraph only.
#pragma once

#include "format/savergraph/linkedgraph.h"
#include "format/savergraph/nodemaker.h"
#include "format/savergraph/oldsaver.h"

#include <string>
#include <vector>

namespace ckpt::pb {
class SaverDef;
}

namespace ckpt {

// One tensor, or one part of it, and the variable it goes into.
struct SaverItem {
    std::string key, slice;
    DType fileType = DType::Invalid;
    const SavedKey *source = nullptr; // its variable or other object in the graph of the source; null:
    std::string variable{}; // a new variable of that type
};

// Adds the nodes. `saver` has the SaverDef of the source, and gets the new names. `items` are by key.
void addSaver(NodeMaker &maker, const LinkedGraph &graph, const std::string &scope, const std::vector<SaverItem> &items,
    bool v1, pb::SaverDef &saver);

} // namespace ckpt
