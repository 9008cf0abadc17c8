// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Values of arrays that do not lie in a file as those of V2 do: compressed, in an archive, big-endian, in column-major
// order, strings of one width (ArrayLayout::isPlain() is false). Called by the functions of valuereader.h, which see to
// the rest.
#pragma once

#include "format/checkpoint/valuereader.h"

namespace ckpt {

// `selection` is resolved against the variable's shape; `check`: it is all of it, and the checksum is compared. Of what
// is not compressed only the selected bytes are read. Compressed bytes are unpacked up to the last one that is
// selected, in blocks that are not kept. Fails with ArchiveMemberUnreadable, TensorChecksum, StringsDamaged,
// LimitExceeded, OutOfMemory, Cancelled, or as openShard().
Result<TensorData> readArray(const Checkpoint &checkpoint, const Variable &variable, const Selection &selection,
    bool check, const JobControl &control);

// As visitPieces(); `variable` has one piece, of a fixed-size type. What is compressed and in column-major order at
// once is unpacked into memory.
Result<std::vector<Error>> visitArray(
    const Checkpoint &checkpoint, const Variable &variable, const BlockVisitor &visit, const JobControl &control);

} // namespace ckpt
