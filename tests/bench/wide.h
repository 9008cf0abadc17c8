// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A checkpoint of very many small variables.
#pragma once

#include <string>

namespace ckpt::bench {

inline constexpr int kVariables = 100'000;

// Names as large models have them, seven types, shapes of up to two small dimensions. The same every time.
void writeWide(const std::string &prefix);

} // namespace ckpt::bench
