// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The data files of a V2 checkpoint, as far as their names and sizes tell.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/base/limits.h"
#include "format/tensor/variable.h"

#include <string>

namespace ckpt {

// Fills index.shards with the files that entries name, and marks every variable whose bytes cannot be there. Fails with
// Cancelled.
Result<void> lookAtShards(
    CheckpointIndex &index, const std::string &prefix, const Limits &limits, const JobControl &control);

} // namespace ckpt
