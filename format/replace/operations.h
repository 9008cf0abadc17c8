// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// How a checkpoint is replaced: the renames, in an order in which whoever reads finds at every instant the old one,
// complete, or the new one, complete. Pure: nothing here touches a disk. NOTES.md has the tables and why they hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ckpt {

// All names lie in one directory.
struct Operation {
    enum class Kind {
        Move, // `from` becomes `to`; what had that name is gone
        Link, // `to` becomes a second name of `from`, or a copy where the file system has no such names
        Remove, // `from`
        Sync, // names made so far are on the disk
    };
    Kind kind = Kind::Sync;
    std::string from{}, to{};
    friend bool operator==(const Operation &, const Operation &) = default;
};

struct OperationList {
    std::vector<Operation> operations;
    // The one that makes a reader see the new checkpoint. What comes before it can be undone, what comes after it can
    // be done again.
    std::size_t switchAt = 0;
};

// What has the name now. Of both formats the V2 one is what TensorFlow reads.
struct OldFiles {
    std::optional<std::int32_t> bundle; // a V2 checkpoint: the data files that its index counts
    bool table = false; // a V1 checkpoint in one file
    bool meta = false;
    bool operator==(const OldFiles &) const = default;
    bool any() const { return bundle || table; }
};

// What shall have it.
struct NewFiles {
    std::optional<std::int32_t> bundle; // V2: data files
    std::int32_t tables = 0; // V1; more than one only where nothing was
    bool meta = false;
    bool state = false;
    // Of V2 in place of as many data files: the number of files, used by no one, that the passing index counts.
    std::optional<std::int32_t> passing;
};

// Names of one run's temporary files. The new checkpoint lies under `fresh()`, a prefix as any other.
class TemporaryNames {
public:
    explicit TemporaryNames(std::string id)
        : m_start(".ckptscope-" + std::move(id) + ".")
    {
    }
    const std::string &start() const { return m_start; } // what all of them begin with
    std::string fresh() const { return m_start + "new"; }
    std::string passingIndex() const { return m_start + "passing.index"; }
    std::string state() const { return m_start + "state"; }
    std::string oldMeta() const { return m_start + "old-meta"; }
    std::string oldIndex() const { return m_start + "old-index"; }
    std::string oldTable() const { return m_start + "old-table"; }
    std::string link(std::size_t number) const { return m_start + "link" + std::to_string(number); }

private:
    std::string m_start;
};

// V1: `<prefix>`, or `<prefix>-00000-of-00002`
std::string tablePath(const std::string &prefix, std::int32_t number, std::int32_t count);

// `base`: the last part of the prefix.
OperationList planReplacement(
    const std::string &base, const OldFiles &before, const NewFiles &after, const TemporaryNames &names);

} // namespace ckpt
