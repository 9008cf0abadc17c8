// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A sorted table on disk (FORMAT.md), read tolerantly. Immutable after open(), therefore safe from many threads.
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/base/limits.h"
#include "format/table/block.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

class TableReader {
public:
    // Reads footer and index block. Fails with TableTooShort, TableBadMagic, GitLfsPointer, BlockOutOfFile,
    // BlockChecksum …: then nothing of the table can be found; and with BlockDamaged when two of its blocks share
    // bytes.
    static Result<TableReader> open(std::shared_ptr<const RandomAccessFile> file, const Limits &limits = {});

    const RandomAccessFile &file() const { return *m_file; }
    std::size_t blockCount() const { return m_blocks.size(); }
    const BlockHandle &blockHandle(std::size_t block) const { return m_blocks[block].handle; }

    struct WalkSummary {
        std::uint64_t entries = 0;
        std::uint32_t damagedBlocks = 0;
        bool compressed = false;
    };
    // Calls visit(key, value) for every readable entry in file order; the views are valid during the call; false ends
    // the walk without error. Blocks that are damaged or out of reach, unsorted and duplicate keys go to `issues`.
    // Fails with Cancelled, LimitExceeded, and with BlockDamaged for an entry that lies in a block whose checksum is
    // right: that is no accident of a copy, and then nothing that the table says can be trusted.
    using EntryVisitor = std::function<bool(std::string_view key, std::string_view value)>;
    Result<WalkSummary> forEach(const EntryVisitor &visit, Issues &issues, const JobControl &control = {}) const;

    // Whether the bytes are whole that no value needs: the metaindex block and the footer's padding. Fails with what
    // is wrong there; nothing of it makes a value doubtful.
    Result<void> checkUnused() const;

    // The value under `key`, or nothing when the table does not have it. Reads one block.
    Result<std::optional<std::string>> find(std::string_view key) const;

private:
    struct Block {
        std::string lastKey; // not below any key of the block
        BlockHandle handle;
    };
    TableReader(std::shared_ptr<const RandomAccessFile> file, const Limits &limits)
        : m_file(std::move(file))
        , m_limits(limits)
    {
    }
    Result<void> readIndex(const BlockHandle &handle);
    Error tooMany(std::uint64_t count) const;

    std::shared_ptr<const RandomAccessFile> m_file;
    Limits m_limits;
    std::uint64_t m_end = 0; // where blocks must end
    std::vector<Block> m_blocks;
};

} // namespace ckpt
