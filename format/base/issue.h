// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A finding that stops nothing: shown, counted and clickable, while everything undamaged stays usable.
#pragma once

#include "format/base/error.h"

#include <cstddef>
#include <map>
#include <vector>

namespace ckpt {

enum class Severity {
    Note, // worth knowing: a path was mapped, both formats exist
    Warning, // something is odd or missing, all values shown are right
    Error, // something cannot be shown or may be wrong
};

struct Issue {
    Severity severity = Severity::Warning;
    Error error;
};

using Issues = std::vector<Issue>;

// The usual severity of a fault; a reader may choose another one for its case.
Severity usualSeverity(Fault fault);

// Adds issues to a list, but of each fault only so many: a file of a million wrong entries costs no million sentences.
class IssueLog {
public:
    IssueLog(Issues &into, std::size_t mostOfOneFault)
        : m_into(into)
        , m_most(mostOfOneFault)
    {
    }

    void add(Issue found)
    {
        if (m_seen[found.error.fault]++ < m_most)
            m_into.push_back(std::move(found));
    }

private:
    Issues &m_into;
    std::size_t m_most;
    std::map<Fault, std::size_t> m_seen;
};

inline Issue issue(Error error)
{
    const Severity severity = usualSeverity(error.fault);
    return Issue{ severity, std::move(error) };
}

} // namespace ckpt
