// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/querytext.h"

#include <algorithm>
#include <cctype>
#include <re2/re2.h>

namespace ckpt {

namespace {

char small(char letter)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}

} // namespace

std::string smallLetters(std::string_view text)
{
    std::string letters(text);
    std::transform(letters.begin(), letters.end(), letters.begin(), small);
    return letters;
}

tl::expected<TextTest, QueryError> TextTest::of(const QueryTerm &term)
{
    const auto wrong = [&](QueryError::Kind kind, std::string detail) {
        return tl::unexpected(QueryError{ kind, term.position, term.length, std::move(detail) });
    };
    TextTest test;
    test.m_value = smallLetters(term.value);
    test.m_whole = term.relation == Relation::Equal;
    if (term.relation == Relation::Matches) {
        RE2::Options options(RE2::Quiet);
        options.set_log_errors(false);
        auto pattern = std::make_shared<const RE2>(term.value, options);
        if (!pattern->ok())
            return wrong(QueryError::Kind::BadPattern, pattern->error());
        test.m_pattern = std::move(pattern);
    } else if (!test.m_whole && term.relation != Relation::Has) {
        return wrong(QueryError::Kind::UnknownValue, term.value);
    }
    return test;
}

bool TextTest::holds(std::string_view text) const
{
    if (m_pattern)
        return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *m_pattern);
    if (m_whole)
        return smallLetters(text) == m_value;
    return std::search(text.begin(), text.end(), m_value.begin(), m_value.end(), [](char a, char b) {
        return small(a) == b;
    }) != text.end();
}

std::vector<std::string> shapeDimensions(std::string_view text)
{
    std::vector<std::string> dims(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool times = text.substr(i).starts_with("×");
        if (times || text[i] == 'x' || text[i] == 'X' || text[i] == ',' || text[i] == '*') {
            dims.emplace_back();
            i += times ? 1 : 0;
        } else if (text[i] != '[' && text[i] != ']' && text[i] != '(' && text[i] != ')' && text[i] != ' ') {
            dims.back() += small(text[i]);
        }
    }
    return dims;
}

bool shapeHolds(const std::vector<std::string> &shape, const std::vector<std::string> &wanted, bool whole)
{
    const auto same = [](const std::string &a, const std::string &b) { return b == "?" || a == b; };
    if (whole)
        return std::equal(shape.begin(), shape.end(), wanted.begin(), wanted.end(), same);
    return std::search(shape.begin(), shape.end(), wanted.begin(), wanted.end(), same) != shape.end();
}

} // namespace ckpt
