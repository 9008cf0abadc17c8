// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The values of a variable as they are stored: piece by piece, each piece once, in blocks of reused memory. A piece is
// the whole variable or one of its parts.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/checkpoint/checkpoint.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// Little-endian elements of piece number `piece` (its index in Variable::slices; 0 where it is stored whole), the
// next ones in the piece's own row-major order. At most 256 KiB, valid during the call. False stops.
using StoredPieceVisitor = std::function<bool(std::size_t piece, std::string_view elements)>;

// Visits all pieces of a variable of a fixed-size type and computes the checksum of each block while it is in the
// processor's cache. Memory: one block; for V1 the values of one piece. Pieces without elements are not visited.
// Returns a TensorChecksum error for each piece whose bytes are not those that were written (at most
// Limits::maxIssuesOfOneFault; its values were visited all the same). Fails with Cancelled, ShardMissing,
// TensorOutOfShard, ReadFailed … and for V1 with what its table says.
Result<std::vector<Error>> visitPieces(
    const Checkpoint &checkpoint, const Variable &variable, const StoredPieceVisitor &visit, const JobControl &control);

// Strings or variants of one piece with `count` elements. `check`: the checksum over all bytes of strings, too. Fails
// as readStrings() and readVariants() do, or as openShard().
Result<std::vector<std::string>> readTexts(const Checkpoint &checkpoint, const Variable &variable, const StoredAt &at,
    std::int64_t count, bool check, const JobControl &control);

} // namespace ckpt
