// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes the sorted table that indexes and V1 files are made of, byte for byte as TensorFlow does, and every wrong one
// a test may want: keys in any order, blocks with bytes of one's own, handles and footers that lie.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt::test {

struct Handle {
    std::uint64_t offset = 0;
    std::uint64_t size = 0; // without the trailer
};
std::string encoded(Handle handle);

// Contents of one block, entries and restart array. Keys are taken as they come.
class BlockBuilder {
public:
    explicit BlockBuilder(int restartInterval = 16)
        : m_interval(restartInterval)
    {
    }
    void add(std::string_view key, std::string_view value);
    // An entry of one's own: the three lengths as given, then the bytes.
    void addRaw(std::uint64_t shared, std::uint64_t unshared, std::uint64_t valueLength, std::string_view bytes);
    bool empty() const { return m_entries.empty(); }
    std::size_t sizeEstimate() const { return m_entries.size() + 4 * m_restarts.size() + 4; }
    const std::string &lastKey() const { return m_lastKey; }
    std::string finish() const;

private:
    int m_interval;
    int m_sinceRestart = 0;
    std::string m_entries, m_lastKey;
    std::vector<std::uint32_t> m_restarts{ 0 };
};

struct TableOptions {
    std::size_t blockSize = 262144;
    int restartInterval = 16;
    bool snappy = false; // kept only where it saves an eighth, as TensorFlow's writer does
    // Changes what is written, after everything was computed honestly. All may be empty.
    std::function<void(std::size_t block, std::string &contents)>
        editBlock; // data blocks, before compression and checksum
    std::function<void(std::size_t block, std::string &stored)> editStored; // data blocks, after the trailer was added
    std::function<void(std::size_t block, Handle &handle)> editDataHandle; // as it is put into the index block
    std::function<void(Handle &metaindex, Handle &index)> editFooter;
    std::uint8_t blockType = 0; // type byte of the data blocks that are not compressed; 0 is the honest one
    std::uint64_t magic = 0xDB4775248B80FB57u;
};

class TableBuilder {
public:
    explicit TableBuilder(TableOptions options = {})
        : m_options(std::move(options))
        , m_block(m_options.restartInterval)
    {
    }

    void add(std::string_view key, std::string_view value);
    // Ends the data block here.
    void flush();
    // The file. The builder is used up.
    std::string finish();
    std::size_t blocks() const { return m_blocks; }

private:
    Handle write(const std::string &contents, bool dataBlock);
    void addIndexEntry(const std::string &separator);

    TableOptions m_options;
    std::string m_file;
    BlockBuilder m_block;
    BlockBuilder m_index{ 1 };
    std::size_t m_blocks = 0;
    bool m_pending = false; // a block is written, its separator waits for the next key
    Handle m_pendingHandle;
    std::string m_pendingKey;
};

// Contents with type byte and masked checksum, as a block lies in the file.
std::string storedBlock(std::string_view contents, std::uint8_t type = 0);

} // namespace ckpt::test
