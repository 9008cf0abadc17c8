// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/file.h"

#include "format/base/allocate.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ckpt {

namespace {

tl::unexpected<Error> failErrno(const std::string &path, int code)
{
    if (code == ENOENT || code == ENOTDIR || code == ENAMETOOLONG || code == ELOOP)
        return fail(Fault::NothingThere, path);
    if (code == EACCES || code == EPERM)
        return fail(Fault::NoPermission, path);
    return fail(Fault::ReadFailed, path, std::strerror(code));
}

class PosixFile final : public RandomAccessFile {
public:
    PosixFile(std::string path, int descriptor, std::uint64_t size)
        : m_path(std::move(path))
        , m_descriptor(descriptor)
        , m_size(size)
    {
    }
    ~PosixFile() override { ::close(m_descriptor); }
    PosixFile(const PosixFile &) = delete;
    PosixFile &operator=(const PosixFile &) = delete;

    const std::string &path() const override { return m_path; }
    std::uint64_t size() const override { return m_size; }

    Result<void> readAt(std::uint64_t offset, std::span<char> into) const override
    {
        std::uint64_t at = offset;
        if (offset > INT64_MAX - into.size()) // no file reaches there
            return failEnd(at, into.size());
        while (!into.empty()) {
            const std::size_t piece = std::min<std::size_t>(into.size(), std::size_t{ 1 } << 30);
            const ssize_t got = ::pread(m_descriptor, into.data(), piece, static_cast<off_t>(at));
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return failErrno(m_path, errno);
            if (got == 0)
                return failEnd(at, into.size());
            at += static_cast<std::uint64_t>(got);
            into = into.subspan(static_cast<std::size_t>(got));
        }
        return {};
    }

private:
    tl::unexpected<Error> failEnd(std::uint64_t at, std::uint64_t length) const
    {
        Error error{ .fault = Fault::ShardTooShort, .path = m_path, .where = ByteRange{ at, length } };
        error.actual = static_cast<std::int64_t>(m_size);
        return fail(std::move(error));
    }

    std::string m_path;
    int m_descriptor;
    std::uint64_t m_size;
};

} // namespace

Result<std::shared_ptr<const RandomAccessFile>> openFile(const std::string &path)
{
    if (path.find('\0') != std::string::npos) // the system would open what stands before it
        return fail(Fault::NothingThere, path);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return failErrno(path, errno);
    struct stat status { };
    if (::fstat(descriptor, &status) != 0) {
        const int code = errno;
        ::close(descriptor);
        return failErrno(path, code);
    }
    if (!S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return S_ISDIR(status.st_mode) ? fail(Fault::IsADirectory, path)
                                       : fail(Fault::ReadFailed, path, "not a regular file");
    }
    return std::make_shared<const PosixFile>(path, descriptor, static_cast<std::uint64_t>(status.st_size));
}

Result<std::string> readWholeFile(const std::string &path, std::uint64_t maxBytes, const JobControl &control)
{
    auto file = openFile(path);
    if (!file)
        return tl::unexpected(file.error());
    const std::uint64_t size = (*file)->size();
    if (size > maxBytes) {
        Error error{ .fault = Fault::LimitExceeded, .path = path };
        error.expected = static_cast<std::int64_t>(maxBytes);
        error.actual = static_cast<std::int64_t>(size);
        return fail(std::move(error));
    }
    std::string content;
    if (auto room = resizeTo(content, size); !room)
        return tl::unexpected(room.error());
    constexpr std::uint64_t kPiece = 4 << 20;
    for (std::uint64_t at = 0; at < size; at += kPiece) {
        if (control.cancelled())
            return fail(Fault::Cancelled, path);
        const auto piece = static_cast<std::size_t>(std::min(kPiece, size - at));
        if (auto read = (*file)->readAt(at, std::span(content).subspan(at, piece)); !read)
            return tl::unexpected(read.error());
        control.report(at + piece, size);
    }
    return content;
}

bool isGitLfsPointer(std::string_view firstBytes)
{
    return firstBytes.starts_with("version https://git-lfs.github.com/spec/");
}

} // namespace ckpt
