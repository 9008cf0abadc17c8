// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/variables/variablefilter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace ckpt {

namespace {

constexpr std::string_view kTimes = "\xc3\x97"; // ×

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool contains(std::string_view text, std::string_view lowerWord)
{
    if (lowerWord.size() > text.size())
        return false;
    const char first = lowerWord.front();
    const std::size_t last = text.size() - lowerWord.size();
    for (std::size_t at = 0; at <= last; ++at) {
        if (lower(text[at]) != first)
            continue;
        std::size_t same = 1;
        while (same < lowerWord.size() && lower(text[at + same]) == lowerWord[same])
            ++same;
        if (same == lowerWord.size())
            return true;
    }
    return false;
}

// "3x3" from "3×3" or "3X3"; empty when the word cannot be part of a shape with at least one digit.
std::string shapeWord(std::string_view word)
{
    std::string shape;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (word.substr(i).starts_with(kTimes)) {
            shape += 'x';
            ++i;
        } else if ((word[i] >= '0' && word[i] <= '9') || word[i] == 'x') {
            shape += word[i];
        } else {
            return {};
        }
    }
    return shape.find_first_of("0123456789") == std::string::npos ? std::string() : shape;
}

void appendShape(std::string &into, const TensorShape &shape)
{
    std::array<char, 24> digits{};
    for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
        if (axis > 0)
            into += 'x';
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), shape.dim(axis)).ptr;
        into.append(digits.data(), end);
    }
}

struct Word {
    std::string text; // lower case
    std::string shape; // "3x3" when it can be one, else empty
};

bool matches(const Word &word, const Variable &variable, const VariableFacts &facts)
{
    if (contains(variable.key, word.text) || contains(name(variable.dtype), word.text))
        return true;
    if (!facts.inferredName.empty() && contains(facts.inferredName, word.text))
        return true;
    if (word.shape.empty())
        return false;
    std::string shape;
    appendShape(shape, variable.shape);
    return shape.find(word.shape) != std::string::npos;
}

VariableQuery::Holds holdsWord(std::string_view text)
{
    Word word{ std::string(text), {} };
    std::transform(word.text.begin(), word.text.end(), word.text.begin(), lower);
    word.shape = shapeWord(word.text);
    return [word = std::move(word)](const Variable &variable, const VariableFacts &facts) {
        return word.text.empty() || matches(word, variable, facts);
    };
}

} // namespace

std::optional<QueryError> VariableFilter::setText(std::string_view text)
{
    auto query = VariableQuery::parse(text, holdsWord);
    if (!query)
        return std::move(query.error());
    m_query = std::move(*query);
    return std::nullopt;
}

bool VariableFilter::accepts(const Variable &variable, const VariableFacts &facts, bool hasIssue) const
{
    return shows(facts.role) && (hasIssue || !m_onlyIssues) && m_query.holds(variable, facts);
}

} // namespace ckpt
