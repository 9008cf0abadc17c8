// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writing new files from their beginning to their end. A file is never written in place: createFile() makes one that
// was not there. Not shared between threads.
#pragma once

#include "format/base/error.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace ckpt {

// The calls of the operating system that change files, with its results and errno. A test substitutes them to be a full
// disk, a failing one, or one that takes a byte at a time.
class FileCalls {
public:
    virtual ~FileCalls() = default;
    virtual int open(const char *path, int flags, mode_t mode);
    virtual ssize_t write(int descriptor, const void *bytes, std::size_t count);
    virtual int fsync(int descriptor);
    virtual int close(int descriptor);
    virtual int unlink(const char *path);
    virtual int rename(const char *from, const char *to);
    virtual int link(const char *from, const char *to);

    static FileCalls &system();
};

// A file that grows. After a failure every further call fails with the same error, so that a failure that nobody looked
// at cannot end in a file that seems whole. All can fail with DiskFull (also a quota) or WriteFailed.
class NewFile {
public:
    // Closes without a check; the file stays as it is.
    virtual ~NewFile() = default;
    virtual const std::string &path() const = 0;
    // Bytes appended so far.
    virtual std::uint64_t size() const = 0;
    // May keep the bytes for a while: what is wrong with them is told later then.
    virtual Result<void> append(std::string_view bytes) = 0;
    // Everything appended is on the disk.
    virtual Result<void> sync() = 0;
    // Everything appended is with the system, and it had nothing to complain about. To be called once, as the last.
    virtual Result<void> close() = 0;
};

// A new file with the rights of the user's mask. Fails with AlreadyThere (a link that leads nowhere counts, too),
// NothingThere (the folder), NoWritePermission, DiskFull, WriteFailed. `calls` outlives the file.
Result<std::unique_ptr<NewFile>> createFile(const std::string &path, FileCalls &calls = FileCalls::system());

// The error for an errno of a call that would change `path`: DiskFull, AlreadyThere, NoWritePermission, NothingThere,
// else WriteFailed.
tl::unexpected<Error> failWriting(const std::string &path, int code);

// Names made in `directory` are on the disk. File systems that cannot do this for a directory count as done.
Result<void> syncDirectory(const std::string &directory, FileCalls &calls = FileCalls::system());

} // namespace ckpt
