// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Names that are any bytes, as text that JSON can hold.
#pragma once

#include <string>
#include <string_view>

namespace ckpt {

// '%', control characters and bytes above 127 as %XX; used for what is not UTF-8.
std::string percentEscaped(std::string_view bytes);
// `bytes` as they are where they are UTF-8, else percent-escaped.
std::string escapedIfNeeded(std::string_view bytes);
// Back again; nothing when `text` has a '%' without two hexadecimal digits.
std::string percentDecoded(std::string_view text);

} // namespace ckpt
