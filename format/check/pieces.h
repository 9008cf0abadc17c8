// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The bytes of a checkpoint's data files that its index names, and those that it does not.
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/checkpoint/checkpoint.h"

#include <vector>

namespace ckpt {

// A tensor or slice in a data file.
struct Piece {
    VariableId variable{};
    StoredAt at;
};

// All pieces that have bytes, by data file and offset.
std::vector<Piece> piecesOf(const Checkpoint &checkpoint);

// ShardOverlap, ShardGap, ShardTrailingBytes, ShardUnused for what `pieces` (of piecesOf()) leave over or share.
// Reads the bytes of gaps, to tell padding from content; fails with Cancelled.
Result<void> checkPlaces(
    const Checkpoint &checkpoint, const std::vector<Piece> &pieces, IssueLog &log, const JobControl &control);

// UnfinishedSave and CauseShardCount: files beside the index that a save left over, or that count other shards.
Result<void> checkNeighbours(const Checkpoint &checkpoint, IssueLog &log, const JobControl &control);

} // namespace ckpt
