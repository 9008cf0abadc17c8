// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// One input that is two files: a byte of choices, the length of the first file in four bytes (little-endian; more than
// there is means all of it), the first file, the second file.
#pragma once

#include "format/base/bytecursor.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace ckpt::fuzz {

struct TwoFiles {
    std::uint8_t choices = 0;
    std::string_view first, second;
};

inline TwoFiles split(std::string_view input)
{
    TwoFiles files;
    ByteCursor cursor(input);
    files.choices = cursor.u8().value_or(0);
    const std::size_t length = std::min<std::size_t>(cursor.fixed32().value_or(0), cursor.remaining());
    files.first = *cursor.bytes(length);
    files.second = cursor.rest();
    return files;
}

inline std::string joined(const TwoFiles &files)
{
    std::string input(1, static_cast<char>(files.choices));
    for (int shift = 0; shift < 32; shift += 8)
        input += static_cast<char>(files.first.size() >> shift);
    return input.append(files.first).append(files.second);
}

} // namespace ckpt::fuzz
