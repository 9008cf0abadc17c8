// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/replace/recovery.h"

#include "format/base/file.h"
#include "format/base/paths.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <span>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ckpt {

namespace {

constexpr std::size_t kCopyBytes = std::size_t{ 1 } << 20;

bool isThere(const std::string &path)
{
    struct stat status = {};
    return ::lstat(path.c_str(), &status) == 0;
}

// For file systems that give a file one name only.
Result<void> copyFile(const std::string &from, const std::string &to, FileCalls &calls)
{
    const auto source = openFile(from);
    if (!source)
        return tl::unexpected(source.error());
    auto target = createFile(to, calls);
    if (!target)
        return tl::unexpected(target.error());
    std::string block;
    for (std::uint64_t at = 0; at < (*source)->size(); at += block.size()) {
        block.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kCopyBytes, (*source)->size() - at)));
        if (auto read = (*source)->readAt(at, block); !read)
            return read;
        if (auto appended = (*target)->append(block); !appended)
            return appended;
    }
    if (auto synced = (*target)->sync(); !synced)
        return synced;
    return (*target)->close();
}

// Files of one directory, by name.
class Directory {
public:
    Directory(const std::string &path, FileCalls &calls)
        : m_path(path)
        , m_calls(calls)
    {
    }
    bool has(const std::string &name) const { return isThere(in(name)); }
    FileIdentity identity(const std::string &name) const { return identityOf(in(name)); }

    Result<void> sync() { return syncDirectory(m_path, m_calls); }
    Result<void> move(const std::string &from, const std::string &to)
    {
        return m_calls.rename(in(from).c_str(), in(to).c_str()) == 0 ? Result<void>{} : failWriting(in(to), errno);
    }
    Result<void> remove(const std::string &name)
    {
        return m_calls.unlink(in(name).c_str()) == 0 || errno == ENOENT ? Result<void>{} : failWriting(in(name), errno);
    }
    Result<void> link(const std::string &from, const std::string &to)
    {
        if (m_calls.link(in(from).c_str(), in(to).c_str()) == 0)
            return {};
        const int code = errno;
        if (code != EPERM && code != EOPNOTSUPP && code != EMLINK && code != ENOSYS)
            return failWriting(in(to), code);
        return copyFile(in(from), in(to), m_calls);
    }
    // Everything whose name begins so, but `except`.
    Result<void> sweep(const std::string &start, const std::string &except = {})
    {
        std::error_code code;
        std::vector<std::string> names;
        for (std::filesystem::directory_iterator entry(m_path, code), end; !code && entry != end; entry.increment(code))
            if (const std::string name = entry->path().filename().native(); name.starts_with(start) && name != except)
                names.push_back(name);
        if (code)
            return failWriting(m_path, code.value());
        for (const std::string &name : names)
            if (auto removed = remove(name); !removed)
                return removed;
        return {};
    }

private:
    std::string in(const std::string &name) const { return joinPath(m_path, name); }

    const std::string &m_path;
    FileCalls &m_calls;
};

Result<void> carryOutOne(Directory &directory, const Operation &operation, bool again)
{
    using Kind = Operation::Kind;
    if (operation.kind == Kind::Sync)
        return directory.sync();
    if (operation.kind == Kind::Remove)
        return directory.remove(operation.from);
    if (again && !directory.has(operation.from))
        return {}; // the earlier run came past this
    if (operation.kind == Kind::Move)
        return directory.move(operation.from, operation.to);
    if (again) {
        if (auto removed = directory.remove(operation.to); !removed)
            return removed;
    }
    return directory.link(operation.from, operation.to);
}

// One run's leavings.
class Remains {
public:
    Remains(const std::string &directory, const JournalRecord &record, Journal &journal, FileCalls &calls)
        : m_path(directory)
        , m_directory(directory, calls)
        , m_record(record)
        , m_journal(journal)
        , m_calls(calls)
        , m_start(TemporaryNames(record.id).start())
    {
    }

    Result<Recovered> recover()
    {
        using Phase = JournalRecord::Phase;
        if (m_record.phase == Phase::Done)
            return swept(Recovered::Finished);
        if (m_record.phase == Phase::Writing)
            return swept(Recovered::Undone);
        if (!switched())
            return undo();
        if (!stillOurs())
            return leave();
        // Never the switch itself: its source may be another file by now.
        if (auto rest = carryOut(m_path, m_record.list, m_record.list.switchAt + 1, true, m_calls); !rest)
            return tl::unexpected(rest.error());
        return done(Recovered::Finished);
    }

private:
    const Operation &theSwitch() const { return m_record.list.operations[m_record.list.switchAt]; }
    bool isTemporary(const std::string &name) const { return name.starts_with(m_start); }
    bool isOurs(const std::string &name) const
    {
        const FileIdentity found = m_directory.identity(name);
        return found != FileIdentity{}
        && std::find(m_record.made.begin(), m_record.made.end(), found) != m_record.made.end();
    }

