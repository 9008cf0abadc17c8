// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/writecopy.h"

#include "format/base/putbytes.h"
#include "format/bundle/bundlewriter.h"
#include "format/checkpoint/valuereader.h"
#include "format/export/writtenpiece.h"
#include "format/replace/operations.h"
#include "format/slices/slicesencoding.h"
#include "format/slices/sliceswriter.h"

namespace ckpt {

namespace {

constexpr char kStringValue = 0x42; // tag of TensorProto.string_val

class CopyWriter {
public:
    CopyWriter(const Checkpoint &source, const CopyPlan &plan, FileCalls &calls, const JobControl &control,
        std::uint64_t done, std::uint64_t total, CopyFigures *figures)
        : m_source(source)
        , m_plan(plan)
        , m_calls(calls)
        , m_control(control)
        , m_done(done)
        , m_total(total)
        , m_figures(figures)
    {
    }

    Result<std::uint64_t> writeBundle(const CopyFiles &files)
    {
        auto writer = BundleWriter::create({ files.index, files.data }, m_calls);
        if (!writer)
            return tl::unexpected(writer.error());
        std::vector<std::int32_t> firstShard(m_plan.items.size(), 0); // where the first part of a variable lies
        for (const CopyPiece &piece : m_plan.pieces) {
            if (piece.piece == 0)
                firstShard[piece.item] = piece.shard;
            if (auto written = writePiece(*writer, piece); !written)
                return tl::unexpected(written.error());
        }
        for (std::size_t item = 0; item < m_plan.items.size(); ++item) {
            const Variable &variable = variableAt(item);
            if (!staysPartitioned(item))
                continue;
            std::vector<TensorSlice> slices;
            for (const StoredSlice &stored : variable.slices)
                slices.push_back(stored.slice);
            if (auto added = writer->addPartitioned(
                    m_plan.items[item].key, typeOf(item), variable.shape, slices, firstShard[item]);
                !added)
                return tl::unexpected(added.error());
        }
        if (auto finished = writer->finish(m_control); !finished)
            return tl::unexpected(finished.error());
        return writer->bytes();
    }

    Result<std::uint64_t> writeSlices(const std::string &path, std::int32_t number)
    {
        std::vector<SlicesLine> lines;
        std::vector<std::vector<CopyPiece>> sources; // of each slice of each line
        for (const CopyPiece &piece : m_plan.pieces) {
            if (piece.shard == number)
                addToLines(piece, lines, sources);
        }
        auto writer = SlicesWriter::create(path, std::move(lines), m_calls);
        if (!writer)
            return tl::unexpected(writer.error());
        for (const SlicesWriter::Part &part : writer->order()) {
            const CopyPiece &piece = sources[part.line][part.slice];
            const auto written = variableAt(piece.item).dtype == DType::String ? writeTexts(*writer, piece)
                                                                               : writeNumbers(*writer, piece);
            if (!written)
                return tl::unexpected(written.error());
        }
        if (auto finished = writer->finish(); !finished)
            return tl::unexpected(finished.error());
        return writer->bytes();
    }

private:
    const Variable &variableAt(std::size_t item) const { return variableOf(m_source, m_plan.items[item]); }
    Result<TensorShape> shapeOf(const CopyPiece &piece) const
    {
        return writtenShape(variableAt(piece.item), m_plan.items[piece.item], piece.piece);
    }

    // V1 names a single slice of everything, V2 stores it as any variable.
    bool staysPartitioned(std::size_t item) const
    {
        const Variable &variable = variableAt(item);
        if (m_plan.items[item].isWhole())
            return false;
        if (sourceOf(m_source, m_plan.items[item]).format() == StorageFormat::V2)
            return !variable.slices.empty();
        if (variable.slices.size() != 1)
            return true;
        const auto shape = pieceShape(variable, 0);
        return !shape || !(*shape == variable.shape);
    }

    DType typeOf(std::size_t item) const { return writtenType(variableAt(item), m_plan.items[item]); }

    WrittenPiece readerOf(const CopyPiece &piece, bool counted)
    {
        const CopyItem &item = m_plan.items[piece.item];
        CastFigures *figures = nullptr;
        if (counted && m_figures && isCast(variableAt(piece.item), item)) {
            figures = &(*m_figures)[piece.item];
            figures->from = computedType(variableAt(piece.item), item);
            figures->to = typeOf(piece.item);
        }
        return WrittenPiece(m_source, item, piece.piece, m_tables, m_control, figures);
    }

    void report(std::uint64_t bytes)
    {
        m_done += bytes;
        m_control.report(m_done, m_total);
    }

    Result<void> writePiece(BundleWriter &writer, const CopyPiece &piece)
    {
        const auto shape = shapeOf(piece);
        if (!shape)
            return tl::unexpected(shape.error());
        const TensorSlice *slice =
            staysPartitioned(piece.item) ? &variableAt(piece.item).slices[piece.piece].slice : nullptr;
        if (auto begun = writer.begin(m_plan.items[piece.item].key, slice, typeOf(piece.item), *shape, piece.shard);
            !begun)
            return begun;
        WrittenPiece reader = readerOf(piece, true);
        auto copied = eachBlock(reader, [&](std::string_view block) {
            report(block.size());
            return writer.append(block);
        });
        if (!copied)
            return copied;
        return writer.end(reader.maskedCrc());
    }

