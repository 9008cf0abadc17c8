// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/piecereader.h"

#include "format/base/crc32c.h"
#include "format/base/putbytes.h"
#include "format/bundle/bundlevalues.h"
#include "format/checkpoint/openshard.h"
#include "format/checkpoint/storedpieces.h"

#include <algorithm>

namespace ckpt {

namespace {

// Stays in the second-level cache between reading, checksum and writing. A multiple of every element size.
constexpr auto kBlockBytes = std::size_t{ 256 } << 10;

} // namespace

std::string storedTexts(std::span<const std::string> texts)
{
    std::string stored, lengths;
    for (const std::string &text : texts) {
        putVarint(stored, text.size());
        putFixed32(lengths, static_cast<std::uint32_t>(text.size()));
    }
    putFixed32(stored, maskCrc(crc32c(lengths)));
    for (const std::string &text : texts)
        stored += text;
    return stored;
}

Result<TensorShape> pieceShape(const Variable &variable, std::size_t piece)
{
    if (variable.slices.empty())
        return variable.shape;
    return resolve(variable.slices[piece].slice, variable.shape).map(shapeOf);
}

PieceReader::PieceReader(const Checkpoint &checkpoint, const Variable &variable, std::size_t piece, V1Tables &tables,
    const JobControl &control)
    : m_checkpoint(checkpoint)
    , m_variable(variable)
    , m_piece(piece)
    , m_tables(tables)
    , m_control(control)
{
}

Result<std::string_view> PieceReader::next()
{
    if (m_control.cancelled())
        return fail(Fault::Cancelled);
    if (!m_passing) {
        if (auto opened = open(); !opened)
            return tl::unexpected(opened.error());
    }
    if (m_done == m_size) {
        if (auto ended = end(); !ended)
            return tl::unexpected(ended.error());
        return std::string_view();
    }
    const std::size_t count = std::min<std::uint64_t>(kBlockBytes, m_size - m_done);
    std::span<char> block;
    if (m_file) {
        m_block.resize(std::min<std::uint64_t>(kBlockBytes, m_size));
        block = std::span(m_block).first(count);
        if (auto read = m_file->readAt(m_at.offset + m_done, block); !read) {
            read.error().key = m_variable.key;
            return tl::unexpected(read.error());
        }
    } else {
        block = std::span(m_values).subspan(m_done, count);
    }
    if (auto passed = m_passing->pass(block); !passed) {
        passed.error().key = m_variable.key;
        passed.error().path = m_file ? m_file->path() : m_checkpoint.ref().prefix;
        return tl::unexpected(passed.error());
    }
    m_done += count;
    return std::string_view(block.data(), block.size());
}

Result<void> PieceReader::open()
{
    const auto shape = pieceShape(m_variable, m_piece);
    if (!shape)
        return tl::unexpected(shape.error());
    const StoredSlice *slice = m_variable.slices.empty() ? nullptr : &m_variable.slices[m_piece];
    const bool bigEndian = m_checkpoint.bigEndian();
    if (bigEndian && m_variable.dtype == DType::Variant)
        return fail(Error{ .fault = Fault::TypeNotWritable,
            .path = {},
            .key = m_variable.key,
            .where = {},
            .expected = {},
            .actual = {},
            .detail = "Variants of a big-endian machine cannot be turned around." });
    m_passing = std::make_unique<PassingPiece>(m_variable.dtype, shape->elements(), bigEndian);
    if (slice && !slice->at)
        return openV1(*slice, *shape);
    m_at = slice ? *slice->at : *m_variable.at;
    m_size = m_at.size;
    if (m_size == 0)
        return {};
    auto file = openShard(m_checkpoint, m_at, m_variable.key);
    if (!file)
        return tl::unexpected(file.error());
    m_file = std::move(*file);
    return {};
}

Result<void> PieceReader::openV1(const StoredSlice &stored, const TensorShape &shape)
{
    auto values = m_tables.read(m_variable, stored, shape);
    if (!values)
        return tl::unexpected(values.error());
    m_values = m_variable.dtype == DType::String ? storedTexts(values->strings) : std::move(values->bytes);
    m_size = m_values.size();
    return {};
}

Result<void> PieceReader::end()
{
    if (m_size == 0 && !isFixedSize(m_variable.dtype)) { // strings without even a checksum: legal, and nothing to check
        m_maskedCrc = m_at.maskedCrc;
        return {};
    }
    if (auto ended = m_passing->end(); !ended) {
        ended.error().key = m_variable.key;
        ended.error().path = m_file ? m_file->path() : m_checkpoint.ref().prefix;
        return ended;
    }
    if (m_file) {
        if (auto wrong = checksumError(*m_file, m_at, unmaskCrc(m_passing->crcIn()), m_variable.key))
            return fail(std::move(*wrong));
    }
    m_maskedCrc = m_passing->crcOut();
    return {};
}

Result<std::vector<std::string>> readPieceTexts(const Checkpoint &checkpoint, const Variable &variable,
    std::size_t piece, V1Tables &tables, const JobControl &control)
{
    const auto shape = pieceShape(variable, piece);
    if (!shape)
        return tl::unexpected(shape.error());
    const StoredSlice *slice = variable.slices.empty() ? nullptr : &variable.slices[piece];
    if (slice && !slice->at) {
        auto values = tables.read(variable, *slice, *shape);
        return std::move(values).map([](TensorData &&data) { return std::move(data.strings); });
    }
    return readTexts(checkpoint, variable, slice ? *slice->at : *variable.at, shape->elements(), true, control);
}

} // namespace ckpt
