// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The state file "checkpoint" of a folder that gets a new checkpoint.
#pragma once

#include "format/base/error.h"

#include <optional>
#include <string>

namespace ckpt {

// A program that saves into the folder believes the state file: it deletes what is listed there when it has saved often
// enough since, and forgets what it has not written itself (NOTES.md).
enum class StateRule {
    WhereNone, // made where there is none; another one is left alone
    Keep, // neither made nor changed
    Add, // listed, before the newest
    AddAsNewest,
};

// What the file shall say; nothing where it stays as it is. `before`: what it says now, nothing where there is none.
// `base`: the last part of the new prefix. `now`: seconds since 1970, used where the file has times. Fails with
// StateUnreadable, StateIsOther, GitLfsPointer for a file that would have to be changed and cannot be.
Result<std::optional<std::string>> newStateText(const std::optional<std::string> &before, const std::string &path,
    const std::string &base, StateRule rule, double now);

} // namespace ckpt
