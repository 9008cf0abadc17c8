// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// One pass over everything that is stored of a variable: what its checksums say and, from the same bytes while they
// are in the processor's cache, its statistics. Memory: one block of 256 KiB; for V1 and for strings one stored part.
// Thread-safe: threads may scan different variables of one checkpoint at the same time, each with its own JobControl.
#pragma once

#include "format/checkpoint/valuereader.h"

#include <vector>

namespace ckpt {

enum class ScanWhat { Checksums, ChecksumsAndStatistics };

struct ValueScan {
    // Good or Wrong; NotStored for V1, whose blocks were checked on the way, and for .npy and .safetensors.
    ChecksumState checksum = ChecksumState::NotStored;
    // Wrong: a TensorChecksum error for each stored part that is not as it was written, at most
    // Limits::maxIssuesOfOneFault.
    std::vector<Error> damage;
    // If asked for. Numbers: of the values as they lie in the file, damaged or not; positions are those in the whole
    // variable. Strings: not set where one is damaged.
    std::optional<Statistics> statistics;
};

// Fails when not all values could be read: NoSuchVariable, ShardMissing, TensorOutOfShard, ReadFailed, StringsDamaged
// (lengths of strings that cannot be, or are not those that were written), Cancelled, what a table of V1 says …
Result<ValueScan> scanValues(
    const Checkpoint &checkpoint, VariableId id, ScanWhat what, const JobControl &control = {});

// The same as verify() says it: the first wrong checksum, or why values cannot be read.
ChecksumResult checksumOf(const Result<ValueScan> &scan);

// Counts of all values in `bins` equal bins over [low, high], usually the extremes that statistics found; in the order
// in which they are stored. For floats, integers and bool (other types: no counts). Fails as statistics() does.
Result<Histogram> histogram(const Checkpoint &checkpoint, VariableId id, double low, double high, std::size_t bins,
    const JobControl &control = {});

} // namespace ckpt
