// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What opening a checkpoint leaves unread of its tables: the entries of V1 after the first one, and bytes that no value
// needs.
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/checkpoint/checkpoint.h"

namespace ckpt {

// V1: damaged blocks, the order of keys, and SliceUnlisted for entries that no variable names. V1 and V2: damage where
// nothing reads, as a warning. Fails with Cancelled.
Result<void> checkTables(const Checkpoint &checkpoint, IssueLog &log, const JobControl &control);

} // namespace ckpt
