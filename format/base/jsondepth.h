// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// To be asked before JSON of unknown origin is parsed into a tree: its size is bounded by that of the text, its depth
// is not.
#pragma once

#include <string_view>

namespace ckpt {

// Arrays and objects are nested deeper than `levels`. The text need not be JSON.
bool isDeeperThan(std::string_view text, int levels);

} // namespace ckpt
