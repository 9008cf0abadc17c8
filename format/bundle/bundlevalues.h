// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Values in the data files of a V2 checkpoint. A "stored piece" is a whole tensor or one slice. Facts: FORMAT.md.
#pragma once

#include "format/base/file.h"
#include "format/base/jobcontrol.h"
#include "format/base/limits.h"
#include "format/tensor/dtype.h"
#include "format/tensor/variable.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ckpt {

// Reverses the bytes of each unit (2, 4 or 8) in place; for files of big-endian machines.
void swapBytes(DType type, std::span<char> bytes);

// Strings of a piece. `check`: the checksum over all bytes, too (the one over the lengths is always checked).
// Fails with StringsDamaged, TensorChecksum, TensorOutOfShard, LimitExceeded, OutOfMemory, Cancelled or a read error;
// `key` is named in errors.
Result<std::vector<std::string>> readStrings(const RandomAccessFile &file, const StoredAt &at, std::int64_t count,
    bool bigEndian, bool check, const std::string &key, const Limits &limits, const JobControl &control = {});
// Serialized variants of a piece, each as the bytes TensorFlow wrote; their checksums are always checked.
Result<std::vector<std::string>> readVariants(const RandomAccessFile &file, const StoredAt &at, std::int64_t count,
    const std::string &key, const Limits &limits, const JobControl &control = {});

// Error when a computed checksum (unmasked) is not the stored one; none when none is stored.
std::optional<Error> checksumError(
    const RandomAccessFile &file, const StoredAt &at, std::uint32_t computed, const std::string &key);

} // namespace ckpt
