// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/crc32c.h"

#include <isa-l/crc.h>

#include <algorithm>

namespace ckpt {

std::uint32_t crc32c(std::string_view bytes, std::uint32_t before)
{
    // crc32_iscsi keeps the inverted register and takes an int length and a pointer to non-const.
    std::uint32_t state = ~before;
    while (!bytes.empty()) {
        const std::size_t piece = std::min<std::size_t>(bytes.size(), std::size_t{ 1 } << 30);
        auto *data = reinterpret_cast<unsigned char *>(const_cast<char *>(bytes.data()));
        state = crc32_iscsi(data, static_cast<int>(piece), state);
        bytes.remove_prefix(piece);
    }
    return ~state;
}

} // namespace ckpt
