// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A variable as a checkpoint's index describes it, and the index as a whole: what the readers of all formats return.
#pragma once

#include "format/base/issue.h"
#include "format/tensor/dtype.h"
#include "format/tensor/shape.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ckpt {

class Archive;

// Index into Checkpoint::variables(). Only meaningful for the snapshot it came from.
enum class VariableId : std::uint32_t {};
constexpr std::size_t index(VariableId id)
{
    return static_cast<std::size_t>(id);
}

// Where a tensor or slice lies in a V2 data file, or an array in its file.
struct StoredAt {
    std::int32_t shard = 0;
    std::uint64_t offset = 0; // bytes
    std::uint64_t size = 0; // bytes as they are stored: of a compressed array fewer than its values have
    std::uint32_t maskedCrc = 0; // CRC-32C; V2
    bool crcStored = true; // false for arrays
};

// How an array of an .npy or .npz file is written.
struct ArrayLayout {
    enum class Text : std::uint8_t { None, Bytes, Utf32 };

    Text text = Text::None; // strings of one width, filled up with NULs
    bool bigEndian = false;
    bool columnMajor = false; // the first axis is the innermost one ("fortran_order")
    bool archived = false; // .npz: it is a member of an archive, and the last four tell more
    bool compressed = false;
    std::uint32_t width = 0; // bytes of one element
    std::uint32_t headerBytes = 0; // of the member before the elements
    std::uint32_t member = 0; // its number in the archive
    std::uint32_t crc32 = 0; // of the member: header and elements

    // Its values lie in the file as those of V2 do.
    bool isPlain() const { return text == Text::None && !bigEndian && !columnMajor && !archived; }
};

// A part of a variable. V2: `at` says where. V1: its values are in table number `v1File`.
struct StoredSlice {
    TensorSlice slice; // as stored
    std::optional<StoredAt> at;
    std::uint32_t v1File = 0;
};

struct Variable {
    std::string key; // raw bytes, normally UTF-8
    DType dtype = DType::Invalid;
    std::int32_t storedType = 0; // the number in the file, also where dtype is Invalid
    TensorShape shape;
    std::optional<StoredAt> at; // V2, stored whole; arrays
    std::vector<StoredSlice>
        slices; // V2 partitioned: its parts. V1: always at least one; stored whole = one full slice
    std::optional<Error> error; // why its values cannot be read, known from the index and the sizes of the files alone

    std::int64_t elements() const { return shape.elements(); }
    // Bytes of its values where the type has a fixed size, else bytes stored, 0 when unknown (V1 strings).
    // Saturates.
    std::uint64_t byteSize() const;
    bool isPartitioned() const { return slices.size() > 1 || (slices.size() == 1 && !slices.front().slice.isFull()); }
};

// A data file of V2 that some entry names, or that the header counts; a table of V1; the file of arrays.
struct ShardFile {
    std::int32_t number = 0;
    std::string path;
    std::optional<std::uint64_t> size; // not set: it is missing or cannot be opened (an issue says why)
};

// Numbers of the sorted tables behind the checkpoint. V1 tables are not walked when opening: entries and flags stay 0
// there.
struct TableSummary {
    std::uint32_t files = 0;
    std::uint64_t entries = 0;
    std::uint32_t blocks = 0;
    std::uint32_t damagedBlocks = 0;
    bool compressed = false;
};

struct CheckpointIndex {
    bool bigEndian = false;
    std::int32_t shardCount = 0; // as the header says; V1: number of tables
    std::int32_t producer = 0, minConsumer = 0;
    std::vector<std::int32_t> badConsumers;
    std::vector<Variable> variables; // in bytewise order of keys
    std::vector<ShardFile> shards; // by number
    TableSummary table;
    std::vector<ArrayLayout> layouts; // .npy, .npz: of each variable; else empty
    std::shared_ptr<const Archive> archive; // .npz
    std::vector<std::pair<std::string, std::string>> metadata; // .safetensors: its "__metadata__", sorted
    Issues issues;
};

// Checks that the slices of `variable` are inside its shape, do not overlap, and cover it. SliceOutOfShape,
// SliceOverlap, SliceMissing.
Result<void> checkSlices(const Variable &variable);

} // namespace ckpt
