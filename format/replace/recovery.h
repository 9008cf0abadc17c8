// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Undoes or finishes what a run left behind that was killed, or had no room. Before the switch everything goes back,
// after it everything goes on; a reader sees no difference.
#pragma once

#include "format/replace/journal.h"

#include <string>
#include <vector>

namespace ckpt {

enum class Recovered {
    Nothing, // there was nothing to do
    Undone, // the old checkpoint is there
    Finished, // the new one is
    Overtaken, // it was, and another program has written the name since: that one stays
};

// Carries out `record.list` from number `from` on, for the first time or `again` after a run that may have come as far
// as anywhere. Fails as failWriting() says, with how far it came in `done`.
Result<void> carryOut(const std::string &directory, const OperationList &list, std::size_t from, bool again,
    FileCalls &calls, std::size_t *done = nullptr);

// Of the run that wrote `record`, the last one of `journal`, which stays. Fails as failWriting() says, and can be
// called again then.
Result<Recovered> recover(
    const std::string &directory, const JournalRecord &record, Journal &journal, FileCalls &calls);

// Nothing where there is no file of this name; does not follow links.
FileIdentity identityOf(const std::string &path);

// A target in `directory` that a run has not finished with.
struct Unfinished {
    std::string journal; // its path
    std::string base; // the last part of the prefix; empty where that cannot be known
};
// Looks only; a run that is being written just now is not among them. Sorted by name.
std::vector<Unfinished> findUnfinished(const std::string &directory);

struct RecoveredTarget {
    Unfinished target;
    Result<Recovered> outcome;
};
// All of them.
std::vector<RecoveredTarget> recoverDirectory(const std::string &directory, FileCalls &calls = FileCalls::system());

} // namespace ckpt
