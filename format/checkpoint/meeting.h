// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Where a stored part of a variable and a selection of it meet.
#pragma once

#include "format/tensor/shape.h"
#include "format/tensor/tensordata.h"

#include <optional>
#include <vector>

namespace ckpt {

// The part of the selection that lies in the slice, in the slice's coordinates, and which indices of the (undropped)
// result these are.
struct Meeting {
    Selection local;
    std::vector<std::int64_t> first; // per axis: index in the selection
};

// None where they have nothing in common. `slice` is resolved.
std::optional<Meeting> meet(const TensorSlice &slice, const Selection &selection);

// Copies `part`, the values that meeting.local selects of a slice, to their places in `whole`, the result of
// `selection`.
void scatter(const TensorData &part, const Meeting &meeting, const Selection &selection, TensorData &whole);

} // namespace ckpt
