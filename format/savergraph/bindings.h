// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Which exported tensor goes into which variable of the graph. For format/savergraph only.
#pragma once

#include "format/savergraph/exportedmeta.h"
#include "format/savergraph/oldsaver.h"

namespace ckpt {

struct Binding {
    std::size_t tensor = 0; // in MetaRequest::tensors
    std::size_t key = 0; // in OldSaver::keys
};

struct Bindings {
    std::vector<Binding> bound; // by new key, and the parts of one in the order of the old saver
    std::vector<std::size_t> declared; // tensors that become variables of their own
    std::vector<std::pair<std::string, WhyLeftOut>> leftOut;
};

// A new key that is a key of the graph's own saver means the variable of that key; any other the variable of the old
// key. `declare`: what has no fitting variable becomes one. `gone`: nodes that cannot be kept.
Bindings bindTensors(const OldSaver &saver, const NodeSet &gone, const MetaRequest &request, bool declare);

// Whether TensorFlow can only read stored parts of that type as they are stored.
bool partsStayParts(DType type);

// The shape of the whole that a shape_and_slice names ("7 4 0,3:-"), and of the part.
struct PartShape {
    std::vector<std::int64_t> whole, part;
};
std::optional<PartShape> parsePart(std::string_view shapeAndSlice);

} // namespace ckpt
