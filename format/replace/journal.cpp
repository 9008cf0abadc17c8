// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/replace/journal.h"

#include "format/base/crc32c.h"
#include "format/base/file.h"
#include "format/base/paths.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ckpt {

namespace {

constexpr std::string_view kEnding = ".ckptscope-journal";
constexpr std::size_t kMostNameBytes = 255; // of every file system that matters
constexpr int kTries = 100; // each lost to somebody who has just finished

std::string bootId()
{
    const auto text = readWholeFile("/proc/sys/kernel/random/boot_id", 100);
    return text ? text->substr(0, text->find('\n')) : "";
}

std::string writerText(const JournalRecord &record)
{
    return fmt::format("Process {} of the computer “{}” does so.", record.process, record.host);
}

// Where files cannot be locked: may the process that wrote this still be there?
bool mayStillRun(const JournalRecord &record)
{
    JournalRecord own;
    signRecord(own);
    if (record.host != own.host)
        return true; // nobody here can tell
    return record.boot == own.boot && (::kill(static_cast<pid_t>(record.process), 0) == 0 || errno == EPERM);
}

} // namespace

std::string journalName(const std::string &base)
{
    std::string name = "." + base;
    if (name.size() + kEnding.size() > kMostNameBytes) {
        const std::string sum = fmt::format("-{:08x}", crc32c(base));
        name.resize(kMostNameBytes - kEnding.size() - sum.size());
        name += sum;
    }
    return name.append(kEnding);
}

bool isJournalName(std::string_view name)
{
    return name.size() > kEnding.size() + 1 && name.front() == '.' && name.ends_with(kEnding);
}

Journal::Descriptor::~Descriptor()
{
    ::close(number); // and unlocked with it
}

Result<std::unique_ptr<Journal::Descriptor>> Journal::open(const std::string &path, FileCalls &calls)
{
    int descriptor = -1;
    do {
        descriptor = calls.open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0666);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0)
        return failWriting(path, errno);
    return std::make_unique<Descriptor>(descriptor);
}

Result<Journal> Journal::lock(const std::string &directory, const std::string &name, FileCalls &calls)
{
    const std::string path = joinPath(directory, name);
    for (int left = kTries; left > 0; --left) {
        auto file = open(path, calls);
        if (!file)
            return tl::unexpected(file.error());
        const int number = (*file)->number;
        const bool locked = ::flock(number, LOCK_EX | LOCK_NB) == 0;
        const bool busy = !locked && errno == EWOULDBLOCK;
        Journal journal(path, std::move(*file), calls);
        if (busy) {
            const auto read = journal.read(true);
            return fail(Fault::TargetBusy, path, read && journal.m_found ? writerText(*journal.m_found) : "");
        }
        // The one who had it before may have taken the name away since it was opened.
        struct stat opened = {}, named = {};
        if (::fstat(number, &opened) != 0 || ::lstat(path.c_str(), &named) != 0 || opened.st_ino != named.st_ino)
            continue;
        if (!S_ISREG(opened.st_mode))
            return fail(Fault::JournalUnreadable, path, "It is not a file.");
        if (auto read = journal.read(locked); !read)
            return tl::unexpected(read.error());
        return journal;
    }
    return fail(Fault::TargetBusy, path);
}

Result<void> Journal::read(bool locked)
{
    std::string text;
    std::array<char, 65536> block{};
    while (text.size() <= kMostBytes) {
        const ssize_t taken = ::pread(m_file->number, block.data(), block.size(), static_cast<off_t>(text.size()));
        if (taken < 0 && errno == EINTR)
            continue;
        if (taken < 0)
            return fail(Fault::ReadFailed, m_path, std::strerror(errno));
        if (taken == 0)
            break;
        text.append(block.data(), static_cast<std::size_t>(taken));
    }
    auto record = lastRecord(text, m_path);
    if (!record)
        return tl::unexpected(record.error());
    m_found = std::move(*record);
    if (!locked && m_found && mayStillRun(*m_found))
        return fail(Fault::TargetBusy, m_path, writerText(*m_found));
    return {};
}

Result<void> Journal::append(const JournalRecord &record)
{
    ::lseek(m_file->number, 0, SEEK_END);
    const std::string text = encodeRecord(record);
    std::string_view rest = text;
    while (!rest.empty()) {
        const ssize_t taken = m_calls->write(m_file->number, rest.data(), rest.size());
        if (taken < 0 && errno == EINTR)
            continue;
        if (taken <= 0)
            return failWriting(m_path, taken < 0 ? errno : EIO);
        rest.remove_prefix(static_cast<std::size_t>(taken));
    }
    while (m_calls->fsync(m_file->number) != 0) {
        if (errno != EINTR)
            return failWriting(m_path, errno);
    }
    return syncDirectory(directoryOf(m_path), *m_calls);
}

Result<void> Journal::clear()
{
    if (::ftruncate(m_file->number, 0) != 0)
        return failWriting(m_path, errno);
    m_found.reset();
    return {};
}

Result<void> Journal::remove()
{
    if (m_calls->unlink(m_path.c_str()) != 0 && errno != ENOENT)
        return failWriting(m_path, errno);
    return syncDirectory(directoryOf(m_path), *m_calls);
}

void signRecord(JournalRecord &record)
{
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) == 0)
        record.host = host.data();
    record.boot = bootId();
    record.process = ::getpid();
}

} // namespace ckpt
