// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// An opened checkpoint: an immutable snapshot of its index. No tensor byte is read to make it; values are read when asked for
// (valuereader.h). Shared as shared_ptr<const Checkpoint> between any number of threads without locks.
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/base/limits.h"
#include "format/checkpoint/run.h"
#include "format/tensor/dtype.h"
#include "format/tensor/shape.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ckpt {

// Index into Checkpoint::variables(). Only meaningful for the snapshot it came from.
enum class VariableId : std::uint32_t {};
constexpr std::size_t index(VariableId id) { return static_cast<std::size_t>(id); }

// Where a tensor or slice lies in a V2 data file.
struct StoredAt {
    std::int32_t shard = 0;
    std::uint64_t offset = 0; // bytes
    std::uint64_t size = 0;   // bytes
    std::uint32_t maskedCrc = 0;
};

// A part of a partitioned variable. V2: `at` says where. V1: `v1Key` is the key of its values in file `v1File`.
struct StoredSlice {
    TensorSlice slice; // as stored
    std::optional<StoredAt> at;
    std::string v1Key;
    std::uint32_t v1File = 0;
    std::optional<Error> error; // why it cannot be read
};

struct Variable {
    std::string key; // raw bytes, normally UTF-8
    DType dtype = DType::Invalid;
    std::int32_t storedType = 0; // the number in the file, also where dtype is Invalid
    TensorShape shape;
    std::optional<StoredAt> at;       // V2, stored whole
    std::vector<StoredSlice> slices;  // V2 partitioned: its parts. V1: always at least one, stored whole = one full slice
    std::optional<Error> error;       // why its values cannot be read at all, known from the index alone

    std::int64_t elements() const { return shape.elements(); }
    // Bytes of its values where the type has a fixed size, else bytes stored (V2), 0 when unknown (V1 strings).
    std::uint64_t byteSize() const;
    bool isPartitioned() const { return slices.size() > 1 || (slices.size() == 1 && !slices.front().slice.isFull()); }
};

struct ShardFile {
    std::string path;
    std::optional<std::uint64_t> size; // not set: the file is missing or cannot be opened (an issue says why)
};

// Numbers of the sorted tables behind the checkpoint.
struct TableSummary {
    std::uint32_t files = 0;
    std::uint64_t entries = 0;
    std::uint32_t blocks = 0;
    std::uint32_t damagedBlocks = 0;
    bool compressed = false;
};

class Checkpoint {
public:
    // Reads the index (V2) or the tables of contents (V1). Fails only when nothing at all can be listed; damage to parts
    // becomes issues() and Variable::error.
    static Result<std::shared_ptr<const Checkpoint>> open(const CheckpointRef &ref, const Limits &limits = {},
                                                          const JobControl &control = {});

    const CheckpointRef &ref() const { return m_ref; }
    StorageFormat format() const { return m_ref.format; }
    bool bigEndian() const { return m_bigEndian; }
    std::int32_t producer() const { return m_producer; }
    std::int32_t minConsumer() const { return m_minConsumer; }
    std::span<const std::int32_t> badConsumers() const { return m_badConsumers; }
    std::int32_t shardCount() const { return m_shardCount; } // as the header says; V1: files
    // Has a TensorFlow 2 object graph.
    bool objectBased() const { return m_objectBased; }

    // In bytewise order of keys.
    std::span<const Variable> variables() const { return m_variables; }
    const Variable &variable(VariableId id) const { return m_variables[index(id)]; }
    std::optional<VariableId> find(std::string_view key) const;

    std::span<const ShardFile> shards() const { return m_shards; }
    const TableSummary &table() const { return m_table; }
    std::span<const Issue> issues() const { return m_issues; }
    const Limits &limits() const { return m_limits; }

    std::int64_t totalElements() const;
    std::uint64_t totalBytes() const;

private:
    friend class CheckpointBuilder; // the V1 and V2 readers fill it through this one
    Checkpoint() = default;

    CheckpointRef m_ref;
    bool m_bigEndian = false, m_objectBased = false;
    std::int32_t m_producer = 0, m_minConsumer = 0, m_shardCount = 0;
    std::vector<std::int32_t> m_badConsumers;
    std::vector<Variable> m_variables;
    std::vector<ShardFile> m_shards;
    TableSummary m_table;
    Issues m_issues;
    Limits m_limits;
};

// The key under which TensorFlow 2 stores its object graph.
inline constexpr std::string_view kObjectGraphKey = "_CHECKPOINTABLE_OBJECT_GRAPH";

} // namespace ckpt
