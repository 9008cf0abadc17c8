// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a variable is for, found from the graph where there is one, else from its name and shape (DIAGRAM notes, roles).
#pragma once

#include "format/checkpoint/checkpoint.h"

#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// The eight kinds that the table's chips, the query language and the badges know.
enum class Role { Kernel, Bias, Norm, Statistic, Slot, Average, Counter, Other };

const char *queryKey(Role role); // kernel bias norm stat slot ema counter other

// What is known of one variable of a checkpoint. Names are raw, never translated.
struct VariableFacts {
    Role role = Role::Other;
    std::string
        detail; // finer word: "kernel", "gamma", "moving mean", "Adam m", "EMA shadow", "beta1 power", "" when unknown
    std::string owner; // key of the variable that a slot or average belongs to, or empty
    std::string layer; // title of the layer or scope that uses it: "conv1", "Conv2D 4"; empty when unknown
    std::string inferredName; // "Conv2D 4 · kernel" for a variable whose own name says nothing, else empty
    std::string usedBy; // graph node that consumes it, e.g. "conv2/Conv2D"; empty when unknown
    std::string initializer; // op of its initial value, e.g. "TruncatedNormal"; empty when unknown
    bool trainable = false;
    bool inGraph = false; // the graph has a variable for this key
    bool inferred = false; // role comes from names and shapes alone
    int order = -1; // position in data-flow order of the layer; -1 = unknown
};

// One entry per variable of `checkpoint`, same order, from names, shapes and types alone.
std::vector<VariableFacts> factsFromNames(const Checkpoint &checkpoint);

} // namespace ckpt
