// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a file is, from its name and a few bytes.
#pragma once

#include "format/checkpoint/run.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ckpt {

// The parts of the name of a checkpoint's file.
enum class NameKind { Index, Data, Meta, State, V1Shard, Array, Other };
struct NameParts {
    NameKind kind = NameKind::Other;
    std::string stem; // without the ending; V1Shard: the part before "-00000-of-00002"
    std::int32_t count = 0; // V1Shard: number of shards
};
NameParts partsOf(std::string_view fileName);

// The format that the ending of an array file's name stands for: .npz, .npy, .safetensors.
std::optional<StorageFormat> arrayFormatOf(std::string_view fileName);

// "model.ckpt-600" → 600, "cp-0010.ckpt" → 10, "epoch8.tfl" → 8.
std::optional<std::int64_t> stepOf(std::string_view name);

// True when the file ends like a table (it is a V1 checkpoint, or an index under another name).
bool endsLikeTable(const std::string &path);

// True for names of graph files: .pb and .pbtxt.
bool isGraphName(std::string_view fileName);

// saved_model.pb, .pbtxt and .cpb.
bool isSavedModelName(std::string_view fileName);

// A sentence on what a file that is no checkpoint seems to be: "It starts with 50 4B 03 04, which is a ZIP file."
std::string describeContent(const std::string &path);

} // namespace ckpt
