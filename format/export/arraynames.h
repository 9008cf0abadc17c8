// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Names of variables as names of arrays in files.
#pragma once

#include <string>
#include <string_view>

namespace ckpt {

// For the members of an archive and for files: bytes that are no UTF-8, NUL, backslashes, a slash in front, and the
// parts "." and ".." become %XX; all else stays, also a percent sign, so that two names can become one.
std::string escapedArrayName(std::string_view name);

} // namespace ckpt