    void addToLines(
        const CopyPiece &piece, std::vector<SlicesLine> &lines, std::vector<std::vector<CopyPiece>> &sources) const
    {
        const Variable &variable = variableAt(piece.item);
        const std::string &key = m_plan.items[piece.item].key;
        const TensorShape shape = writtenShape(variable, m_plan.items[piece.item]);
        if (lines.empty() || lines.back().key != key) {
            lines.push_back({ key, typeOf(piece.item), shape, {} });
            sources.emplace_back();
        }
        TensorSlice slice;
        if (variable.slices.empty() || m_plan.items[piece.item].isWhole())
            slice.extents.resize(shape.rank());
        else
            slice = variable.slices[piece.piece].slice;
        lines.back().slices.push_back(std::move(slice));
        sources.back().push_back(piece);
    }

    // Twice through the values: their encoded size comes first in the file.
    Result<void> writeNumbers(SlicesWriter &writer, const CopyPiece &piece)
    {
        const DType type = typeOf(piece.item);
        std::uint64_t size = 0;
        if (auto sized = eachBlock(readerOf(piece, false),
                [&](std::string_view block) {
                    size += encodedBytes(type, block);
                    return Result<void>{};
                });
            !sized)
            return sized;
        if (auto begun = writer.begin(size); !begun)
            return begun;
        std::string encoded;
        return eachBlock(readerOf(piece, true), [&](std::string_view block) {
            encoded.clear();
            encodeElements(type, block, encoded);
            report(block.size());
            return writer.append(encoded);
        });
    }

    template <typename Reader, typename Take>
    Result<void> eachBlock(Reader &&reader, Take &&take)
    {
        while (true) {
            const auto block = reader.next();
            if (!block)
                return tl::unexpected(block.error());
            if (block->empty())
                return {};
            if (auto taken = take(*block); !taken)
                return taken;
        }
    }

    Result<std::vector<std::string>> readWholeTexts(const Checkpoint &source, const CopyItem &item) const
    {
        const ChecksumResult checked = verify(source, item.from, m_control.silent());
        if (checked.error)
            return fail(*checked.error);
        const Selection all = Selection::whole(source.variable(item.from).shape);
        auto values = readSelection(source, item.from, item.part.value_or(all), m_control.silent());
        return std::move(values).map([](TensorData &&data) { return std::move(data.strings); });
    }

    Result<void> writeTexts(SlicesWriter &writer, const CopyPiece &piece)
    {
        const CopyItem &item = m_plan.items[piece.item];
        const Variable &variable = variableAt(piece.item);
        const Checkpoint &source = sourceOf(m_source, item);
        const auto texts = item.text ? std::vector{ *item.text }
            : item.isWhole()         ? readWholeTexts(source, item)
                                     : readPieceTexts(source, variable, piece.piece, m_tables.of(source), m_control);
        if (!texts)
            return tl::unexpected(texts.error());
        std::uint64_t size = 0, bytes = 0;
        for (const std::string &text : *texts) {
            size += 1 + varintSize(text.size()) + text.size();
            bytes += text.size();
        }
        const auto shape = shapeOf(piece);
        if (auto good = checkSliceWritable(item.key, variable.dtype, *shape, bytes); !good)
            return good;
        if (auto begun = writer.begin(size); !begun)
            return begun;
        for (const std::string &text : *texts) {
            if (m_control.cancelled())
                return fail(Fault::Cancelled);
            std::string head(1, kStringValue);
            putVarint(head, text.size());
            if (auto appended = writer.append(head); !appended)
                return appended;
            if (text.empty())
                continue;
            if (auto appended = writer.append(text); !appended)
                return appended;
        }
        report(bytes);
        return {};
    }

    const Checkpoint &m_source;
    const CopyPlan &m_plan;
    FileCalls &m_calls;
    const JobControl &m_control;
    SourceTables m_tables;
    std::uint64_t m_done, m_total;
    CopyFigures *m_figures;
};

} // namespace

CopyFiles copyFiles(const CopyPlan &plan, const std::string &prefix)
{
    if (plan.target.format == StorageFormat::V2) {
        BundleFiles files = bundleFiles(prefix, plan.files);
        return { std::move(files.index), std::move(files.data) };
    }
    CopyFiles files;
    for (std::int32_t number = 0; number < plan.files; ++number)
        files.data.push_back(tablePath(prefix, number, plan.files));
    return files;
}

Result<std::uint64_t> writeCopy(const Checkpoint &source, const CopyPlan &plan, const CopyFiles &files,
    FileCalls &calls, const JobControl &control, std::uint64_t done, std::uint64_t total, CopyFigures *figures)
{
    CopyWriter writer(source, plan, calls, control, done, total, figures);
    if (plan.target.format == StorageFormat::V2)
        return writer.writeBundle(files);
    std::uint64_t bytes = 0;
    for (std::int32_t number = 0; number < plan.files; ++number) {
        const auto written = writer.writeSlices(files.data[static_cast<std::size_t>(number)], number);
        if (!written)
            return written;
        bytes += *written;
    }
    return bytes;
}

} // namespace ckpt
