// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The values of a V2 variable that is stored in parts, in row-major order of the whole, without assembling it.
#pragma once

#include "format/checkpoint/valuereader.h"

namespace ckpt {

// True when it pays: every block is compared with every part, so a variable in very many parts had better be assembled.
bool canWalkParts(const Variable &variable);

// As visitValues(). In row-major order of the whole, the values of each part come in its own order, so each part is
// read once from its beginning to its end, and its checksum computed on the way; one that is wrong is told after the
// last block. Memory: two blocks of 1 MiB.
Result<void> walkParts(
    const Checkpoint &checkpoint, const Variable &variable, const BlockVisitor &visit, const JobControl &control);

} // namespace ckpt
