// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Checks everything of an opened checkpoint that can be checked: every checksum, where its bytes lie, and whether the
// graph wants what it holds. Opening has already checked the index; this reads every byte of the rest once.
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/checkpoint/checkpoint.h"
#include "format/graph/metagraph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace ckpt {

// What the checksums say of one variable's values.
enum class ValueState : std::uint8_t {
    Good, // every byte has the checksum that was stored for it
    NoChecksum, // readable, but the format keeps no checksum (npy, safetensors)
    Damaged, // a checksum differs, or the bytes cannot be what the type wants
    Unreadable, // its bytes are not there
};

struct CheckReport {
    std::vector<ValueState> values; // by VariableId
    std::size_t count(ValueState state) const;

    // Everything odd: what opening found, damage of values, bytes that belong to nothing, an object graph that names
    // what is not there, disagreement with the graph. What most likely explains several of them comes first.
    Issues issues;
    // What the values look like, apart from damage: not finite, all the same, all zero.
    Issues health;

    std::uint64_t bytesRead = 0; // of values
    bool isDamaged() const; // some issue is an Error
    bool isClean() const; // no issue is more than a Note
};

struct CheckOptions {
    // Other checkpoints of the run. When data does not fit its index, the indexes of these tell whose it is.
    std::span<const CheckpointRef> siblings{};
    // Its graph, if there is one: the variables that it restores are compared with those of the checkpoint.
    const MetaGraph *graph = nullptr;
    unsigned threads = 0; // that read values; 0: as many as are useful here
};

// Reports progress in bytes of values. Fails with Cancelled only; everything else that is wrong is in the report.
Result<CheckReport> checkEverything(
    const Checkpoint &checkpoint, const CheckOptions &options = {}, const JobControl &control = {});

} // namespace ckpt
