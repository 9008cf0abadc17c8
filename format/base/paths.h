// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Path text, not the file system. Paths in checkpoint files come from any system and any age: both separators, drive
// letters.
#pragma once

#include <string>
#include <string_view>

namespace ckpt {

// Last part after '/' (or, for foreign paths, after '\' too).
std::string_view baseName(std::string_view path);
std::string_view foreignBaseName(std::string_view path);
// Everything before the last '/', "." where there is none, "/" for the root.
std::string directoryOf(std::string_view path);
std::string joinPath(std::string_view directory, std::string_view name);
bool isAbsoluteAnywhere(std::string_view path); // POSIX, C:\…, C:/…, \\server\…, scheme://

// Natural order: digit runs compare as numbers, so layer_2 comes before layer_10. Total order (ties broken bytewise).
bool naturalLess(std::string_view a, std::string_view b);

// True when `text` is well-formed UTF-8.
bool isUtf8(std::string_view text);
// Bytes of the well-formed UTF-8 character that `text` begins with; 0 when it begins with none (or is empty).
std::size_t utf8Length(std::string_view text);

} // namespace ckpt
