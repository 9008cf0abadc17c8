// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// CRC-32C (Castagnoli) as TensorFlow stores it. Vector: crc32c("123456789") = 0xE3069283 (RFC 3720, B.4).
#pragma once

#include <cstdint>
#include <string_view>

namespace ckpt {

// Of `bytes`, or of earlier bytes with checksum `before` followed by `bytes`. Memory speed (isa-l).
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

// Stored checksums are masked, so that a checksum over bytes that hold checksums stays useful.
constexpr std::uint32_t maskCrc(std::uint32_t crc)
{
    return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u;
}
constexpr std::uint32_t unmaskCrc(std::uint32_t masked)
{
    const std::uint32_t rotated = masked - 0xA282EAD8u;
    return (rotated >> 17) | (rotated << 15);
}

} // namespace ckpt
