// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The data file that a stored piece lies in.
#pragma once

#include "format/base/file.h"
#include "format/checkpoint/checkpoint.h"

namespace ckpt {

// Fails with ShardNumber, ShardMissing, TensorOutOfShard (the file became shorter since the index was read), ReadFailed
// (a file of arrays became longer), and what openFile() can fail with; `key` is named in errors.
Result<std::shared_ptr<const RandomAccessFile>> openShard(
    const Checkpoint &checkpoint, const StoredAt &at, const std::string &key);

// Fails with NoSuchVariable, or with what is known to be wrong with the variable.
Result<const Variable *> readableVariable(const Checkpoint &checkpoint, VariableId id);

} // namespace ckpt
