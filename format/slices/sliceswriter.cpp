// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/slices/sliceswriter.h"

#include "format/base/checkedmath.h"
#include "format/base/putbytes.h"
#include "format/bundle/orderedcode.h"
#include "format/bundle/protoshape.h"
#include "format/proto/saved_tensor_slice.pb.h"
#include "format/slices/slicesencoding.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

constexpr std::int32_t kFormatVersion = 1; // TF_CHECKPOINT_VERSION
constexpr std::uint64_t kMostMessageBytes = std::uint64_t{ 1 } << 31;
constexpr std::uint64_t kMessageAllowance = 1024; // TensorFlow's kTensorProtoHeaderBytes

// Tags of length-delimited fields.
constexpr char kSlicesData = 0x12; // SavedTensorSlices.data
constexpr char kDataName = 0x0A; // SavedSlice.name, .slice, .data
constexpr char kDataSlice = 0x12;
constexpr char kDataValues = 0x1A;
constexpr std::uint32_t kDelimited = 2;

void putField(std::string &out, char tag, std::string_view bytes)
{
    out += tag;
    putVarint(out, bytes.size());
    out += bytes;
}

// SavedTensorSlices of one slice up to its values, of which there will be `valuesBytes`; the second is the size of all.
std::pair<std::string, std::uint64_t> headOfSlice(
    const SlicesLine &line, const TensorSlice &slice, std::uint64_t valuesBytes)
{
    pb::TensorSliceProto proto;
    sliceTo(slice, proto);
    std::string name;
    putField(name, kDataName, line.key);
    putField(name, kDataSlice, proto.SerializeAsString());

    std::string values; // TensorProto; strings have a tag each, and no packed field
    if (valuesBytes > 0 && line.type != DType::String) {
        putVarint(values, valuesField(line.type) << 3 | kDelimited);
        putVarint(values, valuesBytes);
    }
    const std::uint64_t protoBytes = values.size() + valuesBytes;
    const std::uint64_t dataBytes = name.size() + 1 + varintSize(protoBytes) + protoBytes;

    std::string head(1, kSlicesData);
    putVarint(head, dataBytes);
    head += name;
    head += kDataValues;
    putVarint(head, protoBytes);
    head += values;
    return { std::move(head), 1 + varintSize(dataBytes) + dataBytes };
}

} // namespace

Result<void> checkSliceWritable(
    const std::string &key, DType type, const TensorShape &sliceShape, std::uint64_t textBytes)
{
    if (!slicesCanHold(type))
        return fail(Error{ .fault = Fault::TypeNotWritable,
            .path = {},
            .key = key,
            .where = {},
            .expected = {},
            .actual = {},
            .detail = fmt::format("V1 has no place for values of type {}.", name(type)) });
    const std::uint64_t rest = kMessageAllowance + key.size() + 20 * sliceShape.rank();
    const auto values = checkedMul(static_cast<std::uint64_t>(sliceShape.elements()), mostEncodedBytes(type));
    const auto texts = values ? checkedAdd(*values, textBytes) : std::nullopt;
    const auto sum = texts ? checkedAdd(*texts, rest) : std::nullopt;
    if (sum && *sum <= kMostMessageBytes)
        return {};
    Error error{ .fault = Fault::TooLargeToWrite, .path = {}, .key = key };
    error.expected = static_cast<std::int64_t>(kMostMessageBytes);
    error.actual = static_cast<std::int64_t>(std::min<std::uint64_t>(sum.value_or(INT64_MAX), INT64_MAX));
    return fail(std::move(error));
}

SlicesWriter::SlicesWriter(std::unique_ptr<NewFile> file, std::vector<SlicesLine> lines)
    : m_file(std::move(file))
    , m_table(std::make_unique<TableWriter>(*m_file))
    , m_lines(std::move(lines))
{
    std::vector<std::pair<std::string, Part>> keys;
    for (std::size_t line = 0; line < m_lines.size(); ++line) {
        for (std::size_t slice = 0; slice < m_lines[line].slices.size(); ++slice)
            keys.emplace_back(encodeSliceKey(m_lines[line].key, m_lines[line].slices[slice]), Part{ line, slice });
    }
    std::sort(keys.begin(), keys.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    m_order.reserve(keys.size());
    for (const auto &[key, part] : keys)
        m_order.push_back(part);
}

Result<SlicesWriter> SlicesWriter::create(const std::string &path, std::vector<SlicesLine> lines, FileCalls &calls)
{
    auto file = createFile(path, calls);
    if (!file)
        return tl::unexpected(file.error());
    SlicesWriter writer(std::move(*file), std::move(lines));
    if (auto good = writer.check(); !good) {
        good.error().path = path;
        return tl::unexpected(good.error());
    }
    if (auto added = writer.m_table->add("", writer.contents()); !added)
        return tl::unexpected(added.error());
    return writer;
}

Result<void> SlicesWriter::check() const
{
    const std::string *before = nullptr;
    for (const SlicesLine &line : m_lines) {
        Error error{ .fault = Fault::NameNotWritable, .path = {}, .key = line.key };
        error.detail = "It is empty.";
        if (line.key.empty())
            return fail(std::move(error));
        error.fault = Fault::NameTwice;
        if (before && *before == line.key)
            return fail(std::move(error));
        before = &line.key;
        for (const TensorSlice &slice : line.slices) {
            const auto resolved = resolve(slice, line.shape);
            if (!resolved)
                return tl::unexpected(resolved.error());
            if (auto good = checkSliceWritable(line.key, line.type, shapeOf(*resolved)); !good)
                return good;
        }
    }
    return {};
}

std::string SlicesWriter::contents() const
{
    pb::SavedTensorSlices slices;
    pb::SavedTensorSliceMeta &meta = *slices.mutable_meta();
    for (const SlicesLine &line : m_lines) {
        pb::SavedSliceMeta &tensor = *meta.add_tensor();
        tensor.set_name(line.key);
        shapeTo(line.shape, *tensor.mutable_shape());
        tensor.set_type(static_cast<std::int32_t>(line.type));
        for (const TensorSlice &slice : line.slices)
            sliceTo(slice, *tensor.add_slice());
    }
    meta.mutable_versions()->set_producer(kFormatVersion);
    return slices.SerializeAsString();
}

Result<void> SlicesWriter::begin(std::uint64_t encodedBytes)
{
    if (m_next == m_order.size())
        return fail(Fault::Internal, m_file->path(), "More values than parts.");
    const Part &part = m_order[m_next++];
    const SlicesLine &of = m_lines[part.line];
    const auto [head, size] = headOfSlice(of, of.slices[part.slice], encodedBytes);
    if (auto begun = m_table->begin(encodeSliceKey(of.key, of.slices[part.slice]), size); !begun)
        return begun;
    return m_table->append(head);
}

Result<void> SlicesWriter::append(std::string_view encoded)
{
    return m_table->append(encoded);
}

Result<void> SlicesWriter::finish()
{
    if (m_next != m_order.size())
        return fail(Fault::Internal, m_file->path(), "Fewer values than parts.");
    if (auto finished = m_table->finish(); !finished)
        return finished;
    if (auto synced = m_file->sync(); !synced)
        return synced;
    return m_file->close();
}

} // namespace ckpt
