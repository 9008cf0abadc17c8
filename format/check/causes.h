// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What most likely explains the damage of a data file, when the evidence supports it.
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/check/pieces.h"
#include "format/checkpoint/checkpoint.h"

#include <span>
#include <vector>

namespace ckpt {

// `damage` are the errors of single variables that reading everything found. Adds CauseOtherData and CauseCutShort to
// `log`, at most one for a data file. Opens the indexes of `siblings` to compare their checksums with what was
// computed; fails with Cancelled.
Result<void> explainDamage(const Checkpoint &checkpoint, const std::vector<Piece> &pieces,
    std::span<const Issue> damage, std::span<const CheckpointRef> siblings, IssueLog &log, const JobControl &control);

} // namespace ckpt
