// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/checkpointbuilder.h"

#include <cstdio>

namespace ckpt::test {

std::string BundleEntry::encoded() const
{
    Message entry;
    if (dtype != 0)
        entry.number(1, dtype);
    entry.bytes(2, shapeMessage(dims));
    if (shard != 0)
        entry.number(3, shard);
    if (offset != 0)
        entry.number(4, offset);
    if (size != 0)
        entry.number(5, size);
    entry.fixed32(6, crc);
    return entry.str();
}

BundleBuilder::BundleBuilder(int shards)
    : m_data(static_cast<std::size_t>(shards))
{
    setHeader(shards);
}

void BundleBuilder::setHeader(
    std::int64_t shards, std::int64_t endianness, std::int64_t producer, std::int64_t minConsumer)
{
    Message version;
    if (producer != 0)
        version.number(1, producer);
    if (minConsumer != 0)
        version.number(2, minConsumer);
    Message header;
    if (shards != 0)
        header.number(1, shards);
    if (endianness != 0)
        header.number(2, endianness);
    header.bytes(3, version.str());
    m_entries[""] = header.str();
}

BundleEntry BundleBuilder::add(const std::string &name, std::int64_t dtype, const std::vector<std::int64_t> &dims,
    std::string_view bytes, int shard)
{
    std::string &file = data(shard);
    BundleEntry entry{ dtype, dims, shard, static_cast<std::int64_t>(file.size()),
        static_cast<std::int64_t>(bytes.size()), maskedCrc(bytes) };
    file += bytes;
    m_entries[name] = entry.encoded();
    return entry;
}

BundleEntry BundleBuilder::addStrings(
    const std::string &name, const std::vector<std::int64_t> &dims, const std::vector<std::string> &strings, int shard)
{
    std::string stored, fixedLengths, characters;
    for (const std::string &text : strings) {
        putVarint(stored, text.size());
        putFixed32(fixedLengths, static_cast<std::uint32_t>(text.size()));
        characters += text;
    }
    std::string lengthChecksum;
    putFixed32(lengthChecksum, maskedCrc(fixedLengths));
    stored += lengthChecksum + characters;

    std::string &file = data(shard);
    BundleEntry entry{ 7, dims, shard, static_cast<std::int64_t>(file.size()), static_cast<std::int64_t>(stored.size()),
        maskedCrc(fixedLengths + lengthChecksum + characters) };
    file += stored;
    m_entries[name] = entry.encoded();
    return entry;
}

void BundleBuilder::addParts(
    const std::string &name, std::int64_t dtype, const std::vector<std::int64_t> &dims, const std::vector<Part> &parts)
{
    Message whole;
    whole.number(1, dtype);
    whole.bytes(2, shapeMessage(dims));
    for (const Part &part : parts) {
        whole.bytes(7, sliceMessage(part.extents));
        add(sliceKey(name, part.extents), dtype, part.dims, part.bytes, part.shard);
    }
    m_entries[name] = whole.str();
}

std::string BundleBuilder::index(TableOptions options) const
{
    TableBuilder table(std::move(options));
    for (const auto &[key, value] : m_entries)
        table.add(key, value);
    return table.finish();
}

void BundleBuilder::write(const std::string &prefix, TableOptions options) const
{
    const int shards = static_cast<int>(m_data.size());
    for (int shard = 0; shard < shards; ++shard)
        writeFile(shardPath(prefix, shard, shards), m_data[static_cast<std::size_t>(shard)]);
    writeFile(prefix + ".index", index(std::move(options)));
}

std::string BundleBuilder::shardPath(const std::string &prefix, int shard, int shards)
{
    char suffix[48];
    std::snprintf(suffix, sizeof suffix, ".data-%05d-of-%05d", shard, shards);
    return prefix + suffix;
}

void SlicesBuilder::add(
    const std::string &name, std::int64_t dtype, const std::vector<std::int64_t> &dims, std::string_view tensorProto)
{
    addParts(name, dtype, dims, { { std::vector<Extent>(dims.size()), std::string(tensorProto) } });
}

void SlicesBuilder::addParts(const std::string &name, std::int64_t dtype, const std::vector<std::int64_t> &dims,
    const std::vector<std::pair<std::vector<Extent>, std::string>> &parts)
{
    Message line;
    line.bytes(1, name).bytes(2, shapeMessage(dims)).number(3, dtype);
    for (const auto &[extents, tensorProto] : parts) {
        const std::string slice = sliceMessage(extents);
        line.bytes(4, slice);
        Message data;
        data.bytes(1, name).bytes(2, slice).bytes(3, tensorProto);
        m_entries[sliceKey(name, extents)] = Message().bytes(2, data.str()).str();
    }
    m_contents.push_back(line.str());
}

std::string SlicesBuilder::table(TableOptions options) const
{
    Message meta;
    for (const std::string &line : m_contents)
        meta.bytes(1, line);
    meta.bytes(2, Message().number(1, 1).str());

    TableBuilder table(std::move(options));
    if (!m_entries.contains(""))
        table.add("", Message().bytes(1, meta.str()).str());
    for (const auto &[key, value] : m_entries)
        table.add(key, value);
    return table.finish();
}

std::string SlicesBuilder::floatValues(const std::vector<float> &values)
{
    return Message().bytes(5, elements(values)).str();
}

std::string SlicesBuilder::doubleValues(const std::vector<double> &values)
{
    return Message().bytes(6, elements(values)).str();
}

std::string SlicesBuilder::intValues(const std::vector<std::int64_t> &values, int field)
{
    std::string packed;
    for (const std::int64_t value : values)
        putVarint(packed, static_cast<std::uint64_t>(value));
    return Message().bytes(field, packed).str();
}

std::string SlicesBuilder::stringValues(const std::vector<std::string> &values)
{
    Message proto;
    for (const std::string &value : values)
        proto.bytes(8, value);
    return proto.str();
}

} // namespace ckpt::test
