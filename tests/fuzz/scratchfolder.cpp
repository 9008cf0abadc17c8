// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/scratchfolder.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ckpt::fuzz {

namespace {

[[noreturn]] void die(const char *what, const std::string &path)
{
    std::fprintf(stderr, "cannot %s %s\n", what, path.c_str());
    std::exit(1);
}

} // namespace

ScratchFolder::ScratchFolder()
{
    // Memory where there is some: a target writes its files thousands of times a second.
    m_path = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm/ckptscope-XXXXXX" : "/tmp/ckptscope-XXXXXX";
    if (!::mkdtemp(m_path.data()))
        die("make", m_path);
}

ScratchFolder::~ScratchFolder()
{
    hold({});
    ::rmdir(m_path.c_str());
}

void ScratchFolder::hold(const std::map<std::string, std::string_view> &files)
{
    for (auto file = m_descriptors.begin(); file != m_descriptors.end();) {
        if (files.contains(file->first)) {
            ++file;
            continue;
        }
        ::close(file->second);
        ::unlink(path(file->first).c_str());
        file = m_descriptors.erase(file);
    }
    for (const auto &[name, bytes] : files)
        write(name, bytes);
}

void ScratchFolder::write(const std::string &name, std::string_view bytes)
{
    const auto [place, isNew] = m_descriptors.try_emplace(name, -1);
    int &descriptor = place->second;
    if (isNew)
        descriptor = ::open(path(name).c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0 || ::ftruncate(descriptor, 0) != 0
        || ::pwrite(descriptor, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        die("write", path(name));
}

} // namespace ckpt::fuzz
