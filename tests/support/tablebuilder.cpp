// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tablebuilder.h"

#include "tests/support/wire.h"

#include <algorithm>
#include <snappy.h>

namespace ckpt::test {

namespace {

std::string separator(const std::string &last, std::string_view next)
{
    const std::size_t shorter = std::min(last.size(), next.size());
    std::size_t common = 0;
    while (common < shorter && last[common] == next[common])
        ++common;
    if (common >= shorter)
        return last;
    const auto byte = static_cast<std::uint8_t>(last[common]);
    if (byte >= 0xFF || byte + 1 >= static_cast<std::uint8_t>(next[common]))
        return last;
    std::string shortened = last.substr(0, common + 1);
    shortened[common] = static_cast<char>(byte + 1);
    return shortened;
}

std::string successor(const std::string &key)
{
    for (std::size_t i = 0; i < key.size(); ++i)
        if (static_cast<std::uint8_t>(key[i]) != 0xFF) {
            std::string next = key.substr(0, i + 1);
            next[i] = static_cast<char>(static_cast<std::uint8_t>(key[i]) + 1);
            return next;
        }
    return key;
}

} // namespace

std::string encoded(Handle handle)
{
    std::string bytes;
    putVarint(bytes, handle.offset);
    putVarint(bytes, handle.size);
    return bytes;
}

void BlockBuilder::add(std::string_view key, std::string_view value)
{
    std::size_t shared = 0;
    if (m_sinceRestart < m_interval) {
        const std::size_t shorter = std::min(m_lastKey.size(), key.size());
        while (shared < shorter && m_lastKey[shared] == key[shared])
            ++shared;
    } else {
        m_restarts.push_back(static_cast<std::uint32_t>(m_entries.size()));
        m_sinceRestart = 0;
    }
    addRaw(shared, key.size() - shared, value.size(), std::string(key.substr(shared)).append(value));
    m_lastKey = key;
    ++m_sinceRestart;
}

void BlockBuilder::addRaw(
    std::uint64_t shared, std::uint64_t unshared, std::uint64_t valueLength, std::string_view bytes)
{
    putVarint(m_entries, shared);
    putVarint(m_entries, unshared);
    putVarint(m_entries, valueLength);
    m_entries += bytes;
}

std::string BlockBuilder::finish() const
{
    std::string contents = m_entries;
    for (const std::uint32_t restart : m_restarts)
        putFixed32(contents, restart);
    putFixed32(contents, static_cast<std::uint32_t>(m_restarts.size()));
    return contents;
}

std::string storedBlock(std::string_view contents, std::uint8_t type)
{
    std::string stored(contents);
    stored.push_back(static_cast<char>(type));
    putFixed32(stored, maskedCrc(stored));
    return stored;
}

void TableBuilder::add(std::string_view key, std::string_view value)
{
    if (!m_block.empty() && key.size() + value.size() >= 2 * m_options.blockSize)
        flush();
    if (m_pending)
        addIndexEntry(separator(m_pendingKey, key));
    m_block.add(key, value);
    if (m_block.sizeEstimate() >= m_options.blockSize)
        flush();
}

void TableBuilder::flush()
{
    if (m_block.empty())
        return;
    m_pendingHandle = write(m_block.finish(), true);
    m_pendingKey = m_block.lastKey();
    m_pending = true;
    m_block = BlockBuilder(m_options.restartInterval);
}

void TableBuilder::addIndexEntry(const std::string &separatorKey)
{
    m_index.add(separatorKey, encoded(m_pendingHandle));
    m_pending = false;
}

Handle TableBuilder::write(const std::string &contents, bool dataBlock)
{
    std::string written = contents;
    std::uint8_t type = 0;
    if (dataBlock) {
        type = m_options.blockType;
        if (m_options.editBlock)
            m_options.editBlock(m_blocks, written);
        if (m_options.snappy) {
            std::string compressed;
            snappy::Compress(written.data(), written.size(), &compressed);
            if (compressed.size() < written.size() - written.size() / 8) {
                written = std::move(compressed);
                type = 1;
            }
        }
    }
    Handle handle{ m_file.size(), written.size() };
    std::string stored = storedBlock(written, type);
    if (dataBlock) {
        if (m_options.editStored)
            m_options.editStored(m_blocks, stored);
        if (m_options.editDataHandle)
            m_options.editDataHandle(m_blocks, handle);
        ++m_blocks;
    }
    m_file += stored;
    return handle;
}

std::string TableBuilder::finish()
{
    flush();
    Handle metaindex = write(BlockBuilder().finish(), false);
    if (m_pending)
        addIndexEntry(successor(m_pendingKey));
    Handle index = write(m_index.finish(), false);
    if (m_options.editFooter)
        m_options.editFooter(metaindex, index);
    std::string footer = encoded(metaindex) + encoded(index);
    footer.resize(40, '\0');
    putFixed64(footer, m_options.magic);
    return std::move(m_file) + footer;
}

} // namespace ckpt::test
