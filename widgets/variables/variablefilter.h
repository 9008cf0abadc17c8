// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which variables the table shows: typed words and role chips. A plain value; no Qt.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/graph/role.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

class VariableFilter {
public:
    // Words are separated by spaces and must all be found, letter case aside (ASCII), in the name, the type or the
    // shape. Shapes are written 3x3x1x16 or 3×3×1×16.
    void setText(std::string_view text);
    bool hasText() const { return !m_words.empty(); }

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
    bool isOpen() const { return m_words.empty() && m_hiddenRoles == 0 && !m_onlyIssues; }
    bool accepts(const Variable &variable, const VariableFacts &facts, bool hasIssue) const;

private:
    static std::uint32_t bit(Role role) { return std::uint32_t{ 1 } << static_cast<unsigned>(role); }
    struct Word {
        std::string text; // lower case
        std::string shape; // "3x3" when it can be one, else empty
    };
    static bool matches(const Word &word, const Variable &variable, const VariableFacts &facts);

    std::vector<Word> m_words;
    std::uint32_t m_hiddenRoles = 0;
    bool m_onlyIssues = false;
};

} // namespace ckpt
