// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// One block of a table: checked, unpacked, walked. Layout: FORMAT.md.
#pragma once

#include "format/base/bytecursor.h"
#include "format/base/error.h"
#include "format/base/file.h"
#include "format/base/limits.h"

#include <functional>
#include <string>
#include <string_view>

namespace ckpt {

// Where a block lies; size without the five bytes of type and checksum that follow it.
struct BlockHandle {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};
inline constexpr std::uint64_t kBlockTrailerSize = 5;

// Reads two varints; nothing when they are not there.
std::optional<BlockHandle> readHandle(ByteCursor &cursor);

struct BlockContents {
    std::string bytes;
    bool compressed = false;
};

// Reads, checks and unpacks a block into `into` (whose memory is reused). `end` is where blocks must end (the footer's
// place). Fails with BlockOutOfFile, LimitExceeded, BlockChecksum, BlockCompression and read errors.
Result<void> readBlock(const RandomAccessFile &file, const BlockHandle &handle, std::uint64_t end, const Limits &limits,
    BlockContents &into);

// Walks the entries of unpacked block contents. `bytes` must outlive the walker; key() and value() are valid until
// next().
class BlockWalker {
public:
    // Fails with BlockDamaged when the restart array does not fit.
    static Result<BlockWalker> make(std::string_view bytes, const Limits &limits = {});

    // Steps to the next entry. False at the end of the block; BlockDamaged when an entry does not fit, or when the keys
    // together have more than Limits::maxKeyRatio times the bytes of the block.
    Result<bool> next();
    std::string_view key() const { return m_key; }
    std::string_view value() const { return m_value; }

private:
    BlockWalker(std::string_view entries, std::uint64_t keyBytes)
        : m_cursor(entries)
        , m_keyBytesLeft(keyBytes)
    {
    }

    ByteCursor m_cursor;
    std::uint64_t m_keyBytesLeft;
    std::string m_key;
    std::string_view m_value;
};

} // namespace ckpt
