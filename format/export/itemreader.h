// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The values of an item before they are cast: those of a piece as it is stored, of parts that become one whole, of a
// selection, or what is computed from several checkpoints.
#pragma once

#include "format/export/copyitem.h"
#include "format/export/piecereader.h"
#include "format/export/wholereader.h"

#include <map>
#include <string_view>
#include <variant>
#include <vector>

namespace ckpt {

// The V1 tables of every checkpoint that is read. Not shared between threads.
class SourceTables {
public:
    V1Tables &of(const Checkpoint &checkpoint) { return m_tables.try_emplace(&checkpoint, checkpoint).first->second; }

private:
    std::map<const Checkpoint *, V1Tables> m_tables;
};

// All terms of a combination are read side by side. Memory: a block of each term, and two of doubles; what PieceReader
// and WholeReader say of V1. Not shared between threads.
class ItemReader {
public:
    // All of them outlive the reader. `item` is one of a plan for `first`, `piece` one of writtenPieces().
    ItemReader(const Checkpoint &first, const CopyItem &item, std::size_t piece, SourceTables &tables,
        const JobControl &control);

    // The next block, of type computedType() and valid until the next call; empty at the end. Strings are as V2 stores
    // them. Fails as PieceReader and WholeReader do, and with ReadFailed where a term has fewer values than it should.
    Result<std::string_view> next();
    // As PieceReader; for an item that is neither written as a whole nor a combination.
    std::uint32_t maskedCrc() const { return std::get<PieceReader>(m_terms.front().reader).maskedCrc(); }

private:
    struct Term {
        std::variant<PieceReader, WholeReader> reader;
        std::string_view rest{};
        Result<std::string_view> next()
        {
            return std::visit([](auto &each) { return each.next(); }, reader);
        }
    };

    void addTerm(const Checkpoint &checkpoint, VariableId variable, std::size_t piece, SourceTables &tables,
        const JobControl &control);
    Result<std::size_t> readTerms();
    void combine(std::span<const double> term, std::size_t number);

    const Checkpoint &m_first;
    const CopyItem &m_item;
    std::vector<Term> m_terms;
    std::vector<double> m_values, m_term;
};

} // namespace ckpt
