// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/valuereader.h"

#include "format/base/crc32c.h"
#include "format/base/file.h"
#include "format/bundle/bundlevalues.h"
#include "format/checkpoint/selectionruns.h"
#include "format/slices/slicesvalues.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace ckpt {

namespace {

Result<std::shared_ptr<const RandomAccessFile>> openShard(const Checkpoint &checkpoint, const StoredAt &at, const std::string &key)
{
    const ShardFile *shard = checkpoint.shard(at.shard);
    if (!shard) {
        Error error{.fault = Fault::ShardNumber, .path = checkpoint.ref().prefix + ".index", .key = key};
        error.expected = checkpoint.shardCount();
        error.actual = at.shard;
        return fail(std::move(error));
    }
    auto file = openFile(shard->path);
    if (!file) {
        Error error = file.error();
        error.key = key;
        if (error.fault == Fault::NothingThere)
            error.fault = Fault::ShardMissing;
        return fail(std::move(error));
    }
    return file;
}

// Strings or variants of a stored piece.
Result<std::vector<std::string>> readTexts(const Checkpoint &checkpoint, const Variable &variable, const StoredAt &at, std::int64_t count,
                                           bool check)
{
    auto file = openShard(checkpoint, at, variable.key);
    if (!file)
        return tl::unexpected(file.error());
    if (variable.dtype == DType::Variant)
        return readVariants(**file, at, count, variable.key, checkpoint.limits());
    return readStrings(**file, at, count, checkpoint.bigEndian(), check, variable.key, checkpoint.limits());
}

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
        : m_checkpoint(checkpoint), m_variable(variable), m_check(check), m_control(control)
    {
    }

    Result<TensorData> read(const std::optional<StoredAt> &at, const StoredSlice *slice, const TensorShape &shape, const Selection &selection)
    {
        TensorData data{m_variable.dtype, selection.resultShape(), {}, {}};
        if (selection.elements() == 0)
            return data;
        if (!at)
            return readV1(*slice, shape, selection, std::move(data));
        if (!isFixedSize(m_variable.dtype)) {
            auto all = readTexts(m_checkpoint, m_variable, *at, shape.elements(), m_check);
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
        data.bytes.resize(static_cast<std::size_t>(selection.elements()) * elementSize(m_variable.dtype));
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
    Result<TensorData> readV1(const StoredSlice &slice, const TensorShape &shape, const Selection &selection, TensorData data)
    {
        const ShardFile *table = m_checkpoint.shard(static_cast<std::int32_t>(slice.v1File));
        auto whole = readSliceValues(table->path, slice.v1Key, m_variable.dtype, shape, m_variable.key, m_checkpoint.limits());
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
};

// Where a slice and a selection meet: the part of the selection that lies in the slice, in the slice's coordinates, and which
// indices of the (undropped) result these are.
struct Meeting {
    Selection local;
    std::vector<std::int64_t> first; // per axis: index in the selection
};

std::optional<Meeting> meet(const TensorSlice &slice, const Selection &selection)
{
    Meeting meeting;
    for (std::size_t axis = 0; axis < selection.axes.size(); ++axis) {
        const AxisRange &range = selection.axes[axis];
        const std::int64_t low = slice.extents[axis].start, high = low + slice.extents[axis].length;
        // Indices k with low ≤ start + k·step < high.
        const auto ceilDivide = [](std::int64_t a, std::int64_t b) { return a <= 0 ? 0 : (a - 1) / b + 1; };
        std::int64_t begin = 0, end = 0;
        if (range.step > 0) {
            begin = ceilDivide(low - range.start, range.step);
            end = ceilDivide(high - range.start, range.step);
        } else {
            begin = ceilDivide(range.start - high + 1, -range.step);
            end = ceilDivide(range.start - low + 1, -range.step);
        }
        begin = std::min(begin, range.count);
        end = std::min(end, range.count);
        if (begin >= end)
            return std::nullopt;
        meeting.local.axes.push_back({range.start + begin * range.step - low, end - begin, range.step, false});
        meeting.first.push_back(begin);
    }
    return meeting;
}

// Copies the values of a slice to their places in the result.
void scatter(const TensorData &part, const Meeting &meeting, const Selection &selection, TensorData &whole)
{
    std::vector<std::int64_t> dims;
    Selection target;
    for (std::size_t axis = 0; axis < selection.axes.size(); ++axis) {
        dims.push_back(selection.axes[axis].count);
        target.axes.push_back({meeting.first[axis], meeting.local.axes[axis].count, 1, false});
    }
    const std::size_t size = elementSize(whole.dtype);
    SelectionRuns runs(*TensorShape::make(dims), target);
    const std::size_t count = runs.runElements();
    for (std::size_t from = 0; runs.next(); from += count) {
        if (size != 0)
            std::memcpy(whole.bytes.data() + runs.start() * size, part.bytes.data() + from * size, count * size);
        else
            std::copy_n(part.strings.begin() + static_cast<std::ptrdiff_t>(from), count, whole.strings.begin() + static_cast<std::ptrdiff_t>(runs.start()));
    }
}

Result<TensorData> assemble(const Checkpoint &checkpoint, const Variable &variable, const Selection &selection, bool check,
                            const JobControl &control)
{
    PieceReader reader(checkpoint, variable, check, control);
    TensorData whole{variable.dtype, selection.resultShape(), {}, {}};
    const auto elements = static_cast<std::size_t>(selection.elements());
    if (isFixedSize(variable.dtype))
        whole.bytes.resize(elements * elementSize(variable.dtype));
    else
        whole.strings.resize(elements);
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

Result<TensorData> readChecked(const Checkpoint &checkpoint, VariableId id, const Selection &selection, bool check, const JobControl &control)
{
    if (index(id) >= checkpoint.variables().size())
        return fail(Fault::NoSuchVariable, checkpoint.ref().prefix);
    const Variable &variable = checkpoint.variable(id);
    if (variable.error)
        return fail(*variable.error);
    const Limits &limits = checkpoint.limits();
    const std::uint64_t cost = isFixedSize(variable.dtype) ? elementSize(variable.dtype) : sizeof(std::string);
    if (static_cast<std::uint64_t>(selection.elements()) > limits.maxReadBytes / cost) {
        Error error{.fault = Fault::LimitExceeded, .path = checkpoint.ref().prefix, .key = variable.key};
        error.expected = static_cast<std::int64_t>(limits.maxReadBytes);
        error.actual = static_cast<std::int64_t>(selection.elements());
        return fail(std::move(error));
    }
    if (!variable.at)
        return assemble(checkpoint, variable, selection, check, control);
    return PieceReader(checkpoint, variable, check, control).read(variable.at, nullptr, variable.shape, selection);
}

} // namespace

Result<TensorData> readSelection(const Checkpoint &checkpoint, VariableId id, const Selection &selection, const JobControl &control)
{
    return readChecked(checkpoint, id, selection, false, control);
}

Result<TensorData> readVariable(const Checkpoint &checkpoint, VariableId id, const JobControl &control)
{
    return readChecked(checkpoint, id, Selection::whole(checkpoint.variable(id).shape), true, control);
}

} // namespace ckpt
