// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/valuereader.h"

#include "format/base/allocate.h"
#include "format/base/crc32c.h"
#include "format/base/file.h"
#include "format/bundle/bundlevalues.h"
#include "format/checkpoint/arrayreader.h"
#include "format/checkpoint/meeting.h"
#include "format/checkpoint/openshard.h"
#include "format/checkpoint/selectionruns.h"
#include "format/checkpoint/storedpieces.h"
#include "format/checkpoint/v1tables.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace ckpt {

namespace {

std::vector<std::string> pick(const std::vector<std::string> &all, const TensorShape &shape, const Selection &selection)
{
    std::vector<std::string> taken;
    SelectionRuns runs(shape, selection);
    while (runs.next()) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(runs.start());
        taken.insert(taken.end(), begin, begin + static_cast<std::ptrdiff_t>(runs.runElements()));
    }
    return taken;
}

// Selected elements of one stored piece of `shape`; `selection` is in the piece's own coordinates.
class PieceReader {
public:
    PieceReader(const Checkpoint &checkpoint, const Variable &variable, bool check, const JobControl &control)
        : m_checkpoint(checkpoint)
        , m_variable(variable)
        , m_check(check)
        , m_control(control)
        , m_tables(checkpoint)
    {
    }

    Result<TensorData> read(const std::optional<StoredAt> &at, const StoredSlice *slice, const TensorShape &shape,
        const Selection &selection)
    {
        TensorData data{ m_variable.dtype, selection.resultShape(), {}, {} };
        if (selection.elements() == 0)
            return data;
        if (!at)
            return readV1(*slice, shape, selection, std::move(data));
        if (!isFixedSize(m_variable.dtype)) {
            auto all = readTexts(m_checkpoint, m_variable, *at, shape.elements(), m_check, m_control);
            if (!all)
                return tl::unexpected(all.error());
            data.strings = pick(*all, shape, selection);
            return data;
        }
        auto file = openShard(m_checkpoint, *at, m_variable.key);
        if (!file)
            return tl::unexpected(file.error());
        const auto read = [&](std::uint64_t offset, std::span<char> into) -> Result<void> {
            if (at->offset > UINT64_MAX - offset || offset + into.size() > at->size)
                return fail(Fault::Internal, (*file)->path(), "A read beyond its tensor.");
            return (*file)->readAt(at->offset + offset, into);
        };
        if (auto room =
                resizeTo(data.bytes, static_cast<std::uint64_t>(selection.elements()) * elementSize(m_variable.dtype));
            !room)
            return tl::unexpected(named(room.error()));
        if (auto done = gather(shape, selection, elementSize(m_variable.dtype), read, data.bytes, m_control); !done)
            return tl::unexpected(named(done.error()));
        if (m_check && data.bytes.size() == at->size) {
            if (auto wrong = checksumError(**file, *at, crc32c(data.bytes), m_variable.key))
                return fail(std::move(*wrong));
        }
        if (m_checkpoint.bigEndian())
            swapBytes(m_variable.dtype, data.bytes);
        return data;
    }

private:
    Result<TensorData> readV1(
        const StoredSlice &slice, const TensorShape &shape, const Selection &selection, TensorData data)
    {
        auto whole = m_tables.read(m_variable, slice, shape);
        if (!whole)
            return whole;
        if (selection.elements() == shape.elements() && selection.axes == Selection::whole(shape).axes) {
            whole->shape = data.shape;
            return whole;
        }
        if (!isFixedSize(m_variable.dtype)) {
            data.strings = pick(whole->strings, shape, selection);
            return data;
        }
        const auto read = [&](std::uint64_t offset, std::span<char> into) -> Result<void> {
            std::memcpy(into.data(), whole->bytes.data() + offset, into.size());
            return {};
        };
        data.bytes.resize(static_cast<std::size_t>(selection.elements()) * elementSize(m_variable.dtype));
        if (auto done = gather(shape, selection, elementSize(m_variable.dtype), read, data.bytes, m_control); !done)
            return tl::unexpected(named(done.error()));
        return data;
    }

    Error named(Error error) const
    {
        error.key = m_variable.key;
        return error;
    }

    const Checkpoint &m_checkpoint;
    const Variable &m_variable;
    const bool m_check;
    const JobControl &m_control;
    V1Tables m_tables;
};

