// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/arrayreader.h"

#include "format/arrays/archive.h"
#include "format/arrays/fixedtext.h"
#include "format/base/allocate.h"
#include "format/bundle/bundlevalues.h"
#include "format/checkpoint/fileorder.h"
#include "format/checkpoint/openshard.h"
#include "format/checkpoint/selectionruns.h"

#include <algorithm>
#include <span>

namespace ckpt {

namespace {

constexpr std::uint64_t kBlockBytes = 256 * 1024; // read and looked at in one go
constexpr std::uint64_t kBandBytes = 8 << 20; // of rows that are put together from columns

enum class Extent { Part, Whole };

// The bytes of an array's elements, as they lie in its file.
class ElementBytes {
public:
    // Whole: they are read forwards to the last one, and then checked. Those of an archive then go through its reader,
    // which takes the checksum over all of a member. Of a part, only compressed ones do.
    ElementBytes(const Checkpoint &checkpoint, const Variable &variable, Extent extent, const JobControl &control)
        : m_checkpoint(checkpoint)
        , m_variable(variable)
        , m_layout(*checkpoint.layout(variable))
        , m_control(control)
        , m_unpacked(m_layout.compressed || (extent == Extent::Whole && m_layout.archived))
    {
    }

    std::uint64_t size() const { return static_cast<std::uint64_t>(m_variable.elements()) * m_layout.width; }

    // Fills `into` from `offset`.
    Result<void> read(std::uint64_t offset, std::span<char> into)
    {
        if (offset > size() || into.size() > size() - offset)
            return fail(Fault::Internal, {}, "A read beyond its array.");
        if (auto ready = m_unpacked ? unpackTo(m_layout.headerBytes + offset) : openFile(); !ready)
            return named(std::move(ready));
        return named(m_unpacked ? m_member->read(into) : m_file->readAt(m_variable.at->offset + offset, into));
    }

    // After all of them.
    Result<void> check()
    {
        if (!m_unpacked)
            return {};
        if (auto ready = unpackTo(m_layout.headerBytes + size()); !ready) // nothing was read of an empty array
            return named(std::move(ready));
        return named(m_member->finish());
    }

private:
    Result<void> openFile()
    {
        if (m_file)
            return {};
        auto file = openShard(m_checkpoint, *m_variable.at, m_variable.key);
        if (!file)
            return tl::unexpected(file.error());
        m_file = std::move(*file);
        return {};
    }

    Result<void> unpackTo(std::uint64_t position)
    {
        if (!m_member || m_member->position() > position) { // back only by beginning anew
            m_member.reset();
            auto member = m_checkpoint.archive()->read(m_layout.member);
            if (!member)
                return tl::unexpected(member.error());
            m_member = std::move(*member);
        }
        std::string passed;
        while (m_member->position() < position) {
            if (m_control.cancelled())
                return fail(Fault::Cancelled);
            passed.resize(std::min(kBlockBytes, position - m_member->position()));
            if (auto read = m_member->read(std::span(passed)); !read)
                return read;
        }
        return {};
    }

    Result<void> named(Result<void> result) const
    {
        if (!result)
            result.error().key = m_variable.key;
        return result;
    }

