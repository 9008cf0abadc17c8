// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// New names for variables, by rules that people write.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace ckpt {

// Immutable once parsed.
class Renames {
public:
    // Each rule is `s/PATTERN/NEW/` (RE2; \1 is the first group, \0 everything; `s/…/…/g` replaces every match, else
    // the first one; any other character may stand for the slashes, and a backslash before it means itself), or OLD=NEW
    // for one name. A sentence in English when one cannot be understood.
    static tl::expected<Renames, std::string> parse(const std::vector<std::string> &rules);

    // All rules, one after the other, each on what the one before made of it.
    std::string apply(std::string name) const;

    struct Rule;

private:
    std::vector<std::shared_ptr<const Rule>> m_rules;
};

} // namespace ckpt
