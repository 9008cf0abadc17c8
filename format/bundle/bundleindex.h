// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The index of a V2 checkpoint ("tensor bundle"): <prefix>.index. Facts: FORMAT.md beside this file.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/base/limits.h"
#include "format/tensor/variable.h"

#include <string>

namespace ckpt {

// Reads <prefix>.index and looks at the sizes of the data files; no tensor byte is read. Fails when nothing can be
// trusted: the table cannot be opened, it has no header, a newer version is needed. Damage to single entries becomes
// Variable::error; of a key that stands twice the first entry is used, with an issue.
Result<CheckpointIndex> readBundleIndex(
    const std::string &prefix, const Limits &limits = {}, const JobControl &control = {});

// "<prefix>.data-00003-of-00008".
std::string shardPath(const std::string &prefix, std::int32_t number, std::int32_t count);

} // namespace ckpt
