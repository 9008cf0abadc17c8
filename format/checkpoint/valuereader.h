// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Reading values of an opened checkpoint: only the bytes that are asked for, where the format allows it.
// V2 and arrays: any range is one or a few small reads. V1 keeps a slice in one checksummed block, which is read whole;
// of a compressed array everything before a part is unpacked, block by block.
// All functions are thread-safe (they share nothing but the immutable snapshot) and cancellable.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/tensor/statistics.h"
#include "format/tensor/tensordata.h"

#include <functional>

namespace ckpt {

// A part of a variable, row-major, little-endian whatever the file's order. Checksums of V2 and .npz are not checked,
// so that damaged values can be looked at and a part costs no more than its bytes; verify() says what they say. Those
// over the lengths of strings and over the blocks of V1 are always checked. Fails with NoSuchVariable, BadSlice,
// ShardMissing, TensorOutOfShard, SliceMissing, StringsDamaged, LimitExceeded (more than Limits::maxReadBytes),
// OutOfMemory …
Result<TensorData> readSelection(
    const Checkpoint &checkpoint, VariableId id, const Selection &selection, const JobControl &control = {});
// All of it, with its checksums: may fail with TensorChecksum as well.
Result<TensorData> readVariable(const Checkpoint &checkpoint, VariableId id, const JobControl &control = {});

// Elements [first, first + count) in row-major order; the result has rank 1.
Result<TensorData> readRange(const Checkpoint &checkpoint, VariableId id, std::int64_t first, std::int64_t count,
    const JobControl &control = {});

// The fixed-size values of a variable once, in row-major order, in blocks of at most 1 MiB of whole elements that are
// only valid during the call. `visit` returns false to stop early (then the result is Cancelled). A checksum of V2 or
// of an archive that is wrong is told after the last block. Memory stays small for V2 and arrays whatever the size; V1
// variables, those in tens of thousands of parts, and what is compressed in column-major order are assembled first.
using BlockVisitor = std::function<bool(std::string_view littleEndianBytes)>;
Result<void> visitValues(
    const Checkpoint &checkpoint, VariableId id, const BlockVisitor &visit, const JobControl &control = {});

// Statistics of one variable in one pass; for strings, of their lengths.
Result<Statistics> statistics(const Checkpoint &checkpoint, VariableId id, const JobControl &control = {});

// What the checksums say of one variable. V2: CRC-32C of the tensor; .npz: CRC-32 of its member, header and values. V1
// has none per tensor (its blocks are checked on every read), .npy and .safetensors have none at all.
enum class ChecksumState { Good, Wrong, NotStored, Unreadable };
struct ChecksumResult {
    ChecksumState state = ChecksumState::NotStored;
    std::optional<Error> error;
};
ChecksumResult verify(const Checkpoint &checkpoint, VariableId id, const JobControl &control = {});

// SHA-256, lower-case hexadecimal, of the little-endian elements; for strings of each length (8 bytes) and its bytes.
Result<std::string> sha256(const Checkpoint &checkpoint, VariableId id, const JobControl &control = {});

} // namespace ckpt
