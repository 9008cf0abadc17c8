// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// New names for variables, by rules that people write.
#pragma once

#include "format/graph/variablequery.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace ckpt {

struct RenameRule {
    enum class Kind {
        Pattern, // RE2; in `to` \1 is the first group and \0 everything
        Name, // one whole name
        Table, // the rules of a table of renametables.h
    };
    Kind kind = Kind::Pattern;
    std::string from{}, to{}; // Table: `from` is its id
    std::vector<std::pair<std::string, std::string>> parameters{}; // of a table
    std::string only{}; // VariableQuery on the variable as the source has it; empty: all
    bool once = false; // Pattern: the first match alone; else every match
    bool off = false; // kept, and not applied
    friend bool operator==(const RenameRule &, const RenameRule &) = default;
};

struct RenameError {
    enum class Kind { BadRule, BadPattern, BadReplacement, BadQuery, UnknownTable, UnknownParameter };
    std::size_t rule = 0; // its position
    Kind kind = Kind::BadRule;
    std::string text; // the rule, pattern, replacement, query, table or parameter that is wrong
    std::string detail; // what the pattern library says, in English; else empty
};
// English, one sentence.
std::string renameErrorText(const RenameError &error);

// `s/PATTERN/NEW/` (the first match; `s/…/…/g` every one; any other character may stand for the slashes, and a
// backslash before it means itself), OLD=NEW for one name, or @TABLE, with parameters @add-prefix:prefix=student.
tl::expected<RenameRule, RenameError> parseRenameRule(const std::string &text);
// So that parseRenameRule() reads the same again; `only` and `off` have no place there.
std::string renameRuleText(const RenameRule &rule);

// Rules ready for use. Immutable; shared without locks.
class Renames {
public:
    static tl::expected<Renames, RenameError> compile(std::span<const RenameRule> rules);

    // All rules, one after the other, each on what the one before made of it. `matched`, where given, has a count for
    // each rule and gets one more for those that changed this name.
    std::string apply(const Variable &variable, const VariableFacts &facts, std::string name,
        std::span<std::size_t> matched = {}) const;

    struct Step;

private:
    std::vector<std::shared_ptr<const Step>> m_steps;
};

} // namespace ckpt
