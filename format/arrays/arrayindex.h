// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Files of arrays as checkpoints: one variable for each array. Headers are read, values are not; damage to one array
// becomes Variable::error, and everything odd becomes an issue. Facts: FORMAT.md beside this file.
#pragma once

#include "format/base/file.h"
#include "format/tensor/variable.h"

#include <string>

namespace ckpt {

// One variable, called like the file without ".npy". Fails with ArrayFileDamaged, LimitExceeded, and as openFile().
Result<CheckpointIndex> readNpyIndex(
    const std::string &path, const Limits &limits = {}, const JobControl &control = {});

// The members that are arrays, under their names without ".npy". Fails with ArchiveDamaged, LimitExceeded, Cancelled,
// and as openFile().
Result<CheckpointIndex> readNpzIndex(
    const std::string &path, const Limits &limits = {}, const JobControl &control = {});

// Fails with ArrayFileDamaged (header too long for the file, or no JSON), LimitExceeded, Cancelled, and as openFile().
Result<CheckpointIndex> readSafetensorsIndex(
    const std::string &path, const Limits &limits = {}, const JobControl &control = {});

} // namespace ckpt