// Each value of a V1 variable takes a byte of its table at least (compressed: a part of one), so a table of contents
// cannot make us take more memory than that for nothing.
Result<void> checkV1Count(const Checkpoint &checkpoint, const Variable &variable)
{
    if (checkpoint.format() != StorageFormat::V1)
        return {};
    std::uint64_t bytes = 0;
    for (const ShardFile &table : checkpoint.shards())
        bytes += table.size.value_or(0);
    const std::uint64_t most = bytes * checkpoint.limits().maxSnappyRatio;
    if (static_cast<std::uint64_t>(variable.elements()) <= most)
        return {};
    Error error{ .fault = Fault::LimitExceeded,
        .path = checkpoint.shards().front().path,
        .key = variable.key,
        .detail = "Values of a variable, of which its tables cannot hold as many." };
    error.expected = static_cast<std::int64_t>(most);
    error.actual = variable.elements();
    return fail(std::move(error));
}

Result<void> checkSelection(const Selection &selection, const Variable &variable)
{
    const auto bad = [&](std::string detail) {
        return fail(Error{ .fault = Fault::BadSlice, .key = variable.key, .detail = std::move(detail) });
    };
    if (selection.axes.size() != variable.shape.rank())
        return bad(
            fmt::format("The variable has {} axes; the slice names {}.", variable.shape.rank(), selection.axes.size()));
    for (std::size_t axis = 0; axis < selection.axes.size(); ++axis) {
        const AxisRange &range = selection.axes[axis];
        const std::int64_t size = variable.shape.dim(axis);
        if (range.count == 0)
            continue;
        std::int64_t way = 0, last = 0;
        const bool counts = range.count > 0 && !__builtin_mul_overflow(range.count - 1, range.step, &way)
            && !__builtin_add_overflow(range.start, way, &last);
        if (!counts || range.start < 0 || range.start >= size || last < 0 || last >= size
            || (range.count > 1 && range.step == 0))
            return bad(fmt::format("Axis {} has {} entries; the slice reaches over them.", axis, size));
    }
    return {};
}

Result<TensorData> assemble(const Checkpoint &checkpoint, const Variable &variable, const Selection &selection,
    bool check, const JobControl &control)
{
    PieceReader reader(checkpoint, variable, check, control);
    TensorData whole{ variable.dtype, selection.resultShape(), {}, {} };
    const auto elements = static_cast<std::size_t>(selection.elements());
    if (auto possible = checkV1Count(checkpoint, variable); !possible)
        return tl::unexpected(possible.error());
    if (auto room = isFixedSize(variable.dtype) ? resizeTo(whole.bytes, elements * elementSize(variable.dtype))
                                                : resizeTo(whole.strings, elements);
        !room)
        return tl::unexpected(room.error());
    for (const StoredSlice &stored : variable.slices) {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        const auto slice = resolve(stored.slice, variable.shape);
        if (!slice)
            return tl::unexpected(slice.error());
        const auto meeting = meet(*slice, selection);
        if (!meeting)
            continue;
        auto part = reader.read(stored.at, &stored, shapeOf(*slice), meeting->local);
        if (!part)
            return part;
        scatter(*part, *meeting, selection, whole);
    }
    return whole;
}

Result<TensorData> readChecked(
    const Checkpoint &checkpoint, VariableId id, const Selection &selection, bool check, const JobControl &control)
{
    const auto readable = readableVariable(checkpoint, id);
    if (!readable)
        return tl::unexpected(readable.error());
    const Variable &variable = **readable;
    if (auto valid = checkSelection(selection, variable); !valid)
        return tl::unexpected(valid.error());
    const Limits &limits = checkpoint.limits();
    const std::uint64_t cost = isFixedSize(variable.dtype) ? elementSize(variable.dtype) : sizeof(std::string);
    if (static_cast<std::uint64_t>(selection.elements()) > limits.maxReadBytes / cost) {
        Error error{ .fault = Fault::LimitExceeded, .path = checkpoint.ref().prefix, .key = variable.key };
        error.expected = static_cast<std::int64_t>(limits.maxReadBytes);
        error.actual = static_cast<std::int64_t>(selection.elements());
        return fail(std::move(error));
    }
    if (const ArrayLayout *layout = checkpoint.layout(variable); layout && !layout->isPlain())
        return readArray(checkpoint, variable, selection, check, control);
    if (!variable.at)
        return assemble(checkpoint, variable, selection, check, control);
    return PieceReader(checkpoint, variable, check, control).read(variable.at, nullptr, variable.shape, selection);
}

} // namespace

Result<TensorData> readSelection(
    const Checkpoint &checkpoint, VariableId id, const Selection &selection, const JobControl &control)
{
    return readChecked(checkpoint, id, selection, false, control);
}

Result<TensorData> readVariable(const Checkpoint &checkpoint, VariableId id, const JobControl &control)
{
    const auto readable = readableVariable(checkpoint, id);
    if (!readable)
        return tl::unexpected(readable.error());
    return readChecked(checkpoint, id, Selection::whole((*readable)->shape), true, control);
}

} // namespace ckpt
