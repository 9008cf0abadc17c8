// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a term of a query asks of a text or a shape; the same for nodes and variables.
#pragma once

#include "format/base/queryterms.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace ckpt {

// ASCII letters made small.
std::string smallLetters(std::string_view text);

// Immutable.
class TextTest {
public:
    // `:` and a bare word look for a part, whatever the case; `=` for the whole; `~` and /…/ for a pattern (RE2). Fails
    // with BadPattern, and with UnknownValue for a relation that compares numbers.
    static tl::expected<TextTest, QueryError> of(const QueryTerm &term);
    bool holds(std::string_view text) const;
    const std::string &value() const { return m_value; } // in small letters

private:
    TextTest() = default;

    bool m_whole = false;
    std::string m_value;
    std::shared_ptr<const re2::RE2> m_pattern;
};

// "3x3", "3×3", "3,3", "N×28": the dimensions as text.
std::vector<std::string> shapeDimensions(std::string_view text);
// These dimensions in a row, or exactly these. "?" is any one.
bool shapeHolds(const std::vector<std::string> &shape, const std::vector<std::string> &wanted, bool whole);

} // namespace ckpt
