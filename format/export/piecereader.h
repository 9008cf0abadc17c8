// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The bytes of a stored piece as a little-endian V2 file has them, whatever the format they come from: what is written,
// and what is compared when it was written.
#pragma once

#include "format/base/file.h"
#include "format/base/jobcontrol.h"
#include "format/bundle/passingpiece.h"
#include "format/checkpoint/checkpoint.h"
#include "format/checkpoint/v1tables.h"

#include <memory>
#include <string>
#include <string_view>

namespace ckpt {

// Pieces of a variable: its parts, or one where it is stored whole.
inline std::size_t pieceCount(const Variable &variable)
{
    return variable.slices.empty() ? 1 : variable.slices.size();
}
// Shape of a piece; SliceOutOfShape.
Result<TensorShape> pieceShape(const Variable &variable, std::size_t piece);

// Strings as V2 stores a piece of them; each has less than 4 GiB.
std::string storedTexts(std::span<const std::string> texts);

// Memory: one block; for V1 the values of the piece. Not shared between threads.
class PieceReader {
public:
    // All of them outlive the reader. `variable` is one of a V1 or V2 checkpoint, without an error.
    PieceReader(const Checkpoint &checkpoint, const Variable &variable, std::size_t piece, V1Tables &tables,
        const JobControl &control);

    // The next block, at most 256 KiB and valid until the next call; empty at the end. Fails with TensorChecksum or
    // StringsDamaged where the bytes are not those that were stored (at the end at the latest), TypeNotWritable for
    // variants of a big-endian machine, Cancelled, and what openShard() and V1Tables fail with.
    Result<std::string_view> next();
    // Masked, of all bytes as the entry has it. After the end.
    std::uint32_t maskedCrc() const { return m_maskedCrc; }

private:
    Result<void> open();
    Result<void> openV1(const StoredSlice &stored, const TensorShape &shape);
    Result<void> end();

    const Checkpoint &m_checkpoint;
    const Variable &m_variable;
    const std::size_t m_piece;
    V1Tables &m_tables;
    const JobControl &m_control;
    std::shared_ptr<const RandomAccessFile> m_file; // V2
    StoredAt m_at;
    std::string m_values; // V1
    std::string m_block;
    std::unique_ptr<PassingPiece> m_passing;
    std::uint64_t m_done = 0, m_size = 0;
    std::uint32_t m_maskedCrc = 0;
};

// The strings of a piece, all of them in memory. Fails as the reader does.
Result<std::vector<std::string>> readPieceTexts(const Checkpoint &checkpoint, const Variable &variable,
    std::size_t piece, V1Tables &tables, const JobControl &control);

} // namespace ckpt
