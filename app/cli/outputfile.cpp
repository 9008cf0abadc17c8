// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/outputfile.h"

#include "format/base/faulttext.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace ckpt {

namespace {

std::string cannotWrite(const std::string &path, int error)
{
    return fmt::format("“{}” cannot be written: {}.", printable(path), std::strerror(error));
}

bool isFileOf(const Checkpoint &checkpoint, const struct stat &target)
{
    std::vector<std::string> files = checkpoint.ref().v1Files;
    files.push_back(checkpoint.ref().prefix + ".index");
    files.push_back(checkpoint.ref().graphFile);
    for (const ShardFile &shard : checkpoint.shards())
        files.push_back(shard.path);
    for (const std::string &file : files) {
        struct stat other { };
        if (::stat(file.c_str(), &other) == 0 && other.st_dev == target.st_dev && other.st_ino == target.st_ino)
            return true;
    }
    return false;
}

} // namespace

tl::expected<OutputFile, std::string> OutputFile::create(
    const std::string &path, Checkpoints checkpoints, Console &console)
{
    OutputFile file;
    if (path == "-") {
        file.m_standard = &console.out();
        return file;
    }
    file.m_path = path;
    struct stat target { };
    const bool exists = ::stat(path.c_str(), &target) == 0;
    if (exists && std::any_of(checkpoints.begin(), checkpoints.end(), [&](const auto &checkpoint) {
            return isFileOf(*checkpoint, target);
        }))
        return tl::unexpected(fmt::format("“{}” belongs to the checkpoint and is not overwritten.", printable(path)));
    if (exists && S_ISDIR(target.st_mode))
        return tl::unexpected(cannotWrite(path, EISDIR));
    if (exists && !S_ISREG(target.st_mode)) { // a device or a pipe has no name to be moved to
        file.m_descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
        std::string name = path + ".XXXXXX";
        file.m_descriptor = ::mkostemp(name.data(), O_CLOEXEC);
        if (file.m_descriptor >= 0) {
            file.m_temporary = name;
            const mode_t mask = ::umask(0);
            ::umask(mask);
            ::fchmod(file.m_descriptor, exists ? target.st_mode & 07777 : 0666 & ~mask);
        }
    }
    if (file.m_descriptor < 0)
        return tl::unexpected(cannotWrite(path, errno));
    file.m_own = std::make_unique<Output>(file.m_descriptor);
    return file;
}

OutputFile::OutputFile(OutputFile &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_temporary(std::exchange(other.m_temporary, {}))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_own(std::move(other.m_own))
    , m_standard(other.m_standard)
{
}

OutputFile::~OutputFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

std::optional<std::string> OutputFile::commit()
{
    if (!m_own)
        return std::nullopt; // standard output is looked after by the console's owner
    m_own->flush();
    if (m_own->error() != 0)
        return cannotWrite(m_path, m_own->error());
    if (::close(std::exchange(m_descriptor, -1)) != 0)
        return cannotWrite(m_path, errno);
    if (!m_temporary.empty() && ::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        return cannotWrite(m_path, errno);
    m_temporary.clear();
    return std::nullopt;
}

} // namespace ckpt
