// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/replace/replacement.h"

#include "format/base/paths.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <random>
#include <set>

namespace ckpt {

namespace {

std::string randomId()
{
    return fmt::format("{:08x}", std::random_device{}() & 0xFFFFFFFFU);
}

// The names in a directory that begin so.
std::vector<std::string> namesIn(const std::string &directory, const std::string &start)
{
    std::vector<std::string> names;
    std::error_code code;
    for (std::filesystem::directory_iterator entry(directory, code), end; !code && entry != end; entry.increment(code))
        if (entry->path().filename().native().starts_with(start))
            names.push_back(entry->path().filename().native());
    return names;
}

} // namespace

Replacement::Replacement(std::string directory, std::string base, Journal journal, FileCalls &calls)
    : m_directory(std::move(directory))
    , m_base(std::move(base))
    , m_journal(std::move(journal))
    , m_calls(calls)
    , m_names("")
{
    signRecord(m_record);
    m_record.base = m_base;
    do {
        m_record.id = randomId();
        m_names = TemporaryNames(m_record.id);
    } while (!namesIn(m_directory, m_names.start()).empty());
}

Result<std::unique_ptr<Replacement>> Replacement::begin(const std::string &prefix, FileCalls &calls)
{
    const std::string given = directoryOf(prefix);
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(given.c_str(), nullptr), &std::free);
    if (!real)
        return failWriting(given, errno);
    const std::string base(baseName(prefix));
    if (base.empty() || base == "." || base == ".." || base.find('\0') != std::string::npos)
        return fail(Fault::WriteFailed, prefix, "this is not the name of a file");
    auto journal = Journal::lock(real.get(), journalName(base), calls);
    if (!journal)
        return tl::unexpected(journal.error());
    std::unique_ptr<Replacement> replacement(new Replacement(real.get(), base, std::move(*journal), calls));
    if (auto started = replacement->start(); !started)
        return tl::unexpected(started.error());
    return replacement;
}

Result<void> Replacement::start()
{
    if (const auto &found = m_journal.found()) {
        // A journal of another base has this name only where both are too long for one.
        const auto recovered = recover(m_directory, *found, m_journal, m_calls);
        if (!recovered) {
            m_open = false; // the next run tries again
            return tl::unexpected(recovered.error());
        }
        m_recovered = *recovered;
        if (auto cleared = m_journal.clear(); !cleared) {
            m_open = false;
            return cleared;
        }
    }
    return m_journal.append(m_record);
}

Replacement::~Replacement()
{
    if (!m_open)
        return;
    const auto undone = recover(m_directory, m_record, m_journal, m_calls);
    // Nothing was renamed yet: all that could come back after a power failure are files that mean nothing.
    const bool harmless =
        m_record.phase == JournalRecord::Phase::Writing && namesIn(m_directory, m_names.start()).empty();
    if (undone || harmless)
        static_cast<void>(m_journal.remove());
}

std::string Replacement::prefix() const
{
    return joinPath(m_directory, m_base);
}

std::string Replacement::path(const std::string &temporaryName) const
{
    return joinPath(m_directory, temporaryName);
}

std::int32_t Replacement::unusedCount(std::int32_t before, std::int32_t after) const
{
    std::set<std::int32_t> used;
    for (const std::string &name : namesIn(m_directory, m_base + ".data-")) {
        const std::size_t of = name.rfind("-of-");
        std::int32_t count = 0;
        if (of != std::string::npos)
            std::from_chars(name.data() + of + 4, name.data() + name.size(), count);
        used.insert(count);
    }
    std::int32_t count = std::max(before, after) + 1;
    while (used.contains(count))
        ++count;
    return count;
}

std::vector<FileIdentity> Replacement::identitiesMade() const
{
    std::vector<FileIdentity> made;
    for (const std::string &name : namesIn(m_directory, m_names.start()))
        made.push_back(identityOf(path(name)));
    return made;
}

Result<void> Replacement::commit(const OldFiles &before, const NewFiles &after, std::optional<Error> &untidied)
{
    JournalRecord record = m_record;
    record.phase = JournalRecord::Phase::Commit;
    record.list = planReplacement(m_base, before, after, m_names);
    record.made = identitiesMade();
    if (auto appended = m_journal.append(record); !appended)
        return appended; // nothing is moved yet; if the line reached the disk all the same, undoing it does nothing
    m_record = std::move(record);
    std::size_t done = 0;
    const auto carried = carryOut(m_directory, m_record.list, 0, false, m_calls, &done);
    if (!carried && done <= m_record.list.switchAt)
        return carried; // undone when this goes
    m_open = false;
    if (const auto tidied = carried ? tidy() : carried; !tidied) {
        untidied = tidied.error();
        untidied->fault = Fault::NotTidied;
        untidied->path = prefix();
    }
    return {};
}

Result<void> Replacement::tidy()
{
    m_record.phase = JournalRecord::Phase::Done;
    if (auto appended = m_journal.append(m_record); !appended)
        return appended;
    if (auto swept = recover(m_directory, m_record, m_journal, m_calls); !swept)
        return tl::unexpected(swept.error());
    return m_journal.remove();
}

} // namespace ckpt
