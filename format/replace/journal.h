// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The journal of a target, which is its lock too: `.<base>.ckptscope-journal` beside it. Not shared between threads.
#pragma once

#include "format/base/newfile.h"
#include "format/replace/journalrecord.h"

#include <memory>
#include <optional>
#include <string>

namespace ckpt {

// Of the journal for this prefix; where that were too long for a name, with a checksum in place of its end.
std::string journalName(const std::string &base);
// Of any target?
bool isJournalName(std::string_view name);

class Journal {
public:
    static constexpr std::uint64_t kMostBytes = std::uint64_t{ 64 } << 20; // a target of 100,000 files

    // Makes or opens it and holds it alone. Fails with TargetBusy while another process does, JournalUnreadable, and
    // with what createFile() fails with. `calls` outlives the journal.
    static Result<Journal> lock(const std::string &directory, const std::string &name, FileCalls &calls);

    const std::string &path() const { return m_path; }
    // What was in it when it was opened.
    const std::optional<JournalRecord> &found() const { return m_found; }
    // On the disk when this returns. Fails as NewFile does.
    Result<void> append(const JournalRecord &record);
    // Empty again: what was found is dealt with.
    Result<void> clear();
    // The end of it. Fails as failWriting() says.
    Result<void> remove();

private:
    struct Descriptor {
        explicit Descriptor(int opened)
            : number(opened)
        {
        }
        ~Descriptor();
        Descriptor(const Descriptor &) = delete;
        Descriptor &operator=(const Descriptor &) = delete;
        const int number;
    };

    Journal(std::string path, std::unique_ptr<Descriptor> file, FileCalls &calls)
        : m_path(std::move(path))
        , m_file(std::move(file))
        , m_calls(&calls)
    {
    }
    static Result<std::unique_ptr<Descriptor>> open(const std::string &path, FileCalls &calls);
    Result<void> read(bool locked);

    std::string m_path;
    std::unique_ptr<Descriptor> m_file; // locked as long as it is open
    FileCalls *m_calls;
    std::optional<JournalRecord> m_found;
};

// The process that runs this: fills JournalRecord::process, host and boot.
void signRecord(JournalRecord &record);

} // namespace ckpt
