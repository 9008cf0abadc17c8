// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// An opened checkpoint: an immutable snapshot of its index. No tensor byte is read to make it; values are read when
// asked for (valuereader.h). Shared as shared_ptr<const Checkpoint> between any number of threads without locks.
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/base/limits.h"
#include "format/checkpoint/run.h"
#include "format/tensor/variable.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ckpt {

// The key under which TensorFlow 2 stores its object graph.
inline constexpr std::string_view kObjectGraphKey = "_CHECKPOINTABLE_OBJECT_GRAPH";

class Checkpoint {
public:
    // Reads the index (V2), the tables of contents (V1) or the headers (arrays). Fails only when nothing at all can be
    // listed; damage to parts becomes issues() and Variable::error.
    static Result<std::shared_ptr<const Checkpoint>> open(
        const CheckpointRef &ref, const Limits &limits = {}, const JobControl &control = {});

    // What a graph declares, for a run that has a graph and no checkpoint: variables in order of their keys, none
    // readable.
    static std::shared_ptr<const Checkpoint> declared(
        const std::string &graphFile, std::vector<Variable> variables, Issues issues);
    // Made by declared().
    bool isOnlyDeclared() const { return m_onlyDeclared; }

    const CheckpointRef &ref() const { return m_ref; }
    StorageFormat format() const { return m_ref.format; }
    bool bigEndian() const { return m_index.bigEndian; }
    std::int32_t producer() const { return m_index.producer; }
    std::int32_t minConsumer() const { return m_index.minConsumer; }
    std::span<const std::int32_t> badConsumers() const { return m_index.badConsumers; }
    std::int32_t shardCount() const { return m_index.shardCount; } // as the header says; V1: tables
    // Has a TensorFlow 2 object graph.
    bool objectBased() const { return find(kObjectGraphKey).has_value(); }

    // In bytewise order of keys.
    std::span<const Variable> variables() const { return m_index.variables; }
    const Variable &variable(VariableId id) const { return m_index.variables[index(id)]; }
    std::optional<VariableId> find(std::string_view key) const;

    // Notes that a .safetensors file carries, sorted.
    std::span<const std::pair<std::string, std::string>> metadata() const { return m_index.metadata; }

    // V2: the data files; V1: the tables; arrays: the file. By number.
    std::span<const ShardFile> shards() const { return m_index.shards; }
    const ShardFile *shard(std::int32_t number) const;
    // .npy and .npz: how an array is written; null for other formats.
    const ArrayLayout *layout(VariableId id) const
    {
        return index(id) < m_index.layouts.size() ? &m_index.layouts[index(id)] : nullptr;
    }
    // `variable` is one of variables().
    const ArrayLayout *layout(const Variable &variable) const
    {
        return layout(static_cast<VariableId>(&variable - m_index.variables.data()));
    }
    const Archive *archive() const { return m_index.archive.get(); } // .npz; else null
    // A checksum over its values is stored, and reading all of them compares it.
    bool hasChecksum(VariableId id) const;
    // Reading a part costs about as much as the part, not as the whole.
    bool readsParts(VariableId id) const;
    const TableSummary &table() const { return m_index.table; }
    std::span<const Issue> issues() const { return m_index.issues; }
    const Limits &limits() const { return m_limits; }

    std::int64_t totalElements() const { return m_totalElements; } // of what can be counted; at most the largest int64
    std::uint64_t totalBytes() const { return m_totalBytes; } // at most the largest uint64

private:
    Checkpoint(CheckpointRef ref, CheckpointIndex index, const Limits &limits);

    CheckpointRef m_ref;
    CheckpointIndex m_index;
    Limits m_limits;
    std::int64_t m_totalElements = 0;
    std::uint64_t m_totalBytes = 0;
    bool m_onlyDeclared = false;
};

} // namespace ckpt