    const Checkpoint &m_checkpoint;
    const Variable &m_variable;
    const ArrayLayout &m_layout;
    const JobControl &m_control;
    const bool m_unpacked;
    std::shared_ptr<const RandomAccessFile> m_file;
    std::unique_ptr<MemberReader> m_member;
};

// All elements in the order of the file, in blocks of whole ones that `visit` may change; then the checksum. `visit`
// returns false to stop.
template <typename Visit>
Result<void> visitFile(const Checkpoint &checkpoint, const Variable &variable, Visit &&visit, const JobControl &control)
{
    ElementBytes source(checkpoint, variable, Extent::Whole, control);
    const std::uint64_t width = std::max<std::uint64_t>(checkpoint.layout(variable)->width, 1);
    std::string block;
    if (auto room = resizeTo(block, std::min(std::max(kBlockBytes / width * width, width), source.size())); !room)
        return room;
    for (std::uint64_t done = 0; done < source.size();) {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        const std::span<char> piece =
            std::span(block).first(std::min<std::uint64_t>(block.size(), source.size() - done));
        if (auto read = source.read(done, piece); !read)
            return read;
        if (!visit(piece))
            return fail(Fault::Cancelled);
        done += piece.size();
        control.report(done, source.size());
    }
    return source.check();
}

Result<void> gatherBytes(const Checkpoint &checkpoint, const Variable &variable, const FileOrder &order,
    std::string &bytes, const JobControl &control)
{
    ElementBytes source(checkpoint, variable, Extent::Part, control);
    const ReadBytes read = [&source](std::uint64_t offset, std::span<char> into) { return source.read(offset, into); };
    return gather(order.shape(), order.selection(), checkpoint.layout(variable)->width, read, bytes, control);
}

Result<void> wholeBytes(
    const Checkpoint &checkpoint, const Variable &variable, std::string &bytes, const JobControl &control)
{
    char *to = bytes.data();
    const auto copy = [&to](std::span<char> piece) {
        to = std::copy(piece.begin(), piece.end(), to);
        return true;
    };
    return visitFile(checkpoint, variable, copy, control);
}

// A wrong checksum is no failure here: the values were visited.
Result<void> notIfDamage(Result<void> result, std::vector<Error> &damage)
{
    if (result || result.error().fault != Fault::TensorChecksum)
        return result;
    damage.push_back(std::move(result.error()));
    return {};
}

Result<void> visitBlocks(
    const TensorData &data, std::size_t elementSize, const BlockVisitor &visit, const JobControl &control)
{
    const std::size_t step = kBlockBytes / elementSize * elementSize;
    for (std::size_t done = 0; done < data.bytes.size(); done += step) {
        if (control.cancelled() || !visit(std::string_view(data.bytes).substr(done, step)))
            return fail(Fault::Cancelled);
    }
    return {};
}

// Column-major and compressed: all of it in memory.
Result<void> visitUnpacked(const Checkpoint &checkpoint, const Variable &variable, const BlockVisitor &visit,
    std::vector<Error> &damage, const JobControl &control)
{
    const Selection whole = Selection::whole(variable.shape);
    auto data = readArray(checkpoint, variable, whole, true, control);
    if (!data && data.error().fault == Fault::TensorChecksum) {
        damage.push_back(data.error());
        data = readArray(checkpoint, variable, whole, false, control);
    }
    if (!data)
        return tl::unexpected(data.error());
    return visitBlocks(*data, checkpoint.layout(variable)->width, visit, control);
}

// Column-major: bands of rows are put together from columns.
Result<void> visitBands(
    const Checkpoint &checkpoint, const Variable &variable, const BlockVisitor &visit, const JobControl &control)
{
    const auto id = static_cast<VariableId>(&variable - checkpoint.variables().data());
    const std::size_t width = checkpoint.layout(variable)->width;
    const std::int64_t elements = variable.elements(), band = static_cast<std::int64_t>(kBandBytes / width);
    for (std::int64_t first = 0; first < elements; first += band) {
        const std::int64_t count = std::min(band, elements - first);
        const auto rows = readRange(checkpoint, id, first, count, control);
        if (!rows)
            return tl::unexpected(rows.error());
        if (auto seen = visitBlocks(*rows, width, visit, control); !seen)
            return seen;
        control.report(static_cast<std::uint64_t>(first + count), static_cast<std::uint64_t>(elements));
    }
    return {};
}

Error named(Error error, const Variable &variable)
{
    error.key = variable.key;
    return error;
}

} // namespace

Result<TensorData> readArray(const Checkpoint &checkpoint, const Variable &variable, const Selection &selection,
    bool check, const JobControl &control)
{
    const ArrayLayout &layout = *checkpoint.layout(variable);
    TensorData data{ variable.dtype, selection.resultShape(), {}, {} };
    const auto elements = static_cast<std::uint64_t>(selection.elements());
    if (elements == 0 && !check)
        return data;
    if (elements > checkpoint.limits().maxReadBytes / std::max<std::uint64_t>(layout.width, 1)) {
        Error error{ .fault = Fault::LimitExceeded, .path = checkpoint.ref().prefix, .key = variable.key };
        error.expected = static_cast<std::int64_t>(checkpoint.limits().maxReadBytes);
        error.actual = selection.elements();
        return fail(std::move(error));
    }
    const FileOrder order(variable.shape, selection, layout.columnMajor, layout.compressed && !check);
    if (auto room = resizeTo(data.bytes, elements * layout.width); !room)
        return fail(named(room.error(), variable));
    auto read = check ? wholeBytes(checkpoint, variable, data.bytes, control)
                      : gatherBytes(checkpoint, variable, order, data.bytes, control);
    if (read)
        read = order.restore(data.bytes, layout.width, control);
    if (read && layout.text != ArrayLayout::Text::None) {
        read = resizeTo(data.strings, elements);
        if (read)
            read = decodeTexts(data.bytes, layout, data.strings, control);
        data.bytes.clear();
        data.bytes.shrink_to_fit();
    } else if (read && layout.bigEndian) {
        swapBytes(variable.dtype, data.bytes);
    }
    if (!read)
        return fail(named(read.error(), variable));
    return data;
}

Result<std::vector<Error>> visitArray(
    const Checkpoint &checkpoint, const Variable &variable, const BlockVisitor &visit, const JobControl &control)
{
    const ArrayLayout &layout = *checkpoint.layout(variable);
    std::vector<Error> damage;
    Result<void> done;
    if (!layout.columnMajor) {
        const auto show = [&](std::span<char> piece) {
            if (layout.bigEndian)
                swapBytes(variable.dtype, piece);
            return visit(std::string_view(piece.data(), piece.size()));
        };
        done = notIfDamage(visitFile(checkpoint, variable, show, control), damage);
    } else if (layout.compressed) {
        done = visitUnpacked(checkpoint, variable, visit, damage, control);
    } else {
        const auto pass = [](std::span<char>) { return true; };
        if (layout.archived)
            done = notIfDamage(visitFile(checkpoint, variable, pass, control), damage);
        if (done)
            done = visitBands(checkpoint, variable, visit, control);
    }
    if (!done)
        return tl::unexpected(done.error());
    return damage;
}

} // namespace ckpt
