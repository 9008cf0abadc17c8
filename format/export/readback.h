// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Is what was written what it was written from? Everything is read again and compared bit by bit,
// also with what a cast makes of the source.
#pragma once

#include "format/export/copyplan.h"

namespace ckpt {

// `written` was written as `plan` says. Fails with WrittenDiffers, Cancelled, and with what reading either of them
// fails with. Memory and progress as in writeCopy().
Result<void> compareCopy(const Checkpoint &source, const CopyPlan &plan, const Checkpoint &written,
    const JobControl &control, std::uint64_t done, std::uint64_t total);

} // namespace ckpt
