// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Layers from names and shapes alone (DIAGRAM notes 14b.2): the variables of one scope belong together; nameless ones
// pair up.
#pragma once

#include "format/graph/role.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace ckpt {

struct NamedLayer {
    std::string scope; // path of the scope that it is in, or that it is when `name` is empty
    std::string name; // what its variables have in common: "fc" of "w_fc" and "b_fc"
    std::vector<std::size_t> variables; // in natural order
    bool nameless = false; // the names tell nothing: it goes by its kind and number
    std::string path() const { return scope.empty() || name.empty() ? scope + name : scope + '/' + name; }
};

// The layers of the variables that `belongs`, in natural order; each variable once. `facts` has their roles.
std::vector<NamedLayer> layersFromNames(const Checkpoint &checkpoint, std::span<const VariableFacts> facts,
    const std::function<bool(const VariableFacts &)> &belongs);

// Fills layer, order and inferredName of `facts`, one per variable of `checkpoint`, whose roles are known already.
void nameLayers(const Checkpoint &checkpoint, std::span<VariableFacts> facts);

// Kind of a layer by the fine role and the shape of its main variable: "Conv2D", "Dense"; empty when unknown.
std::string_view kindFromKernel(std::string_view detail, std::size_t rank);

} // namespace ckpt