    // The file that switched() looks at.
    const std::string &keptToTell() const { return isTemporary(theSwitch().from) ? theSwitch().from : theSwitch().to; }
    // It either brings a file of ours in, or takes the old index out of the way.
    bool switched() const { return m_directory.has(keptToTell()) != isTemporary(theSwitch().from); }
    bool stillOurs() const
    {
        if (isTemporary(theSwitch().from))
            return isOurs(theSwitch().to);
        return !m_directory.has(theSwitch().from) && isOurs(m_record.base);
    }

    Result<Recovered> swept(Recovered outcome)
    {
        if (auto done = m_directory.sweep(m_start); !done)
            return tl::unexpected(done.error());
        if (auto synced = m_directory.sync(); !synced)
            return tl::unexpected(synced.error());
        return outcome;
    }

    // Said in the journal before the last file goes: without it, whether the switch was made could not be told any
    // more, and a file that somebody saves meanwhile may get the number of one of ours.
    Result<Recovered> done(Recovered outcome)
    {
        if (auto most = m_directory.sweep(m_start, keptToTell()); !most)
            return tl::unexpected(most.error());
        if (auto synced = m_directory.sync(); !synced)
            return tl::unexpected(synced.error());
        JournalRecord last = m_record;
        last.phase = JournalRecord::Phase::Done;
        if (auto appended = m_journal.append(last); !appended)
            return tl::unexpected(appended.error());
        return swept(outcome);
    }

    Result<Recovered> undo()
    {
        const auto &all = m_record.list.operations;
        for (std::size_t i = m_record.list.switchAt; i-- > 0;) {
            const Operation &operation = all[i];
            if (operation.kind != Operation::Kind::Move || m_directory.has(operation.from))
                continue;
            Result<void> back;
            if (!isTemporary(operation.from)) {
                if (m_directory.has(operation.to))
                    back = m_directory.move(operation.to, operation.from);
            } else if (isOurs(operation.to)) {
                back = m_directory.remove(operation.to);
            }
            if (!back)
                return tl::unexpected(back.error());
        }
        return done(Recovered::Undone);
    }

    // Somebody has saved under this name since. Only what is certainly ours goes.
    Result<Recovered> leave()
    {
        for (const Operation &operation : m_record.list.operations) {
            if (operation.kind != Operation::Kind::Link || !isOurs(operation.from))
                continue;
            if (auto removed = m_directory.remove(operation.from); !removed)
                return tl::unexpected(removed.error());
        }
        return done(Recovered::Overtaken);
    }

    const std::string &m_path;
    Directory m_directory;
    const JournalRecord &m_record;
    Journal &m_journal;
    FileCalls &m_calls;
    const std::string m_start;
};

} // namespace

FileIdentity identityOf(const std::string &path)
{
    struct stat status = {};
    if (::lstat(path.c_str(), &status) != 0)
        return {};
    return { static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino) };
}

Result<void> carryOut(const std::string &directory, const OperationList &list, std::size_t from, bool again,
    FileCalls &calls, std::size_t *done)
{
    Directory files(directory, calls);
    for (std::size_t i = from; i < list.operations.size(); ++i) {
        if (auto carried = carryOutOne(files, list.operations[i], again); !carried)
            return carried;
        if (done)
            *done = i + 1;
    }
    return {};
}

Result<Recovered> recover(const std::string &directory, const JournalRecord &record, Journal &journal, FileCalls &calls)
{
    return Remains(directory, record, journal, calls).recover();
}

std::vector<Unfinished> findUnfinished(const std::string &directory)
{
    std::error_code code;
    std::vector<Unfinished> found;
    for (std::filesystem::directory_iterator entry(directory, code), end; !code && entry != end;
         entry.increment(code)) {
        const std::string name = entry->path().filename().native();
        if (!isJournalName(name))
            continue;
        const std::string path = joinPath(directory, name);
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
        if (descriptor < 0)
            continue;
        const bool running = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        ::close(descriptor);
        if (running)
            continue;
        const auto text = readWholeFile(path, Journal::kMostBytes);
        const auto record = text ? lastRecord(*text, path) : std::nullopt;
        found.push_back({ path, record && *record ? (*record)->base : "" });
    }
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.journal < b.journal; });
    return found;
}

std::vector<RecoveredTarget> recoverDirectory(const std::string &directory, FileCalls &calls)
{
    std::vector<RecoveredTarget> targets;
    for (const Unfinished &target : findUnfinished(directory)) {
        const auto outcome = [&]() -> Result<Recovered> {
            auto journal = Journal::lock(directory, std::string(baseName(target.journal)), calls);
            if (!journal)
                return tl::unexpected(journal.error());
            const auto recovered =
                journal->found() ? recover(directory, *journal->found(), *journal, calls) : Recovered::Nothing;
            if (!recovered)
                return recovered;
            if (auto removed = journal->remove(); !removed)
                return tl::unexpected(removed.error());
            return recovered;
        }();
        targets.push_back({ target, outcome });
    }
    return targets;
}

} // namespace ckpt
