// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What is known or guessed of a network of which there is no graph: which variables make a layer, in which scopes the
// layers are, which sizes fit. GraphView draws it as it draws a graph; the room `inferred` makes it. Plain values;
// names are raw bytes.
#pragma once

#include "format/tensor/variable.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ckpt {

// Where a picture comes from.
enum class ViewSource {
    Graph,
    Objects, // no graph: the object graph of TensorFlow 2
    Names, // no graph: names and shapes of variables
};

struct SketchCard {
    std::string key; // stable; the path where there is one
    std::string scope; // the frames around it, '/' between; the outermost 64 count
    std::string title; // empty: its kind and number, "Dense 2"
    std::string kind; // "Conv2D"; empty for an optimizer, counters: no layer of the network
    std::string text; // line under the title
    std::vector<std::string> norms; // of a layer that has one: "BatchNorm"
    std::vector<std::string> notes; // lines below
    std::string reason; // what makes it a card
    std::vector<VariableId> variables; // its rows in this order
};

// One per variable of the checkpoint.
struct SketchVariable {
    std::string detail; // fine word for the role
    std::optional<VariableId> owner; // of slots and averages: they are where the owner is, on no card of their own
    bool stated = false; // the file says so; else it is a guess
};

struct SketchEdge {
    std::uint32_t from = 0, to = 0; // cards
    std::int64_t outputs = 0, inputs = 0; // inferred: the sizes that fit
    bool stated = false; // the file says so; else it is inferred
};

struct Sketch {
    // Kind of a layer whose variables tell nothing.
    static constexpr const char *kUnknownKind = "other";

    ViewSource source = ViewSource::Names;
    std::vector<SketchCard> cards; // in natural order
    std::vector<SketchVariable> variables;
    std::vector<SketchEdge> edges; // into a card either stated ones or at most one that is inferred; no cycles of these
    std::unordered_map<std::string, std::string> scopeTitles; // of scopes whose title is not their last segment
};

} // namespace ckpt
