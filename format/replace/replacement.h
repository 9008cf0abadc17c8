// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Puts a checkpoint in a place, new or in use, so that a reader finds at every instant what was there before, complete,
// or the new one, complete; also when the program is killed or the disk is full at any point. NOTES.md says how.
#pragma once

#include "format/replace/journal.h"
#include "format/replace/recovery.h"

#include <memory>
#include <optional>
#include <string>

namespace ckpt {

class Replacement {
public:
    // Locks the target, finishes or undoes what an earlier run left there, and opens a journal. `prefix` is as
    // TensorFlow takes it; a folder that is a link is followed. Fails with TargetBusy, JournalUnreadable, NothingThere
    // (the folder), NoWritePermission, DiskFull, WriteFailed. `calls` outlives it.
    static Result<std::unique_ptr<Replacement>> begin(
        const std::string &prefix, FileCalls &calls = FileCalls::system());
    // Unless commit() was called, takes away everything that was made.
    ~Replacement();
    Replacement(const Replacement &) = delete;
    Replacement &operator=(const Replacement &) = delete;

    Recovered recovered() const { return m_recovered; }
    const std::string &directory() const { return m_directory; } // real path
    std::string prefix() const; // in directory()
    const TemporaryNames &names() const { return m_names; }
    // Where the new files are to be written: paths of the temporary names.
    std::string path(const std::string &temporaryName) const;

    // For NewFiles::passing: a count of data files that no file has in its name.
    std::int32_t unusedCount(std::int32_t before, std::int32_t after) const;

    // Everything that `after` counts lies under path(names()…), on the disk, whole. Fails as failWriting() says:
    // before the switch everything is undone; after it this succeeds, and `untidied` says why files are left over,
    // which the next begin() takes away.
    Result<void> commit(const OldFiles &before, const NewFiles &after, std::optional<Error> &untidied);

private:
    Replacement(std::string directory, std::string base, Journal journal, FileCalls &calls);
    Result<void> start();
    std::vector<FileIdentity> identitiesMade() const;
    Result<void> tidy();

    std::string m_directory, m_base;
    Journal m_journal;
    FileCalls &m_calls;
    JournalRecord m_record;
    TemporaryNames m_names;
    Recovered m_recovered = Recovered::Nothing;
    bool m_open = true; // neither committed nor given up
};

} // namespace ckpt
