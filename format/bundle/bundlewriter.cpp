// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/bundlewriter.h"

#include "format/bundle/bundleindex.h"
#include "format/bundle/orderedcode.h"
#include "format/bundle/protoshape.h"
#include "format/proto/tensor_bundle.pb.h"
#include "format/table/tablewriter.h"

#include <algorithm>

namespace ckpt {

namespace {

constexpr std::int32_t kFormatVersion = 1; // kTensorBundleVersion
constexpr std::size_t kEntriesBetweenChecks = 4096; // far below the 50 ms after which a cancelled job shall end

std::string encodedHeader(std::size_t shards)
{
    pb::BundleHeaderProto header;
    header.set_num_shards(static_cast<std::int32_t>(shards));
    header.mutable_version()->set_producer(kFormatVersion);
    return header.SerializeAsString();
}

pb::BundleEntryProto entryOf(DType type, const TensorShape &shape, std::int32_t shard)
{
    pb::BundleEntryProto entry;
    entry.set_dtype(static_cast<std::int32_t>(type));
    shapeTo(shape, *entry.mutable_shape());
    entry.set_shard_id(shard);
    return entry;
}

} // namespace

BundleFiles bundleFiles(const std::string &prefix, std::int32_t shards)
{
    BundleFiles files{ prefix + ".index", {} };
    for (std::int32_t shard = 0; shard < shards; ++shard)
        files.data.push_back(shardPath(prefix, shard, shards));
    return files;
}

Result<BundleWriter> BundleWriter::create(BundleFiles files, FileCalls &calls)
{
    BundleWriter writer(std::move(files), calls);
    for (const std::string &path : writer.m_files.data) {
        auto file = createFile(path, calls);
        if (!file)
            return tl::unexpected(file.error());
        writer.m_data.push_back(std::move(*file));
    }
    return writer;
}

Result<void> BundleWriter::checkKey(std::string_view key) const
{
    if (!key.empty() && key.front() != '\0')
        return {};
    return fail(Error{ .fault = Fault::NameNotWritable,
        .path = m_files.index,
        .key = std::string(key),
        .where = {},
        .expected = {},
        .actual = {},
        .detail = key.empty() ? "It is empty." : "It begins with a zero byte, as the keys of parts do." });
}

Result<void> BundleWriter::begin(
    std::string_view key, const TensorSlice *slice, DType type, const TensorShape &shape, std::int32_t shard)
{
    if (auto good = checkKey(key); !good)
        return good;
    if (shard < 0 || static_cast<std::size_t>(shard) >= m_data.size())
        return fail(Fault::Internal, m_files.index, "A data file that was not made.");
    m_open = { slice ? encodeSliceKey(key, *slice) : std::string(key), type, shape, shard,
        m_data[static_cast<std::size_t>(shard)]->size() };
    return {};
}

Result<void> BundleWriter::append(std::string_view bytes)
{
    return m_data[static_cast<std::size_t>(m_open.shard)]->append(bytes);
}

Result<void> BundleWriter::end(std::uint32_t maskedCrc)
{
    pb::BundleEntryProto entry = entryOf(m_open.type, m_open.shape, m_open.shard);
    const std::uint64_t size = m_data[static_cast<std::size_t>(m_open.shard)]->size() - m_open.offset;
    entry.set_offset(static_cast<std::int64_t>(m_open.offset));
    entry.set_size(static_cast<std::int64_t>(size));
    entry.set_crc32c(maskedCrc);
    m_entries.emplace_back(std::move(m_open.key), entry.SerializeAsString());
    return {};
}

Result<void> BundleWriter::addPartitioned(
    std::string_view key, DType type, const TensorShape &shape, std::span<const TensorSlice> slices, std::int32_t shard)
{
    if (auto good = checkKey(key); !good)
        return good;
    pb::BundleEntryProto entry = entryOf(type, shape, shard);
    for (const TensorSlice &slice : slices)
        sliceTo(slice, *entry.add_slices());
    m_entries.emplace_back(std::string(key), entry.SerializeAsString());
    return {};
}

Result<void> BundleWriter::finish(const JobControl &control)
{
    for (const auto &file : m_data) {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        if (auto synced = file->sync(); !synced)
            return synced;
        if (auto closed = file->close(); !closed)
            return closed;
    }
    return writeIndex(control);
}

Result<void> BundleWriter::writeIndex(const JobControl &control)
{
    std::sort(m_entries.begin(), m_entries.end());
    const auto sameKey = [](const auto &a, const auto &b) { return a.first == b.first; };
    const auto twice = std::adjacent_find(m_entries.begin(), m_entries.end(), sameKey);
    if (twice != m_entries.end())
        return fail(Error{ .fault = Fault::NameTwice, .path = m_files.index, .key = twice->first });
    auto file = createFile(m_files.index, *m_calls);
    if (!file)
        return tl::unexpected(file.error());
    TableWriter table(**file);
    if (auto added = table.add("", encodedHeader(m_data.size())); !added)
        return added;
    std::size_t number = 0;
    for (const auto &[key, entry] : m_entries) {
        if (++number % kEntriesBetweenChecks == 0 && control.cancelled())
            return fail(Fault::Cancelled);
        if (auto added = table.add(key, entry); !added)
            return added;
    }
    if (auto finished = table.finish(); !finished)
        return finished;
    m_indexBytes = (*file)->size();
    if (auto synced = (*file)->sync(); !synced)
        return synced;
    return (*file)->close();
}

std::uint64_t BundleWriter::bytes() const
{
    std::uint64_t sum = m_indexBytes;
    for (const auto &file : m_data)
        sum += file->size();
    return sum;
}

} // namespace ckpt
