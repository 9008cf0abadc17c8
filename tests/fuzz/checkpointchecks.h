// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What must hold for every checkpoint that can be opened, whatever its files hold.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "tests/fuzz/ensure.h"

namespace ckpt::fuzz {

// Opens it, lists everything and reads every value in every way there is, for some dozens of variables. `seed` chooses
// parts.
void openAndCheck(const CheckpointRef &ref, std::uint32_t seed);

} // namespace ckpt::fuzz
