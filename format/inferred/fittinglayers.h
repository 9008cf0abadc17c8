// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Which layers may follow each other because their sizes fit (DIAGRAM notes 14b.4). A guess: neighbours in natural
// order whose sizes are equal, else the only one of the scope that fits.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/graph/sketch.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ckpt {

struct FittingLayer {
    std::string_view scope;
    std::optional<std::int64_t> inputs, outputs;
    bool isDense = false;
    bool isNorm = false;
    bool isConvolution = false; // a dense layer behind it reads a whole flattened image
};

// At most one edge into each layer, no cycles. `layers` in natural order; indices are those of `layers`. Ends early
// with what there is when cancelled.
std::vector<SketchEdge> fittingEdges(const std::vector<FittingLayer> &layers, const JobControl &control);

} // namespace ckpt
