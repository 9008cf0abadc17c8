// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Walks the tables of a V1 checkpoint, of which opening reads the first entry alone.
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/checkpoint/checkpoint.h"

namespace ckpt {

// Damaged blocks, the order of keys, and SliceUnlisted for entries that no variable names. Fails with Cancelled.
Result<void> checkTables(const Checkpoint &checkpoint, IssueLog &log, const JobControl &control);

} // namespace ckpt
