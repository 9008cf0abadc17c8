// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Disks that fail when a test wants it. Everything else goes to the real one.
#pragma once

#include "format/base/newfile.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>

namespace ckpt::test {

class BrokenDisk : public FileCalls {
public:
    int failAt = -1; // this call (open to write, write, fsync, close, rename, link; from 0) and all later ones fail …
    int error = ENOSPC; // … with this
    bool once = false; // only that call fails
    std::size_t most = SIZE_MAX; // bytes that one write takes
    bool interrupted = false; // every other call is interrupted before it does anything
    int calls = 0;

    int open(const char *path, int flags, mode_t mode) override
    {
        return (flags & O_CREAT) != 0 && fails() ? -1 : FileCalls::open(path, flags, mode);
    }
    ssize_t write(int descriptor, const void *bytes, std::size_t count) override
    {
        return fails() ? -1 : FileCalls::write(descriptor, bytes, std::min(count, most));
    }
    int fsync(int descriptor) override { return fails() ? -1 : FileCalls::fsync(descriptor); }
    int rename(const char *from, const char *to) override { return fails(false) ? -1 : FileCalls::rename(from, to); }
    int link(const char *from, const char *to) override { return fails(false) ? -1 : FileCalls::link(from, to); }
    int close(int descriptor) override
    {
        const bool failing = fails(false);
        const int closed = FileCalls::close(descriptor); // even then
        return failing ? errno = error, -1 : closed;
    }

private:
    bool fails(bool mayBeInterrupted = true)
    {
        if (interrupted && mayBeInterrupted && (m_turn = !m_turn)) {
            errno = EINTR;
            return true;
        }
        const int call = calls++;
        errno = error;
        return failAt >= 0 && (once ? call == failAt : call >= failAt);
    }
    bool m_turn = false;
};

} // namespace ckpt::test
