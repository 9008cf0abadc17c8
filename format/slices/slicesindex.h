// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The tables of contents of a V1 checkpoint ("saved tensor slices"). Facts: FORMAT.md beside this file.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/base/limits.h"
#include "format/tensor/variable.h"

#include <span>
#include <string>

namespace ckpt {

// Reads the first entry of each table; no value is read. Several files are the shards of one checkpoint. Fails when no
// file can be listed; a shard that cannot be read becomes an issue, and what it would have held is missing.
Result<CheckpointIndex> readSlicesIndex(
    std::span<const std::string> files, const Limits &limits = {}, const JobControl &control = {});

} // namespace ckpt
