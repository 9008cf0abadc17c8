// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/bytecursor.h"

namespace ckpt {

std::optional<std::uint64_t> ByteCursor::longVarint64()
{
    std::uint64_t value = 0;
    const std::size_t available = m_rest.size() < 10 ? m_rest.size() : 10;
    for (std::size_t i = 0; i < available; ++i) {
        const auto byte = static_cast<std::uint8_t>(m_rest[i]);
        if (i == 9 && byte > 1)
            return std::nullopt;
        value |= static_cast<std::uint64_t>(byte & 0x7F) << (7 * i);
        if (byte < 0x80) {
            m_rest.remove_prefix(i + 1);
            return value;
        }
    }
    return std::nullopt;
}

std::optional<std::uint32_t> ByteCursor::longVarint32()
{
    const std::string_view before = m_rest;
    const auto value = longVarint64();
    if (value && *value <= UINT32_MAX && before.size() - m_rest.size() <= 5)
        return static_cast<std::uint32_t>(*value);
    m_rest = before;
    return std::nullopt;
}

} // namespace ckpt
