// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes a sorted table (FORMAT.md) with the bytes that TensorFlow's writer makes of the same entries. Nothing is
// compressed: neither format has its tables compressed by default. Memory: a block and the index of blocks; a large
// value goes to the file piece by piece.
#pragma once

#include "format/base/newfile.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// The same for the indexes of V2 and the files of V1 (tsl/lib/io/table_options.h).
struct TableWriterOptions {
    std::size_t blockSize = 262'144; // a block ends with the entry that reaches it
    int restartInterval = 16; // entries from one key that is written in full to the next
};

class TableWriter {
public:
    // `file` is empty and outlives the writer, which neither syncs nor closes it.
    explicit TableWriter(NewFile &file, TableWriterOptions options = {});

    // Keys ascend bytewise and none comes twice (else Internal). A key or value of 4 GiB fails with TooLargeToWrite.
    // These and all below fail as the file does.
    Result<void> add(std::string_view key, std::string_view value);

    // The same for a value of `valueBytes` that comes in pieces, all of it before the next entry (else Internal).
    Result<void> begin(std::string_view key, std::uint64_t valueBytes);
    Result<void> append(std::string_view piece);

    // What follows the last block. Nothing can be added after it.
    Result<void> finish();

private:
    // Entries and restart points of a block that is being filled.
    struct Block {
        std::string entries;
        std::vector<std::uint32_t> restarts{ 0 };
        int sinceRestart = 0;
        std::string lastKey;

        void put(std::string_view key, std::uint64_t valueBytes, int interval);
        std::size_t size() const { return entries.size() + 4 * restarts.size() + 4; }
        std::string end() const; // what follows the entries
    };
    struct Place {
        std::uint64_t offset = 0, size = 0;
    };

    Result<void> checkOrder(std::string_view key, std::uint64_t valueBytes) const;
    void indexPendingBlock(std::string_view separator);
    Result<void> startLargeBlock();
    Result<void> endEntry();
    Result<void> flush();
    Result<void> endBlock(std::uint64_t begin, std::uint32_t crc);
    Result<Place> writeBlock(const Block &block);

    NewFile &m_file;
    TableWriterOptions m_options;
    Block m_block, m_index;
    std::string m_lastKey;
    bool m_any = false; // an entry was added
    bool m_finished = false;
    bool m_pending = false; // the last block waits for the next key, to get a short one of its own
    Place m_pendingBlock;
    std::uint64_t m_missing = 0; // bytes of the value that is being appended
    bool m_large = false; // they go straight to the file
    std::uint64_t m_largeBegin = 0;
    std::uint32_t m_largeCrc = 0;
};

} // namespace ckpt
