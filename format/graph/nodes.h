// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Nodes of a WorkGraph, their ends and shapes. For format/graph only.
#pragma once

#include "format/graph/optables.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

namespace pb {
class NodeDef;
}

using Node = std::int32_t; // index into a WorkGraph
inline constexpr Node kNoNode = -1;

using Dims = std::vector<std::int64_t>; // -1 = unknown

struct In {
    Node source = kNoNode;
    std::int32_t port = 0; // output of the source; negative: control edge
    bool control() const { return port < 0; }
};

struct Out {
    Node target = kNoNode;
    std::int32_t input = 0; // position among the inputs of the target
    std::int32_t port = 0; // as In::port
    bool control() const { return port < 0; }
};

// An op, with what is known of it. Nodes with the same op share it, but for constants and arguments that are
// weights.
struct OpKind {
    std::string_view op;
    OpTraits traits;
    std::uint32_t asVariable = 0; // of those that are; 0: none yet
};

// A node behind those of the graph: out of a function body, or of a sketch.
struct AddedNode {
    std::string_view name;
    const pb::NodeDef *def = nullptr; // null for made nodes
    std::int32_t origin = -1;
};

// Elements of a shape; nothing when a dimension is unknown or it does not fit.
std::optional<std::int64_t> elementCount(const std::optional<Dims> &shape);
// "3×3×1×8", "scalar", "?" when unknown. An unknown first dimension is written as `batch`, others as "?".
std::string shapeLabel(const std::optional<Dims> &shape, std::string_view batch = "N");

} // namespace ckpt
