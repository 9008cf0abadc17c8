// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/newfile.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <unistd.h>
#include <utility>

namespace ckpt {

namespace {

// Small tensors come by the hundred thousand; larger pieces go past the buffer.
constexpr std::size_t kBufferBytes = std::size_t{ 256 } << 10;

class PosixNewFile final : public NewFile {
public:
    PosixNewFile(std::string path, int descriptor, FileCalls &calls)
        : m_path(std::move(path))
        , m_descriptor(descriptor)
        , m_calls(calls)
    {
        m_buffer.reserve(kBufferBytes);
    }
    ~PosixNewFile() override
    {
        if (m_descriptor >= 0)
            m_calls.close(m_descriptor);
    }
    PosixNewFile(const PosixNewFile &) = delete;
    PosixNewFile &operator=(const PosixNewFile &) = delete;

    const std::string &path() const override { return m_path; }
    std::uint64_t size() const override { return m_size; }

    Result<void> append(std::string_view bytes) override
    {
        m_size += bytes.size();
        if (m_buffer.size() + bytes.size() <= kBufferBytes) {
            m_buffer += bytes;
            return usable();
        }
        if (auto flushed = flush(); !flushed)
            return flushed;
        if (bytes.size() > kBufferBytes / 4)
            return write(bytes);
        m_buffer = bytes;
        return {};
    }

    Result<void> sync() override
    {
        if (auto flushed = flush(); !flushed)
            return flushed;
        while (m_calls.fsync(m_descriptor) != 0) {
            if (errno != EINTR)
                return remember(errno);
        }
        return {};
    }

    Result<void> close() override
    {
        if (auto flushed = flush(); !flushed)
            return flushed;
        // Linux has closed it in any case; another try could close the file of another thread.
        const int closed = m_calls.close(std::exchange(m_descriptor, -1));
        if (closed != 0 && errno != EINTR)
            return remember(errno);
        return {};
    }

private:
    Result<void> usable() const
    {
        if (m_error)
            return fail(*m_error);
        if (m_descriptor < 0)
            return fail(Fault::Internal, m_path, "It is closed.");
        return {};
    }
    tl::unexpected<Error> remember(int code)
    {
        m_error = failWriting(m_path, code).value();
        return fail(*m_error);
    }
    Result<void> flush()
    {
        auto written = write(m_buffer);
        m_buffer.clear();
        return written;
    }
    Result<void> write(std::string_view bytes)
    {
        if (auto open = usable(); !open)
            return open;
        while (!bytes.empty()) {
            const ssize_t taken =
                m_calls.write(m_descriptor, bytes.data(), std::min<std::size_t>(bytes.size(), std::size_t{ 1 } << 30));
            if (taken < 0 && errno == EINTR)
                continue;
            if (taken <= 0) // nothing at all, without a reason: another try could go on for ever
                return remember(taken < 0 ? errno : EIO);
            bytes.remove_prefix(static_cast<std::size_t>(taken));
        }
        return {};
    }

    std::string m_path;
    int m_descriptor;
    FileCalls &m_calls;
    std::uint64_t m_size = 0;
    std::string m_buffer;
    std::optional<Error> m_error; // the first one
};

} // namespace

tl::unexpected<Error> failWriting(const std::string &path, int code)
{
    Fault fault = Fault::WriteFailed;
    if (code == ENOSPC || code == EDQUOT)
        fault = Fault::DiskFull;
    else if (code == EEXIST || code == ELOOP)
        fault = Fault::AlreadyThere;
    else if (code == EACCES || code == EPERM || code == EROFS)
        fault = Fault::NoWritePermission;
    else if (code == ENOENT || code == ENOTDIR)
        fault = Fault::NothingThere;
    return fail(fault, path, std::strerror(code));
}

int FileCalls::open(const char *path, int flags, mode_t mode)
{
    return ::open(path, flags, mode);
}
ssize_t FileCalls::write(int descriptor, const void *bytes, std::size_t count)
{
    return ::write(descriptor, bytes, count);
}
int FileCalls::fsync(int descriptor)
{
    return ::fsync(descriptor);
}
int FileCalls::close(int descriptor)
{
    return ::close(descriptor);
}
int FileCalls::unlink(const char *path)
{
    return ::unlink(path);
}

int FileCalls::rename(const char *from, const char *to)
{
    return ::rename(from, to);
}
int FileCalls::link(const char *from, const char *to)
{
    return ::link(from, to);
}

FileCalls &FileCalls::system()
{
    static FileCalls calls;
    return calls;
}

Result<std::unique_ptr<NewFile>> createFile(const std::string &path, FileCalls &calls)
{
    if (path.find('\0') != std::string::npos) // the system would make what stands before it
        return fail(Fault::WriteFailed, path, "a file name cannot hold a zero byte");
    int descriptor = -1;
    do {
        descriptor = calls.open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0)
        return failWriting(path, errno);
    return std::make_unique<PosixNewFile>(path, descriptor, calls);
}

Result<void> syncDirectory(const std::string &directory, FileCalls &calls)
{
    const int descriptor = calls.open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (descriptor < 0)
        return failWriting(directory, errno);
    int code = 0;
    while (calls.fsync(descriptor) != 0) {
        code = errno;
        if (code != EINTR)
            break;
        code = 0;
    }
    calls.close(descriptor);
    if (code != 0 && code != EINVAL && code != EROFS)
        return failWriting(directory, code);
    return {};
}

} // namespace ckpt
