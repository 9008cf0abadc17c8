// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which variables the table shows: typed words and role chips. A plain value; no Qt.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/graph/variablequery.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ckpt {

class VariableFilter {
public:
    // A query (VariableQuery). A bare word is looked for, letter case aside (ASCII), in the name, the inferred name,
    // the type and the shape, which is written 3x3x1x16 or 3×3×1×16. What is wrong with the text, if anything: then
    // what there was before goes on to hold.
    std::optional<QueryError> setText(std::string_view text);
    bool hasText() const { return !m_query.isEmpty(); }

    bool shows(Role role) const { return !(m_hiddenRoles & bit(role)); }
    void setShows(Role role, bool shown)
    {
        m_hiddenRoles = shown ? m_hiddenRoles & ~bit(role) : m_hiddenRoles | bit(role);
    }
    void showOnly(Role role) { m_hiddenRoles = ~bit(role); }
    void showAllRoles() { m_hiddenRoles = 0; }
    bool onlyIssues() const { return m_onlyIssues; }
    void setOnlyIssues(bool only) { m_onlyIssues = only; }

    // True when everything passes.
    bool isOpen() const { return m_query.isEmpty() && m_hiddenRoles == 0 && !m_onlyIssues; }
    bool accepts(const Variable &variable, const VariableFacts &facts, bool hasIssue) const;

private:
    static std::uint32_t bit(Role role) { return std::uint32_t{ 1 } << static_cast<unsigned>(role); }

    VariableQuery m_query;
    std::uint32_t m_hiddenRoles = 0;
    bool m_onlyIssues = false;
};

} // namespace ckpt
