// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes ZIP archives by hand, whole or with every lie that a member's headers can tell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt::test {

struct ZipMember {
    std::string name{};
    std::string content{}; // unpacked
    bool deflated = false; // as blocks that are stored
    // Lies; what is not set is right.
    std::optional<std::string> localName{};
    std::optional<std::uint16_t> method{};
    std::optional<std::uint16_t> flags{};
    std::optional<std::uint32_t> crc{};
    std::optional<std::uint32_t> size{};
    std::optional<std::uint32_t> packedSize{};
};

std::string zipArchive(const std::vector<ZipMember> &members);

// Header and elements of an .npy array of version 1.0; the dictionary is used as it is.
std::string npyArray(std::string_view dictionary, std::string_view elements);
// The same with the dictionary that NumPy writes; `shape` is "(2, 3)".
std::string npyArray(
    std::string_view descr, std::string_view shape, std::string_view elements, bool columnMajor = false);

// Length, header and data of a .safetensors file.
std::string safetensors(std::string_view json, std::string_view data);

} // namespace ckpt::test
