// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Copies variables of a checkpoint into a new one, in a place of its own or in the place of another.
#pragma once

#include "format/base/newfile.h"
#include "format/export/copyplan.h"
#include "format/export/measurecasts.h"
#include "format/export/newstate.h"
#include "format/replace/replacement.h"

#include <string>
#include <vector>

namespace ckpt {

// Where a copy goes and what lies beside it.
struct Placement {
    std::string prefix; // as TensorFlow takes it; its folder exists
    bool replace = false; // a checkpoint of this prefix, of either format; else its being there is an error
    StateRule state = StateRule::WhereNone;
    std::string meta; // content of the .meta; empty: none. A .meta of the old checkpoint goes in any case
};

struct CopyReport {
    std::vector<std::string> files; // V2: the index comes last
    std::uint64_t bytes = 0; // of all of them
    std::size_t variables = 0;
    std::vector<Deviation> deviations;
    std::vector<CopyNote> notes;
    CopyFigures figures; // of variables that were cast, by position among the bytewise sorted new keys
    bool replaced = false;
    bool stateWritten = false;
    Recovered recovered = Recovered::Nothing; // what was left there by an earlier run
    std::optional<Error> untidied; // the copy is complete; other files are left over, for this reason
};

// Writes what `plan` says under other names, waits for the disk, reads everything back and compares it with the source;
// then the new files get their names, and a reader finds the old checkpoint or the new one at every instant
// (replacement.h). All or nothing: when it fails, what was there is there. `plan` was made of `source`, which may be
// the checkpoint that is replaced. Fails with AlreadyThere, TargetIsLink, TargetBusy, SourceChanged, WrittenDiffers,
// DiskFull before anything is written where it can be seen that the disk has not enough room, and with what writeCopy()
// and Replacement fail with.
Result<CopyReport> copyCheckpoint(const Checkpoint &source, const CopyPlan &plan, const Placement &placement,
    const JobControl &control = {}, FileCalls &calls = FileCalls::system());
// Plans first; fails with what planCopy() fails with as well.
Result<CopyReport> copyCheckpoint(const Checkpoint &source, std::vector<CopyItem> items, const Placement &placement,
    const CopyTarget &target, const JobControl &control = {}, FileCalls &calls = FileCalls::system());
// Into a place where there is none, and nothing beside it.
Result<CopyReport> copyCheckpoint(const Checkpoint &source, std::vector<CopyItem> items, const std::string &prefix,
    const CopyTarget &target, const JobControl &control = {}, FileCalls &calls = FileCalls::system());

} // namespace ckpt
