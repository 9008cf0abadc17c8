// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What an export writes down before it touches anything, so that the next one can undo or finish it. One line of JSON a
// record; a journal is believed only as far as its names stay in its own directory.
#pragma once

#include "format/base/error.h"
#include "format/replace/operations.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// A file whatever its name. Zero: none.
struct FileIdentity {
    std::uint64_t device = 0, number = 0;
    friend bool operator==(const FileIdentity &, const FileIdentity &) = default;
};

struct JournalRecord {
    enum class Phase {
        Writing, // temporary files are being made
        Commit, // they are complete; the operations are being carried out
        Done, // so are these
    };
    Phase phase = Phase::Writing;
    std::string id; // of the run: eight hexadecimal digits
    std::string base; // last part of the prefix
    // Who: to tell whether it still runs, where files cannot be locked.
    std::int64_t process = 0;
    std::string host, boot;
    // Of Commit.
    OperationList list;
    std::vector<FileIdentity> made; // the files of the new checkpoint
};

// A line, with its end.
std::string encodeRecord(const JournalRecord &record);

// The last whole line of a journal; nothing where there is none. Fails with JournalUnreadable when it is no record, or
// one that names something outside the directory.
Result<std::optional<JournalRecord>> lastRecord(std::string_view journal, const std::string &path);

} // namespace ckpt
