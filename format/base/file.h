// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Reading files at given places. pread, no memory map: a file that is cut while the user scrolls must not end the
// program.
#pragma once

#include "format/base/error.h"
#include "format/base/jobcontrol.h"
#include "format/base/limits.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace ckpt {

// An open file of fixed size. Immutable, therefore safe from many threads. Tests substitute it.
class RandomAccessFile {
public:
    virtual ~RandomAccessFile() = default;
    virtual const std::string &path() const = 0;
    // Bytes when it was opened.
    virtual std::uint64_t size() const = 0;
    // Fills all of `into` from `offset`. Fails with ShardTooShort when the file ends before that, ReadFailed when the
    // system says no; the content of `into` is unspecified then.
    virtual Result<void> readAt(std::uint64_t offset, std::span<char> into) const = 0;
};

// Opens a regular file for reading. Fails with NothingThere, NoPermission, IsADirectory or ReadFailed. Does not block
// on a FIFO.
Result<std::shared_ptr<const RandomAccessFile>> openFile(const std::string &path);

// The whole file, if it has at most `maxBytes` (else LimitExceeded).
Result<std::string> readWholeFile(const std::string &path, std::uint64_t maxBytes, const JobControl &control = {});

// True for the text that Git LFS leaves in place of a file it has not fetched.
bool isGitLfsPointer(std::string_view firstBytes);

} // namespace ckpt
