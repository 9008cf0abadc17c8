// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/writtenpiece.h"

#include "format/base/crc32c.h"
#include "format/tensor/cast.h"
#include "format/tensor/elementparse.h"

namespace ckpt {

WrittenPiece::WrittenPiece(const Checkpoint &source, const CopyItem &item, std::size_t piece, SourceTables &tables,
    const JobControl &control, CastFigures *figures)
    : m_variable(variableOf(source, item))
    , m_item(item)
    , m_type(writtenType(m_variable, item))
    , m_changed(item.value || item.text || item.combination || item.isWhole() || isCast(m_variable, item))
    , m_reader(source, item, piece, tables, control)
    , m_figures(figures)
{
}

Result<std::string_view> WrittenPiece::next()
{
    if (!m_changed)
        return m_reader.next();
    m_block.clear();
    if (m_item.text)
        return std::exchange(m_valueGiven, true) ? std::string_view()
                                                 : textBlock(storedTexts(std::span(m_item.text.get(), 1)), 1);
    if (m_item.value) {
        if (std::exchange(m_valueGiven, true))
            return std::string_view();
        auto element = parseElement(m_type, *m_item.value);
        if (!element)
            return tl::unexpected(element.error());
        m_block = std::move(*element);
    } else {
        const auto block = m_reader.next();
        if (!block || block->empty())
            return block;
        const DType from = computedType(m_variable, m_item);
        if (from == DType::String)
            return textBlock(std::string(*block), writtenShape(m_variable, m_item).elements());
        if (from == m_type)
            m_block = *block;
        else
            castElements(from, m_type, *block, m_block);
        if (m_figures)
            m_figures->add(*block, m_block);
    }
    m_crc = crc32c(m_block, m_crc);
    return std::string_view(m_block);
}

// All strings of the piece.
Result<std::string_view> WrittenPiece::textBlock(std::string stored, std::int64_t count)
{
    m_block = std::move(stored);
    PassingPiece passing(DType::String, count, false); // the checksum of strings is not that of their bytes in the file
    if (auto passed = passing.pass(m_block); !passed)
        return tl::unexpected(passed.error());
    if (auto ended = passing.end(); !ended)
        return tl::unexpected(ended.error());
    m_textCrc = passing.crcOut();
    return std::string_view(m_block);
}

std::uint32_t WrittenPiece::maskedCrc() const
{
    if (m_item.text || (m_changed && m_type == DType::String))
        return m_textCrc;
    return m_changed ? maskCrc(m_crc) : m_reader.maskedCrc();
}

} // namespace ckpt
