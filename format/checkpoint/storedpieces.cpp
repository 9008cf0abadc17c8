// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/storedpieces.h"

#include "format/base/checkedmath.h"
#include "format/base/crc32c.h"
#include "format/bundle/bundlevalues.h"
#include "format/checkpoint/arrayreader.h"
#include "format/checkpoint/openshard.h"
#include "format/checkpoint/v1tables.h"

#include <algorithm>

namespace ckpt {

namespace {

// Stays in the second-level cache between reading, checksum and visitor. A multiple of every element size.
constexpr auto kBlockBytes = std::size_t{ 256 } << 10;

class PieceWalk {
public:
    PieceWalk(const Checkpoint &checkpoint, const Variable &variable, const StoredPieceVisitor &visit,
        const JobControl &control)
        : m_checkpoint(checkpoint)
        , m_variable(variable)
        , m_visit(visit)
        , m_control(control)
        , m_total(variable.byteSize())
        , m_tables(checkpoint)
    {
    }

    Result<std::vector<Error>> run()
    {
        if (m_variable.at) {
            if (auto done = stored(0, *m_variable.at); !done)
                return tl::unexpected(done.error());
        }
        for (std::size_t piece = 0; piece < m_variable.slices.size(); ++piece) {
            const StoredSlice &slice = m_variable.slices[piece];
            if (auto done = slice.at ? stored(piece, *slice.at) : v1(piece, slice); !done)
                return tl::unexpected(done.error());
        }
        return std::move(m_damage);
    }

private:
    Result<void> stored(std::size_t piece, const StoredAt &at)
    {
        if (at.size == 0)
            return {};
        auto file = openShard(m_checkpoint, at, m_variable.key);
        if (!file)
            return tl::unexpected(file.error());
        m_block.resize(std::max<std::size_t>(m_block.size(), std::min<std::uint64_t>(kBlockBytes, at.size)));
        std::uint32_t crc = 0;
        for (std::uint64_t done = 0; done < at.size;) {
            const auto block = std::span(m_block).first(std::min<std::uint64_t>(m_block.size(), at.size - done));
            if (m_control.cancelled())
                return fail(Fault::Cancelled);
            if (auto read = (*file)->readAt(at.offset + done, block); !read) {
                read.error().key = m_variable.key;
                return read;
            }
            crc = crc32c(std::string_view(block.data(), block.size()), crc);
            if (m_checkpoint.bigEndian())
                swapBytes(m_variable.dtype, block);
            if (auto seen = hand(piece, std::string_view(block.data(), block.size())); !seen)
                return seen;
            done += block.size();
        }
        auto wrong = checksumError(**file, at, crc, m_variable.key);
        if (wrong && m_damage.size() < m_checkpoint.limits().maxIssuesOfOneFault)
            m_damage.push_back(std::move(*wrong));
        return {};
    }

    Result<void> v1(std::size_t piece, const StoredSlice &stored)
    {
        const auto slice = resolve(stored.slice, m_variable.shape);
        if (!slice)
            return tl::unexpected(slice.error());
        const TensorShape shape = shapeOf(*slice);
        if (shape.elements() == 0)
            return {};
        if (m_control.cancelled())
            return fail(Fault::Cancelled);
        const auto values = m_tables.read(m_variable, stored, shape);
        if (!values)
            return tl::unexpected(values.error());
        for (std::size_t done = 0; done < values->bytes.size(); done += kBlockBytes) {
            if (m_control.cancelled())
                return fail(Fault::Cancelled);
            if (auto seen = hand(piece, std::string_view(values->bytes).substr(done, kBlockBytes)); !seen)
                return seen;
        }
        return {};
    }

    Result<void> hand(std::size_t piece, std::string_view block)
    {
        if (!m_visit(piece, block))
            return fail(Fault::Cancelled);
        m_done += block.size();
        m_control.report(m_done, m_total);
        return {};
    }

    const Checkpoint &m_checkpoint;
    const Variable &m_variable;
    const StoredPieceVisitor &m_visit;
    const JobControl &m_control;
    std::uint64_t m_done = 0, m_total;
    V1Tables m_tables;
    std::string m_block; // reused by all pieces
    std::vector<Error> m_damage;
};

} // namespace

Result<std::vector<Error>> visitPieces(
    const Checkpoint &checkpoint, const Variable &variable, const StoredPieceVisitor &visit, const JobControl &control)
{
    if (const ArrayLayout *layout = checkpoint.layout(variable); layout && !layout->isPlain())
        return visitArray(
            checkpoint, variable, [&visit](std::string_view elements) { return visit(0, elements); }, control);
    return PieceWalk(checkpoint, variable, visit, control).run();
}

Result<std::vector<std::string>> readTexts(const Checkpoint &checkpoint, const Variable &variable, const StoredAt &at,
    std::int64_t count, bool check, const JobControl &control)
{
    if (checkpoint.layout(variable)) {
        auto whole = readArray(checkpoint, variable, Selection::whole(variable.shape), check, control);
        return std::move(whole).map([](TensorData &&data) { return std::move(data.strings); });
    }
    auto file = openShard(checkpoint, at, variable.key);
    if (!file)
        return tl::unexpected(file.error());
    if (variable.dtype == DType::Variant)
        return readVariants(**file, at, count, variable.key, checkpoint.limits(), control);
    return readStrings(**file, at, count, checkpoint.bigEndian(), check, variable.key, checkpoint.limits(), control);
}

} // namespace ckpt
