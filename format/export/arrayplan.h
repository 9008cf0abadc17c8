// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a file of arrays made of variables will hold, before anything is written: which arrays, of which types, under
// which names, in which order (NOTES.md).
#pragma once

#include "format/export/copyplan.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ckpt {

struct ArrayTarget {
    StorageFormat format = StorageFormat::Npz; // or Npy, a folder with a file for each array, or Safetensors
    // .npz and .npy: bfloat16 and the small floats as bytes without a type, as ml_dtypes has them; else as float32.
    bool rawFloats = false;
    // What the format has no type for is left out; else planning fails there.
    bool leaveOut = false;
    // .safetensors: its "__metadata__", in this order; UTF-8.
    std::vector<std::pair<std::string, std::string>> metadata{};
};

struct FlatArray {
    enum class Content : std::uint8_t {
        Values,
        FixedText, // strings of `width` bytes, filled up with NULs
        TextBytes, // all strings without a gap …
        TextOffsets, // … and where each begins and the last one ends, as int64
    };
    std::uint32_t item = 0; // in ArrayPlan::items
    Content content = Content::Values;
    DType type = DType::Invalid; // of the elements in the file
    std::string typeText; // "<f4", "F32"
    std::string name; // in the file
    std::vector<std::int64_t> dims;
    std::uint64_t bytes = 0; // of all elements
    std::uint64_t width = 0; // FixedText
};

struct ArrayPlan {
    ArrayTarget target;
    std::vector<CopyItem> items; // in bytewise order of their keys
    std::vector<FlatArray> arrays; // in the order in which they lie in the file
    std::vector<std::string> leftOut; // keys
    std::vector<std::string> caseTwins; // .npy: names that some file systems take for one that stands before them
    std::uint64_t bytes = 0; // of all elements
};

// Partitioned variables become whole arrays. The object graph and the counter of saves are always left out. All
// strings are read, one variable at a time. `source` may have any format. Fails as planCopy() does, with NameTwice also
// where names become the same by escaping.
Result<ArrayPlan> planArrays(
    const Checkpoint &source, std::vector<CopyItem> items, const ArrayTarget &target, const JobControl &control = {});

} // namespace ckpt
