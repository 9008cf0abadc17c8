// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The bytes of a piece as a copy has them: those of the source, combined or cast, or the value that stands for
// them.
#pragma once

#include "format/export/itemreader.h"
#include "format/tensor/castfigures.h"

#include <string>
#include <string_view>

namespace ckpt {

// As ItemReader, whose values it has: every checksum of them is compared. Memory: those of that, and a block after the
// cast.
class WrittenPiece {
public:
    // All of them outlive it. `item` is one of a plan. With `figures` what is cast is counted there.
    WrittenPiece(const Checkpoint &source, const CopyItem &item, std::size_t piece, SourceTables &tables,
        const JobControl &control, CastFigures *figures = nullptr);

    // The next block, valid until the next call; empty at the end. Fails as ItemReader::next(). A value or text that
    // is set is not read in the source, and a text is one block.
    Result<std::string_view> next();
    std::uint32_t maskedCrc() const; // after the end

private:
    Result<std::string_view> textBlock(std::string stored, std::int64_t count);

    const Variable &m_variable;
    const CopyItem &m_item;
    const DType m_type;
    const bool m_changed; // the bytes are not those of the reader
    ItemReader m_reader;
    CastFigures *m_figures;
    std::string m_block;
    bool m_valueGiven = false;
    std::uint32_t m_crc = 0, m_textCrc = 0; // the latter masked
};

} // namespace ckpt
