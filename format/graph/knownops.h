// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Which ops TensorFlow itself has.
#pragma once

#include <string_view>

namespace ckpt {

inline constexpr std::string_view kKnownOpsVersion = "2.21";

// False for ops of tf.contrib, of other packages and of people's own, and for names of functions. Thread-safe.
bool isTensorFlowOp(std::string_view op);

} // namespace ckpt
