// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/itemreader.h"

#include "format/tensor/tensordata.h"

#include <algorithm>

namespace ckpt {

namespace {

// Its only piece has all its values in their order.
bool isOnePiece(const Checkpoint &checkpoint, const Variable &variable)
{
    if (isArrayFormat(checkpoint.format()) || pieceCount(variable) != 1)
        return false;
    const auto shape = pieceShape(variable, 0);
    return shape && *shape == variable.shape;
}

} // namespace

ItemReader::ItemReader(
    const Checkpoint &first, const CopyItem &item, std::size_t piece, SourceTables &tables, const JobControl &control)
    : m_first(first)
    , m_item(item)
{
    if (!item.combination) {
        addTerm(sourceOf(first, item), item.from, piece, tables, control);
        return;
    }
    m_terms.reserve(item.combination->terms.size());
    for (const Combination::Term &term : item.combination->terms)
        addTerm(sourceOf(first, term.source), term.variable, piece, tables, control);
}

void ItemReader::addTerm(const Checkpoint &checkpoint, VariableId variable, std::size_t piece, SourceTables &tables,
    const JobControl &control)
{
    const Variable &read = checkpoint.variable(variable);
    if (m_item.part || (m_item.joined && !isOnePiece(checkpoint, read)))
        m_terms.push_back({ WholeReader(checkpoint, variable, m_item.part ? &*m_item.part : nullptr, control) });
    else
        m_terms.push_back({ PieceReader(checkpoint, read, piece, tables.of(checkpoint), control) });
}

Result<std::string_view> ItemReader::next()
{
    if (!m_item.combination)
        return m_terms.front().next();
    const auto bytes = readTerms();
    if (!bytes)
        return tl::unexpected(bytes.error());
    const DType type = variableOf(m_first, m_item).dtype;
    m_values.resize(*bytes / elementSize(type));
    m_term.resize(m_values.size());
    for (std::size_t i = 0; i < m_terms.size(); ++i) {
        std::string_view &rest = m_terms[i].rest;
        toDoubles(type, rest.substr(0, *bytes), i == 0 ? m_values : m_term);
        rest.remove_prefix(*bytes);
        if (i > 0)
            combine(m_term, i);
    }
    return std::string_view(reinterpret_cast<const char *>(m_values.data()), m_values.size() * sizeof(double));
}

// How many bytes of values all terms have ready; 0 at the end.
Result<std::size_t> ItemReader::readTerms()
{
    std::size_t least = SIZE_MAX, most = 0;
    for (Term &term : m_terms) {
        if (term.rest.empty()) {
            const auto block = term.next();
            if (!block)
                return tl::unexpected(block.error());
            term.rest = *block;
        }
        least = std::min(least, term.rest.size());
        most = std::max(most, term.rest.size());
    }
    if (least == 0 && most > 0)
        return fail(Fault::ReadFailed, m_first.ref().prefix, "the file changed while it was read");
    return least;
}

void ItemReader::combine(std::span<const double> term, std::size_t number)
{
    const Combination &how = *m_item.combination;
    if (how.kind == Combination::Kind::Linear) {
        for (std::size_t i = 0; i < term.size(); ++i)
            m_values[i] += how.t * (term[i] - m_values[i]);
        return;
    }
    const bool last = number + 1 == m_terms.size();
    const auto count = static_cast<double>(m_terms.size());
    for (std::size_t i = 0; i < term.size(); ++i) {
        const double sum = m_values[i] + term[i];
        m_values[i] = last ? sum / count : sum;
    }
}

} // namespace ckpt
