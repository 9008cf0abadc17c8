// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Values of a part of a variable, piece by piece, so that printing a large tensor needs little memory.
#pragma once

#include "format/checkpoint/valuereader.h"

#include <functional>

namespace ckpt {

// Gets pieces of any shape whose elements, one after the other, are the selection in row-major order; false stops (no
// error).
using PieceVisitor = std::function<bool(const TensorData &piece)>;

// Pieces of at most `maxElements` (≥ 1); strings and what is stored in V1 come in one piece.
Result<void> streamSelection(const Checkpoint &checkpoint, VariableId id, const Selection &selection,
    std::int64_t maxElements, const PieceVisitor &visit, const JobControl &control = {});

// The sub-selections that streamSelection() reads, in order. `maxElements` ≥ 1.
void forEachPiece(
    const Selection &selection, std::int64_t maxElements, const std::function<bool(const Selection &)> &visit);

} // namespace ckpt
