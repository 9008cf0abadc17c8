// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What lies where an export shall go, and whether what it was made from has stayed the same meanwhile.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/replace/operations.h"

#include <string>
#include <vector>

namespace ckpt {

// The checkpoint of this prefix, which is to be replaced. Fails with TargetIsLink where one of its files is a link (a
// rename would replace the link and leave what it leads to), with AlreadyThere where something has one of the names and
// is no checkpoint, and with what opening a damaged one fails with: nobody could tell which files belong to it.
Result<OldFiles> lookAtTarget(const std::string &prefix, const Limits &limits, const JobControl &control);

// Nothing has the name of an index or of a V1 file, and with `meta` of a .meta. Fails with AlreadyThere.
Result<void> checkNothingThere(const std::string &prefix, bool meta);

// `names`, which the new checkpoint will have, are free or belong to the old one. Fails with AlreadyThere.
Result<void> checkNamesFree(const std::string &prefix, const OldFiles &before, const std::vector<std::string> &names);

// Identity, size and time of the files that checkpoints are read from. Immutable.
class SourceStamp {
public:
    static SourceStamp of(const std::vector<const Checkpoint *> &sources);
    // Fails with SourceChanged.
    Result<void> check() const;

private:
    struct Stamp {
        std::string path;
        std::uint64_t device = 0, number = 0, bytes = 0;
        std::int64_t seconds = 0, nanoseconds = 0;
        bool operator==(const Stamp &) const = default;
    };
    static Stamp stampOf(const std::string &path);

    std::vector<Stamp> m_stamps;
};

} // namespace ckpt
