// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A finding that stops nothing: shown, counted and clickable, while everything undamaged stays usable.
#pragma once

#include "format/base/error.h"

#include <vector>

namespace ckpt {

enum class Severity {
    Note,    // worth knowing: a path was mapped, both formats exist
    Warning, // something is odd or missing, all values shown are right
    Error,   // something cannot be shown or may be wrong
};

struct Issue {
    Severity severity = Severity::Warning;
    Error error;
};

using Issues = std::vector<Issue>;

// The usual severity of a fault; a reader may choose another one for its case.
Severity usualSeverity(Fault fault);

inline Issue issue(Error error)
{
    const Severity severity = usualSeverity(error.fault);
    return Issue{severity, std::move(error)};
}

} // namespace ckpt
