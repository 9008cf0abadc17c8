// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The header of a .safetensors file: one JSON object. For this room alone. Facts: FORMAT.md beside this file.
#pragma once

#include "format/base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ckpt {

// What one name of the object stands for. Fields that are missing or of the wrong kind are not set.
struct SafetensorsEntry {
    std::string name;
    std::optional<std::string> dtype;
    std::optional<std::vector<std::uint64_t>> shape;
    std::optional<std::vector<std::uint64_t>> offsets;
    bool repeated = false; // a field stands twice; readers differ in which one they take
};

struct SafetensorsHeader {
    std::vector<SafetensorsEntry> entries; // in the order of the file; names may stand twice
    std::vector<std::pair<std::string, std::string>> metadata; // in the order of the file
};

// Fails with ArrayFileDamaged when it is no JSON object; nothing recurses, whatever nests in it. Fields that are not
// known are skipped.
Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json);

} // namespace ckpt
