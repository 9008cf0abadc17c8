// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Files that begin with the length of a text, the text, and then have data: a change of the text keeps the length
// right.
#pragma once

#include "tests/fuzz/mutators/mutation.h"

namespace ckpt::fuzz {

// An .npy array; a change of anything when it is none.
std::string changedNpy(const std::string &array, Mutation &mutation);
// A .safetensors file.
std::string changedSafetensors(const std::string &file, Mutation &mutation);

} // namespace ckpt::fuzz
