// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What can be said of a variable without its values: what the doctor compares. Names are the bytes of the file.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/checkpoint/checkpoint.h"

#include <optional>
#include <string>
#include <vector>

namespace ckpt {

class MetaGraph;

struct NamedVariable {
    std::string key; // under which a file has it, or must have it
    std::string alias{}; // the name that TensorFlow 1 would have used, as an object graph tells it; or empty
    DType dtype = DType::Invalid; // Invalid: not known
    std::optional<std::vector<std::int64_t>> shape{}; // -1: of any size. Not set: not known
    std::optional<std::uint32_t> checksum{}; // of its values; not set where they are not worth comparing (all 0 or 1)
    std::int64_t order = -1; // in which the program made it, as the graph tells; -1: not known
};

// Of every variable of `checkpoint`, by VariableId, with the full names of its object graph and the order of its
// graph (null: there is none). No values are read. Fails with Cancelled alone: an object graph that cannot be read
// costs the full names.
Result<std::vector<NamedVariable>> namedVariables(
    const Checkpoint &checkpoint, const MetaGraph *graph, const JobControl &control = {});

// Whether a graph that wants `wanted` takes what `have` is. Unknown shapes take everything.
bool shapesFit(const NamedVariable &wanted, const NamedVariable &have);
bool typesFit(const NamedVariable &wanted, const NamedVariable &have);
// "3 × 3 × 16", "? × 10", "scalar"; empty where it is not known.
std::string shapeText(const NamedVariable &variable);

} // namespace ckpt
